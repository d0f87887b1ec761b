import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type CliCode =
  | 'USAGE_UNKNOWN_COMMAND'
  | 'USAGE_UNKNOWN_OPTION'
  | 'USAGE_MISSING_ARGUMENT'
  | 'USAGE_EXTRA_ARGUMENT'
  | 'USAGE_BAD_VALUE'
  | 'USAGE_NO_WORKSPACE'
  | 'EXPLAIN_UNKNOWN'
  | 'NEW_NAME_MALFORMED'
  | 'NEW_FOLDER_EXISTS'
  | 'NEW_PREFIX_TAKEN'
  | 'NOTHING_VERIFIED'
  | 'TOOL_FAILED'

/** What the command line itself says; the phases have their own catalogues. */
export const cliCatalogue: CatalogueOf<CliCode> = {
  USAGE_UNKNOWN_COMMAND: {
    severity: 'error',
    title: 'There is no such command.',
    why: 'Commands are never guessed from a prefix: a script that works today must mean the same tomorrow.',
    fix: 'Type `canon --help` for the list.',
  },
  USAGE_UNKNOWN_OPTION: {
    severity: 'error',
    title: 'The command has no such option.',
    why: 'An option that is silently ignored would let a misspelt safeguard pass for one.',
    fix: 'Type `canon <command> --help` for its options.',
  },
  USAGE_MISSING_ARGUMENT: {
    severity: 'error',
    title: 'The command needs an argument, or an option needs a value.',
    why: 'Nothing is assumed about what was left out.',
    fix: 'Type `canon <command> --help` for what it takes.',
  },
  USAGE_EXTRA_ARGUMENT: {
    severity: 'error',
    title: 'The command takes fewer arguments.',
    why: 'An argument that is dropped could be the one that mattered.',
    fix: 'Type `canon <command> --help` for what it takes.',
  },
  USAGE_BAD_VALUE: {
    severity: 'error',
    title: "An option's value is not of the form it must have.",
    why: 'Counts and seeds are whole numbers; formats are the ones listed in the help.',
    fix: 'Give a value of the form that the message names.',
  },
  USAGE_NO_WORKSPACE: {
    severity: 'error',
    title: 'No canon.json here or in any folder above.',
    why: 'The root of a workspace is the folder that holds canon.json; every path is relative to it.',
    fix: 'Change into the repository, or write a canon.json with `{ "canon": 1 }` at its root.',
  },
  EXPLAIN_UNKNOWN: {
    severity: 'error',
    title: 'Neither a clause of this workspace nor a diagnostic code.',
    why: '`canon explain` takes a clause id as it stands in a document, for example LOG-012, or a code as it is printed.',
    fix: 'Look the id up in the document, or copy the code from the output.',
  },
  NEW_NAME_MALFORMED: {
    severity: 'error',
    title: 'The name cannot be a subsystem.',
    why: 'The name becomes a folder, a package and the start of clause ids.',
    fix: 'Use 2 to 40 lower-case letters, digits and single hyphens, starting with a letter.',
  },
  NEW_FOLDER_EXISTS: {
    severity: 'error',
    title: 'The subsystem has a folder already.',
    why: 'A new document never overwrites one that exists.',
    fix: 'Edit the existing spec.md, or choose another name.',
  },
  NEW_PREFIX_TAKEN: {
    severity: 'error',
    title: 'Every clause prefix that the name suggests is taken.',
    why: 'A clause id names one clause in the whole workspace.',
    fix: 'Choose a name whose first letters differ.',
  },
  NOTHING_VERIFIED: {
    severity: 'error',
    title: 'The command ended without having judged anything.',
    why: 'A run that checks nothing must not look like one that found nothing.',
    fix: 'Write a document under specs/ (`canon new <name>`), or name a package that exists.',
  },
  TOOL_FAILED: {
    severity: 'error',
    title: 'The tool itself failed.',
    why: 'This is a fault of canon and says nothing about the documents or packages.',
    fix: 'Run it again with CANON_DEBUG=1 for the stack, and report it with the command line.',
  },
}

export const cliDiagnostic = diagnosticsOf(cliCatalogue)
