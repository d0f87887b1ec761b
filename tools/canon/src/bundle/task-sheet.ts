import { packageName } from '../base/skeleton.ts'
import type { Capability, Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { reached } from './dependencies.ts'

/** The sheet for a stranger: what to write, within which rules, and how it will be judged. */
export function taskSheet(workspace: Workspace, spec: Spec, mode: 'clean' | 'revise'): string {
  const module = packageName(workspace, spec.name)
  return `${[
    `# Write the package ${module}`,
    `You write the TypeScript source of **${module}** from the document in \`spec/${spec.name}/\`. The document is the whole truth: what it`,
    'promises you must do, what it does not promise nobody will rely on. You write files under `src/` and nothing else. You need no',
    'file outside this folder.',
    '',
    '## What lies here',
    '',
    ...contents(spec, mode),
    '',
    '## What to write',
    '',
    `1. \`src/index.ts\` exports exactly the names of \`surface/${spec.name}.d.ts\`, values and types, with these types: none missing, none more.`,
    '   Classes have the declared members and no other public ones (`#private` fields and methods are free).',
    '2. All code lies under `src/`, in files ending in `.ts`. Small files, one idea each: most of 40 to 130 lines, none above 300.',
    '3. Above each check stands the id of the clause it carries out, as `// ABC-012`. Read `spec/CONVENTIONS.md` with care: its defaults',
    '   (order of effects, copies of arguments, failed calls, `TypeError`, order of checks) hold for every operation and are tested.',
    '4. No state that lasts beyond what the document describes, no output, no effect at import.',
    ...(mode === 'revise'
      ? ['5. Start from `previous/src/`: keep what CLAUSE-DIFF.md leaves untouched, change what it names.']
      : []),
    '',
    '## Imports',
    '',
    'These and no others:',
    '',
    ...imports(workspace, spec),
    '',
    '## Abilities',
    '',
    abilities(spec),
    '',
    '## Language',
    '',
    '- Node 24 runs the source by removing its types, with no build step. So: no `enum`, `namespace`, parameter properties, `import x =`,',
    '  decorators or JSX; type-only imports are written `import type`. Relative imports carry their `.ts` ending.',
    '- The compiler flags stand in `tsconfig.json`; all are strict and none may be relaxed.',
    '- Not allowed anywhere: `eval`, the global `Function`, calling a `constructor` property, `import()`, `require`, `import.meta.resolve`,',
    '  `@ts-ignore`, `@ts-expect-error`, `@ts-nocheck`, comments that silence a linter, triple-slash references, `declare global`,',
    '  `declare module`, `.d.ts` files, changing built-in prototypes or globals. `any` must not appear in what `src/index.ts` exports.',
    '',
    '## Trying it',
    '',
    'You need Node 24 (`.node-version`).',
    '',
    '- `node tools/run-vectors.mjs [part of a path]` runs the public vectors against your source, here, without installation',
    `  ${needsLibraries(workspace, spec) ? '(after `npm install`, for the libraries).' : '(nothing needs to be installed).'}`,
    '- `npm install`, then `npm run check`: the strict type check, your exports against the surface included.',
    '- Write any trial of your own outside this folder or remove it at the end.',
    '',
    '## How it is judged',
    '',
    'A gate that you do not see decides, without anyone reading the code:',
    '',
    '1. **layout**: the rules above, and files under `src/` only;',
    '2. **types**: the strict check, and the surface equal in both directions, at compile time and at run time;',
    '3. **vectors**: every public vector, rejections included;',
    '4. **laws**: properties written by the owner and by those who depend on the package, over random inputs, among them hostile ones.',
    '   You cannot see them. They ask for nothing that no clause promises, and they look into every corner that a clause does promise.',
    '',
    'The package runs in an isolated process of its own, with an empty environment and without what is withheld above, under limits on memory and',
    'time. If it fails you may find `FEEDBACK.md` here: the clause, the smallest counterexample, what was observed and what was expected.',
    '',
    '## What to leave beside the source',
    '',
    'Write `NOTES.md`: whatever in the document was unclear, contradictory, missing or had to be guessed, by clause id, and what you chose.',
    'Where a choice is open, take the reading that promises less to the caller and refuse what is not clearly allowed. Change nothing else:',
    'a changed `package.json`, document or vector fails the rendering. When you are done, make an empty file `DONE`.',
  ].join('\n')}\n`
}

function contents(spec: Spec, mode: 'clean' | 'revise'): string[] {
  return [
    `- \`spec/${spec.name}/\`: the document; \`spec/CONVENTIONS.md\`: what holds for all documents. Start here.`,
    `- \`surface/${spec.name}.d.ts\`: what the package exports, taken from the document.`,
    ...(spec.schemas.length === 0 ? [] : ['- `schemas/`: JSON Schemas (2020-12) of what crosses a wire or a disk.']),
    ...(spec.vectors.length === 0
      ? []
      : [
          '- `vectors/<operation>/`: examples with exact results. `{"$hex"}` is bytes, `{"$bigint"}`, `{"$number"}` (NaN, -0, Infinity),',
          '  `{"$undefined"}`, `{"$map"}`, `{"$set"}` what they say, `{"$utf16"}` the code units of a string, `{"$object"}` a record by its',
          '  entries, `{"$stream"}` an async iterable of these values, `{"$name"}` an object that an earlier step bound with `as`.',
        ]),
    ...spec.frontMatter.depends.map(
      (name) => `- \`dependencies/${name}/\`: surface, clauses and built JavaScript of a package you may import.`,
    ),
    ...(mode === 'revise'
      ? ['- `previous/src/`: the accepted source; `CLAUSE-DIFF.md`: what changed in the document since.']
      : []),
    '- `package.json`, `tsconfig.json`, `tools/`: for trying your code. Leave them as they are.',
  ]
}

