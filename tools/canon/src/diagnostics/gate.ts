import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type GateCode =
  | 'GATE_INPUTS_CHANGED'
  | 'GATE_NO_PACKAGE'
  | 'GATE_HAND_EDITED'
  | 'GATE_DEPENDENCY_UNRENDERED'
  | 'GATE_VERIFIED_NOTHING'
  | 'SANDBOX_UNAVAILABLE'
  | 'LAYOUT_FILE'
  | 'LAYOUT_TOO_LARGE'
  | 'LAYOUT_NO_ENTRY'
  | 'LAYOUT_SYNTAX'
  | 'LAYOUT_IMPORT'
  | 'LAYOUT_CODE_FROM_TEXT'
  | 'LAYOUT_SILENCED_CHECK'
  | 'LAYOUT_GLOBAL'
  | 'LAYOUT_SKELETON'
  | 'TYPES_COMPILER'
  | 'TYPES_SURFACE'
  | 'TYPES_NOT_RUN'
  | 'EXPORTS_DIFFER'
  | 'CHILD_FAILED'
  | 'VECTOR_FAILED'
  | 'PACKAGE_CHANGES_ARGUMENT'
  | 'PACKAGE_SHARES_BUFFER'
  | 'LAW_FAILED'
  | 'LAW_NO_RUNS'
  | 'LAW_NO_ASSERTION'
  | 'LAW_DISCARDS'
  | 'LAW_INTERFERENCE'
  | 'LAW_UNPROVED'
  | 'CONTRACT_BROKEN'
  | 'CONTRACT_REGISTERS_NOTHING'
  | 'CONTRACT_STRAY_CLAUSE'
  | 'EXAMPLES_BROKEN'
  | 'EXAMPLE_OUTSIDE_DOMAIN'
  | 'EXAMPLE_ORPHANED'
  | 'EXAMPLE_NOT_KEPT'
  | 'EXAMPLE_UNKNOWN'
  | 'RUNTIME_UNPROVED'
  | 'GATE_UNMARKED'

