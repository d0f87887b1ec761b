import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type GenerateCode =
  | 'GENERATOR_UNKNOWN'
  | 'GENERATOR_MISCONFIGURED'
  | 'GENERATOR_TIMED_OUT'
  | 'GENERATOR_FAILED'
  | 'GENERATOR_WROTE_NOTHING'
  | 'GENERATOR_WROTE_OUTSIDE'
  | 'GENERATOR_ADDED_DEPENDENCY'
  | 'GENERATOR_TOUCHED_INPUTS'
  | 'GENERATOR_PRINTED_TOO_MUCH'
  | 'HANDOFF_WAITING'
  | 'ADOPT_NO_FOLDER'
  | 'ADOPT_OTHER_BUNDLE'
  | 'RENDER_GAVE_UP'

/** What can go wrong between a bundle and a candidate. */
export const generateCatalogue: CatalogueOf<GenerateCode> = {
  GENERATOR_UNKNOWN: {
    severity: 'error',
    title: 'No generator of that name is configured.',
    why: 'Generators are named in canon.json; handoff needs no entry.',
    fix: 'Add it under "generators" in canon.json.',
  },
  GENERATOR_MISCONFIGURED: {
    severity: 'error',
    title: 'The configuration of the generator lacks what its kind needs.',
    why: 'A command needs an argument vector, a replay a folder.',
    fix: 'Mend its entry in canon.json.',
  },
  GENERATOR_TIMED_OUT: {
    severity: 'error',
    title: 'The generator did not end in its time.',
    why: 'Every process has a limit.',
    fix: 'Raise timeoutMs of the generator in canon.json, or use a faster one.',
  },
  GENERATOR_FAILED: {
    severity: 'error',
    title: 'The generator ended with another status than 0, or could not be started.',
    why: 'What a failed generator leaves behind may be half written.',
    fix: 'Read its output; a generator in a sandbox sees the system folders and those under "shows" only.',
  },
  GENERATOR_WROTE_NOTHING: {
    severity: 'error',
    title: 'There is no file under src/.',
    why: 'A rendering is what lies under src/.',
    fix: 'Look at what the generator printed.',
  },
  GENERATOR_WROTE_OUTSIDE: {
    severity: 'error',
    title: 'Files beside src/ were added, changed or removed.',
    why: 'Everything but src/, NOTES.md, FEEDBACK.md, DONE and what an install leaves is written by the tool.',
    fix: 'Keep all work under src/.',
  },
  GENERATOR_ADDED_DEPENDENCY: {
    severity: 'error',
    title: 'package.json was changed.',
    why: 'Dependencies are declared in the document and nowhere else.',
    fix: 'Propose the library to the owner of the document in NOTES.md.',
  },
  GENERATOR_TOUCHED_INPUTS: {
    severity: 'error',
    title: 'Documents, contracts, configuration or packages changed while the generator ran.',
    why: 'A generator that can write its own examination proves nothing.',
    fix: 'Undo the change and find out who made it; install bubblewrap to keep the repository out of sight.',
  },
  GENERATOR_PRINTED_TOO_MUCH: {
    severity: 'error',
    title: 'The generator printed more than its cap and was stopped.',
    why: 'Output is kept in memory.',
    fix: 'Let the generator write less.',
  },
  HANDOFF_WAITING: {
    severity: 'error',
    title: 'The folder was not finished in time.',
    why: 'A handoff ends when the file DONE appears beside TASK.md or the package is adopted.',
    fix: 'Type `canon adopt` when the work is done.',
  },
  ADOPT_NO_FOLDER: {
    severity: 'error',
    title: 'There is no such folder, or it has no src/.',
    why: 'Adopting takes what lies under src/ of the folder.',
    fix: 'Name the folder that the bundle was written to.',
  },
  ADOPT_OTHER_BUNDLE: {
    severity: 'warning',
    title: 'The folder does not hold the bundle that would be made today.',
    why: 'The rendering was written from other documents than those it is judged by; the lock names the bundle of the folder.',
    fix: 'Write a new bundle and render from it.',
  },
  RENDER_GAVE_UP: {
    severity: 'error',
    title: 'No attempt passed the gate.',
    why: 'The package is as it was.',
    fix: 'Read the last feedback: the clause it names is unclear, wrong, or beyond the generator.',
  },
}

export const generateDiagnostic = diagnosticsOf(generateCatalogue)
