import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type ReadCode =
  | 'CONFIG_INVALID'
  | 'CONFIG_UNKNOWN_KEY'
  | 'FILE_UNREADABLE'
  | 'FILE_TOO_LARGE'
  | 'FILE_NOT_UTF8'
  | 'FILE_HAS_BOM'
  | 'FILE_IS_LINK'
  | 'FILE_UNEXPECTED'
  | 'TOO_MANY_FILES'
  | 'SPECS_MISSING'
  | 'SPEC_DOCUMENT_MISSING'
  | 'FRONT_MATTER_MISSING'
  | 'FRONT_MATTER_INVALID'
  | 'FRONT_MATTER_ALIAS'
  | 'FRONT_MATTER_PROTOTYPE_KEY'
  | 'FRONT_MATTER_TOO_LARGE'
  | 'FRONT_MATTER_UNKNOWN_KEY'
  | 'FRONT_MATTER_MISSING_KEY'
  | 'FRONT_MATTER_VALUE'
  | 'TITLE_MISSING'
  | 'FENCE_UNCLOSED'
  | 'FENCE_NESTED'
  | 'COMMENT_UNCLOSED'
  | 'CLAUSE_HIDDEN'
  | 'CLAUSE_ID_MALFORMED'
  | 'SECTION_DUPLICATE'
  | 'TABLE_COLUMNS'
  | 'SURFACE_SYNTAX'
  | 'SURFACE_UNSUPPORTED'
  | 'SURFACE_UNDECLARED'
  | 'SURFACE_DUPLICATE'
  | 'SURFACE_IMPORT'
  | 'SCHEMA_YAML'
  | 'SCHEMA_INVALID'
  | 'SCHEMA_DUPLICATE'
  | 'VECTOR_PATH'
  | 'VECTOR_JSON'
  | 'VECTOR_KEY'
  | 'VECTOR_VALUE'
  | 'VECTOR_EXPECTS_NOTHING'
  | 'CONTRACT_SYNTAX'
  | 'CONTRACT_PROVIDER'
  | 'CONTRACT_NOT_LITERAL'
  | 'CONTRACT_EMPTY'