/** What the gate can hold against a package, or against a contract. */
export const gateCatalogue: CatalogueOf<GateCode> = {
  GATE_INPUTS_CHANGED: {
    severity: 'error',
    title: 'Specs, contracts or configuration changed while the gate ran.',
    why: 'A verdict speaks of what was judged; here nobody can say what that was.',
    fix: 'Undo the change or finish it, and gate again.',
  },
  GATE_NO_PACKAGE: {
    severity: 'error',
    title: 'There is no package to gate.',
    why: 'The document has no rendering yet.',
    fix: 'Type `canon render <name>`.',
  },
  GATE_HAND_EDITED: {
    severity: 'error',
    title: 'The package is not what was recorded.',
    why: 'Nobody edits a rendering: what was judged and what lies here are two things.',
    fix: 'Type `canon restore <name>`.',
  },
  GATE_DEPENDENCY_UNRENDERED: {
    severity: 'error',
    title: 'A dependency has no accepted rendering.',
    why: 'A package is judged together with the accepted renderings of its dependencies.',
    fix: 'Render the dependency first.',
  },
  GATE_VERIFIED_NOTHING: {
    severity: 'error',
    title: 'No law and no vector ran.',
    why: 'A verdict over nothing would be green for any package.',
    fix: 'Write a contract or a vector.',
  },
  SANDBOX_UNAVAILABLE: {
    severity: 'error',
    title: 'This machine cannot isolate a package.',
    why: 'A new rendering is judged only where it has no network, no other processes and no files but its own.',
    fix: 'Install bubblewrap, or allow unprivileged user namespaces; `--unsandboxed` accepts it with a record of that.',
  },
  LAYOUT_FILE: {
    severity: 'error',
    title: 'A file has no place in a package.',
    why: 'A rendering is src/ with TypeScript, and the declared assets; the tool writes the rest.',
    fix: 'Remove the file or move it into src/.',
  },
  LAYOUT_TOO_LARGE: {
    severity: 'error',
    title: 'The package exceeds a limit on files or bytes.',
    why: 'Every input of the gate is bounded.',
    fix: 'Write less: data does not belong into source files.',
  },
  LAYOUT_NO_ENTRY: {
    severity: 'error',
    title: 'src/index.ts is missing.',
    why: 'It exports the surface.',
    fix: 'Write src/index.ts.',
  },
  LAYOUT_SYNTAX: {
    severity: 'error',
    title: 'A file is not TypeScript that type stripping accepts.',
    why: 'Packages run without a build step.',
    fix: 'Avoid enums, namespaces, parameter properties and other syntax that emits code.',
  },
  LAYOUT_IMPORT: {
    severity: 'error',
    title: 'An import is not allowed here.',
    why: 'A package may import its own files, `depends`, `libraries`, and what `runs` and `may` grant.',
    fix: 'Do without it, or have the owner change the front matter.',
  },
  LAYOUT_CODE_FROM_TEXT: {
    severity: 'error',
    title: 'Code is made from text or loaded by a computed name.',
    why: 'What cannot be read cannot be judged.',
    fix: 'Write the code out; import by a literal name.',
  },
  LAYOUT_SILENCED_CHECK: {
    severity: 'error',
    title: 'A check of the compiler is switched off, or a global is redeclared.',
    why: 'The types step would judge something else than what runs.',
    fix: 'Remove the directive or declaration and mend the types.',
  },
  LAYOUT_GLOBAL: {
    severity: 'error',
    title: 'A global is used that the front matter does not grant.',
    why: 'Capabilities are granted by `may`; platform modules belong into src/platform/.',
    fix: 'Do without it.',
  },
  LAYOUT_SKELETON: {
    severity: 'error',
    title: 'A file that the tool writes differs from what the document gives.',
    why: 'package.json and README.md follow from the document alone.',
    fix: 'Type `canon restore <name>` or render again.',
  },
  TYPES_COMPILER: {
    severity: 'error',
    title: 'The strict type check fails.',
    why: 'Every package compiles under the strict flags of its bundle.',
    fix: 'Mend the types.',
  },
  TYPES_SURFACE: {
    severity: 'error',
    title: 'The exports are not the declared surface.',
    why: 'A package exports exactly what its document declares, no less and no more.',
    fix: 'Make the export exactly as declared, or remove it.',
  },
  TYPES_NOT_RUN: {
    severity: 'error',
    title: 'The compiler could not be run.',
    why: 'Without it no type is judged.',
    fix: 'Install the workspace (`npm test` does it) and gate again.',
  },
  EXPORTS_DIFFER: {
    severity: 'error',
    title: 'What the module exports when it runs is not the declared surface.',
    why: 'Types can promise exports that are not there, and hide exports that are.',
    fix: 'Export exactly the declared values.',
  },
  CHILD_FAILED: {
    severity: 'error',
    title: 'The package did not load, or its process ended.',
    why: 'A package that exits, hangs, or breaks the protocol of the pipe is refused.',
    fix: 'Import it in a bare process and see; nothing may run at import but declarations.',
  },
  VECTOR_FAILED: {
    severity: 'error',
    title: 'A vector does not hold.',
    why: 'A vector is an example that the document fixes to the byte.',
    fix: 'Compare with the intermediates in the vector file.',
  },
  PACKAGE_CHANGES_ARGUMENT: {
    severity: 'error',
    title: 'An operation changes what it was given.',
    why: "An argument is the caller's, before the call and after it: the conventions (Effects 2) allow no operation to change one.",
    fix: 'Work on a copy: slice a buffer, spread an array.',
  },
  PACKAGE_SHARES_BUFFER: {
    severity: 'error',
    title: 'A result shares memory or an object with something that the caller has.',
    why: "What an operation returns is the caller's own to change: the conventions (Effects 3) allow it to share nothing.",
    fix: 'Return a copy at each call.',
  },
  LAW_FAILED: {
    severity: 'error',
    title: 'A law does not hold.',
    why: 'A clause is broken for the values shown.',
    fix: 'Read the clause again, with the smallest counterexample at hand.',
  },
  LAW_NO_RUNS: {
    severity: 'error',
    title: 'A law ran for no value.',
    why: 'Verified nothing is red.',
    fix: 'Give it rows or arbitraries that draw values.',
  },
  LAW_NO_ASSERTION: {
    severity: 'error',
    title: 'A law reached no assertion.',
    why: 'It would hold for every package.',
    fix: 'Assert with equal, holds, refuses or refusesType on every path.',
  },
  LAW_DISCARDS: {
    severity: 'error',
    title: 'A law discarded more draws than it may.',
    why: 'What it claims to verify was hardly tried.',
    fix: 'Draw values that satisfy the precondition.',
  },
  LAW_INTERFERENCE: {
    severity: 'error',
    title: 'A run failed among others and holds alone.',
    why: 'Calls that should be independent influence each other.',
    fix: 'Look for state shared between calls.',
  },
  LAW_UNPROVED: {
    severity: 'warning',
    title: 'A law could not run for lack of a facility.',
    why: 'What did not run is not green.',
    fix: 'Provide the facility named.',
  },
  CONTRACT_BROKEN: {
    severity: 'error',
    title: 'A contract could not be loaded or run.',
    why: 'A contract that does not run judges nothing.',
    fix: 'Mend the contract.',
  },
  CONTRACT_REGISTERS_NOTHING: {
    severity: 'error',
    title: 'A contract registers no law.',
    why: 'Verified nothing is red.',
    fix: 'Write a law, or remove the edge.',
  },
  CONTRACT_STRAY_CLAUSE: {
    severity: 'error',
    title: 'A law cites a clause that the provider does not have.',
    why: 'A need that no clause promises is no contract.',
    fix: "Propose the clause to the provider's owner.",
  },
  EXAMPLES_BROKEN: {
    severity: 'error',
    title: 'A file of kept counterexamples is malformed.',
    why: 'A counterexample is never dropped silently.',
    fix: 'Restore the file from version control.',
  },
  EXAMPLE_OUTSIDE_DOMAIN: {
    severity: 'warning',
    title: 'A kept counterexample is no longer a value that its law is about.',
    why: 'The law or an arbitrary changed since it was kept. It does not run, and it is not dropped either.',
    fix: 'Change the law back, or expire it with a reason: `canon examples expire`.',
  },
  EXAMPLE_ORPHANED: {
    severity: 'warning',
    title: 'The law of a kept counterexample is gone.',
    why: 'What failed once is forgotten only on purpose.',
    fix: 'Bring the law back, or expire the example with a reason: `canon examples expire`.',
  },
  EXAMPLE_NOT_KEPT: {
    severity: 'warning',
    title: 'A counterexample could not be kept.',
    why: 'A law keeps 32 counterexamples of at most 16 KiB each, in the notation of vectors.',
    fix: 'Replay it with the seed that the verdict names, or make room with `canon examples expire`.',
  },
  EXAMPLE_UNKNOWN: {
    severity: 'error',
    title: 'There is no such kept counterexample.',
    why: 'An example is named by contract, law and index.',
    fix: 'Type `canon examples list`.',
  },
  GATE_UNMARKED: {
    severity: 'error',
    title: 'turbo runs the gate without the mark of this checkout.',
    why: 'turbo serves what it keeps for the same inputs; without the mark, a verdict of another checkout or another Node would pass for one of this.',
    fix: 'Start it with `npm run gate`, or set CANON_GATE_MARK to `data.mark` of `canon turbo --check --json`.',
  },
  RUNTIME_UNPROVED: {
    severity: 'warning',
    title: 'The runtime asked for is not on this machine.',
    why: 'What did not run there is not proved there.',
    fix: 'Install Chromium, or name one in CANON_CHROMIUM.',
  },
}

export const gateDiagnostic = diagnosticsOf(gateCatalogue)