function imports(workspace: Workspace, spec: Spec): string[] {
  const { depends, libraries, runs } = spec.frontMatter
  const both = runs.includes('node') && runs.includes('browser')
  return [
    "- your own files, by relative path: `import { x } from './x.ts'`;",
    ...depends.map(
      (name) => `- \`${packageName(workspace, name)}\`: rely on its surface and clauses (\`dependencies/${name}/\`) only;`,
    ),
    ...Object.entries(libraries).map(([name, version]) => `- \`${name}\` ${version}, and its documented subpaths;`),
    ...(both
      ? [
          '- `#platform`: whatever differs between Node and a browser. Write `src/platform/node.ts` and `src/platform/browser.ts` with the same',
          '  exports of the same types; the manifest picks one. Both files must exist when you use it, and `node:` modules are imported by',
          '  `src/platform/node.ts` only, and Node globals (`Buffer`, `setImmediate`, `global`) are used nowhere else. The browser half uses what',
          '  every current browser has, such as `globalThis.crypto.subtle`.',
        ]
      : []),
    ...(runs.includes('node')
      ? [
          '- of the `node:` modules those that only compute: assert, async_hooks, buffer, crypto, events, path, querystring, stream,',
          '  string_decoder, timers, url, util, zlib; others only with the ability they need.',
        ]
      : []),
  ]
}

const MEANING: Readonly<Record<Capability, string>> = {
  net: 'network',
  fs: 'files',
  process: 'child processes and signals',
  env: 'environment variables',
  workers: 'threads',
  native: 'native add-ons and WebAssembly from outside the source',
}

function abilities(spec: Spec): string {
  const { may } = spec.frontMatter
  const withheld = (Object.keys(MEANING) as Capability[]).filter((ability) => !may.includes(ability)).map((one) => MEANING[one])
  const granted =
    may.length === 0
      ? 'The package has no abilities beyond computing.'
      : `The package may use: ${may.map((one) => MEANING[one]).join(', ')}.`
  if (withheld.length === 0) return granted
  return [
    `${granted} Withheld, at run time too: ${withheld.join(', ')}. The globals that give them`,
    '(`process`, `fetch`, `WebSocket`, `navigator`, `Worker`, `MessageChannel`, `localStorage`, `WebAssembly` and their like) are not to be named.',
  ].join('\n')
}

/** Its own, or those of a package that it imports, directly or not. */
const needsLibraries = (workspace: Workspace, spec: Spec): boolean =>
  [spec, ...reached(workspace, spec)].some(({ frontMatter }) => Object.keys(frontMatter.libraries).length > 0)