const catalogue: CatalogueOf<ReadCode> = {
  CONFIG_INVALID: {
    severity: 'error',
    title: 'canon.json is not what it must be',
    why: 'The workspace cannot be read as its owners meant it.',
    fix: 'Write a JSON object with "canon": 1 and values of the documented types.',
  },
  CONFIG_UNKNOWN_KEY: {
    severity: 'error',
    title: 'canon.json has a key that means nothing',
    why: 'A misspelt key would be silently without effect.',
    fix: 'Remove the key or correct its spelling.',
  },
  FILE_UNREADABLE: {
    severity: 'error',
    title: 'A file cannot be read',
    why: 'What cannot be read cannot be checked.',
    fix: 'Make it an ordinary readable file, or remove it.',
  },
  FILE_TOO_LARGE: {
    severity: 'error',
    title: 'A file is larger than its limit',
    why: 'A document is a page that people read; a limit also bounds the time of every run.',
    fix: 'Split it into further documents beside spec.md.',
  },
  FILE_NOT_UTF8: {
    severity: 'error',
    title: 'A file is not UTF-8',
    why: 'Two readers could see two different texts.',
    fix: 'Save it as UTF-8.',
  },
  FILE_HAS_BOM: {
    severity: 'error',
    title: 'A file begins with a byte order mark',
    why: 'The mark is invisible and would change what the first line says.',
    fix: 'Save it as UTF-8 without a byte order mark.',
  },
  FILE_IS_LINK: {
    severity: 'error',
    title: 'A symbolic link stands below specs/',
    why: 'A link lets a document change without a change in specs/, and can leave the workspace.',
    fix: 'Replace the link by a file.',
  },
  FILE_UNEXPECTED: {
    severity: 'warning',
    title: 'A file below specs/ has no meaning there',
    why: 'Nothing reads it, so it may be a misspelt name.',
    fix: 'Rename or remove it.',
  },
  TOO_MANY_FILES: {
    severity: 'error',
    title: 'A folder holds more files than the limit',
    why: 'A limit bounds the time of every run.',
    fix: 'Split the subsystem.',
  },
  SPECS_MISSING: {
    severity: 'error',
    title: 'There is no folder of documents',
    why: 'A workspace without documents promises nothing.',
    fix: 'Run `canon new <name>`, or name the folder under "specs" in canon.json.',
  },
  SPEC_DOCUMENT_MISSING: {
    severity: 'error',
    title: 'A folder under specs/ has no spec.md',
    why: 'A subsystem is its document.',
    fix: 'Write spec.md, or remove the folder.',
  },
  FRONT_MATTER_MISSING: {
    severity: 'error',
    title: 'A document has no front matter',
    why: 'Name, owners, edges and capabilities are read from it.',
    fix: 'Begin spec.md with a line `---`, the keys, and a line `---`.',
  },
  FRONT_MATTER_INVALID: {
    severity: 'error',
    title: 'The front matter is not valid YAML',
    why: 'Nothing of it can be trusted then.',
    fix: 'Write one mapping, each key once.',
  },
  FRONT_MATTER_ALIAS: {
    severity: 'error',
    title: 'The front matter uses an anchor, an alias or a tag',
    why: 'A few aliases expand to gigabytes, and no key needs one.',
    fix: 'Write the value out.',
  },
  FRONT_MATTER_PROTOTYPE_KEY: {
    severity: 'error',
    title: 'The front matter has a key that JavaScript objects treat specially',
    why: 'Such a key can change objects that have nothing to do with the document.',
    fix: 'Remove the key.',
  },
  FRONT_MATTER_TOO_LARGE: {
    severity: 'error',
    title: 'The front matter is longer than its limit',
    why: 'It holds a dozen short keys; more is a mistake or an attack.',
    fix: 'Keep it under 16 KiB.',
  },
  FRONT_MATTER_UNKNOWN_KEY: {
    severity: 'error',
    title: 'The front matter has a key that means nothing',
    why: 'A misspelt key would be silently without effect.',
    fix: 'Remove the key or correct its spelling.',
  },
  FRONT_MATTER_MISSING_KEY: {
    severity: 'error',
    title: 'The front matter lacks a key',
    why: 'Every document states these, so that no reader has to know defaults.',
    fix: 'Add the key.',
  },
  FRONT_MATTER_VALUE: {
    severity: 'error',
    title: 'A front matter value is not of its kind',
    why: 'Its meaning would be a guess.',
    fix: 'Write a value of the expected kind.',
  },
  TITLE_MISSING: {
    severity: 'error',
    title: 'A document has no title',
    why: 'The title and the sentence under it say what the subsystem is.',
    fix: 'Write one `# Title` after the front matter, and a sentence under it.',
  },
  FENCE_UNCLOSED: {
    severity: 'error',
    title: 'A fence is never closed',
    why: 'Everything after it would be code, clauses included.',
    fix: 'Close it with a line of the same marker.',
  },
  FENCE_NESTED: {
    severity: 'error',
    title: 'A fence stands in a list or a quote',
    why: 'Only fences of the document itself are read, so this one would be silently without effect.',
    fix: 'Move the fence out, to the first column.',
  },
  COMMENT_UNCLOSED: {
    severity: 'error',
    title: 'An HTML comment is never closed',
    why: 'Everything after it would be invisible.',
    fix: 'Close it with `-->`.',
  },
  CLAUSE_HIDDEN: {
    severity: 'error',
    title: 'A clause does not stand on its own',
    why: 'A clause inside a comment, a list, a quote or another paragraph is not counted, yet may look like a promise.',
    fix: 'Make it a paragraph of its own, with an empty line above.',
  },
  CLAUSE_ID_MALFORMED: {
    severity: 'error',
    title: 'A clause id is malformed',
    why: 'Nothing could cite it.',
    fix: 'Write two to six capitals, a hyphen and at least three digits, in bold: **ABC-012**.',
  },
  SECTION_DUPLICATE: {
    severity: 'error',
    title: 'A fixed section occurs twice in one document',
    why: 'Readers would look at the first and miss the second.',
    fix: 'Join the two.',
  },
  TABLE_COLUMNS: {
    severity: 'error',
    title: 'A table that is read lacks a column, or a row has other cells than its header',
    why: 'The row cannot be read.',
    fix: 'Give the table the expected columns, in any order, and every row as many cells.',
  },
  SURFACE_SYNTAX: {
    severity: 'error',
    title: 'The surface is not valid TypeScript',
    why: 'The package must export exactly the surface, so it must be readable as a declaration file.',
    fix: 'Write declarations as in a `.d.ts` file.',
  },
  SURFACE_UNSUPPORTED: {
    severity: 'error',
    title: 'The surface uses a type that cannot be checked at run time',
    why: 'Replies are checked against the surface before any law sees them; this type has no such check.',
    fix: 'Use primitives, bytes, arrays, tuples, object types, interfaces, classes, unions, literals, maps, sets, promises or streams.',
  },
  SURFACE_UNDECLARED: {
    severity: 'error',
    title: 'The surface names a type that nothing declares',
    why: 'The declaration file would not compile.',
    fix: "Declare it in the surface, or import it: import type { X } from '<scope>/<dependency>'.",
  },
  SURFACE_DUPLICATE: {
    severity: 'error',
    title: 'The surface declares a name twice',
    why: 'Only overloads of a function may share a name.',
    fix: 'Keep one of the declarations.',
  },
  SURFACE_IMPORT: {
    severity: 'error',
    title: 'The surface imports what it may not',
    why: 'A surface may take types from the packages it depends on, and nothing else.',
    fix: "Write import type { X } from '<scope>/<dependency>', with the dependency in `depends`.",
  },
  SCHEMA_YAML: {
    severity: 'error',
    title: 'A schema is not valid YAML',
    why: 'Types, validators and arbitraries are made from it.',
    fix: 'Write one JSON Schema 2020-12 as YAML, without aliases.',
  },
  SCHEMA_INVALID: {
    severity: 'error',
    title: 'A schema is not valid JSON Schema 2020-12',
    why: 'Types, validators and arbitraries are made from it.',
    fix: 'Correct the keyword that is named.',
  },
  SCHEMA_DUPLICATE: {
    severity: 'error',
    title: 'Two schemas have one name',
    why: 'A reference could mean either.',
    fix: 'Rename one.',
  },
  VECTOR_PATH: {
    severity: 'error',
    title: 'A vector file is not where or what its name must say',
    why: 'Its path tells the operation and its order.',
    fix: 'Name it vectors/<operation>/NNN-what-happens.json.',
  },
  VECTOR_JSON: {
    severity: 'error',
    title: 'A vector is not valid JSON',
    why: 'It witnesses nothing.',
    fix: 'Write one JSON object with clauses, what and steps.',
  },
  VECTOR_KEY: {
    severity: 'error',
    title: 'A vector has a key that means nothing, or lacks one',
    why: 'A misspelt expectation would expect nothing.',
    fix: 'Use clauses, what, intermediates and steps; in a step one of call, new, get, then args, as, and returns or refuses.',
  },
  VECTOR_VALUE: {
    severity: 'error',
    title: 'A value in a vector is not in the notation',
    why: 'It would be compared as something else than was meant.',
    fix: 'Use JSON and {"$hex"}, {"$bigint"}, {"$number"}, {"$undefined"}, {"$map"}, {"$set"}, {"$name"}.',
  },
  VECTOR_EXPECTS_NOTHING: {
    severity: 'error',
    title: 'A vector expects nothing',
    why: 'It would pass whatever the package does.',
    fix: 'Give at least one step `returns` or `refuses`.',
  },
  CONTRACT_SYNTAX: {
    severity: 'error',
    title: 'A contract is not valid TypeScript',
    why: 'No law of it can be found.',
    fix: 'Correct the syntax.',
  },
  CONTRACT_PROVIDER: {
    severity: 'error',
    title: 'A contract names another provider than its file',
    why: "The file's name says whom it binds.",
    fix: "Write export default contract<typeof X>('<provider>', …) in contracts/<provider>.contract.ts.",
  },
  CONTRACT_NOT_LITERAL: {
    severity: 'error',
    title: 'A law does not cite its clauses as literals',
    why: 'Contracts are read and not run, so that a witness is known before any code is.',
    fix: 'Write the clause id, or an array of ids, and the sentence as string literals.',
  },
  CONTRACT_EMPTY: {
    severity: 'error',
    title: 'A contract registers no law',
    why: 'It would be green whatever the provider does.',
    fix: 'Add a law, or remove the file.',
  },
}

export const readCatalogue = catalogue
export const readDiagnostic = diagnosticsOf(catalogue)
