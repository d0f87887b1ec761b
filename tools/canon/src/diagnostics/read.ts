import { type CatalogueEntry, type CatalogueOf, diagnosticsOf } from './entry.ts'

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
  | 'BUDGETS_SYNTAX'
  | 'BUDGET_NOT_LITERAL'
  | 'CONTRACT_SYNTAX'
  | 'CONTRACT_PROVIDER'
  | 'CONTRACT_NOT_LITERAL'
  | 'CONTRACT_EMPTY'
  | 'CONTRACT_PART_MISSING'
  | 'CONTRACT_PART_UNUSED'
  | 'EXAMPLES_STRAY'

const error = (title: string, why: string, fix: string): CatalogueEntry => ({ severity: 'error', title, why, fix })
const warning = (title: string, why: string, fix: string): CatalogueEntry => ({ severity: 'warning', title, why, fix })

export const readCatalogue: CatalogueOf<ReadCode> = {
  CONFIG_INVALID: error(
    'canon.json is not what it must be',
    'The workspace cannot be read as its owners meant it.',
    'Write a JSON object with "canon": 1 and values of the documented types.',
  ),
  CONFIG_UNKNOWN_KEY: error(
    'canon.json has a key that means nothing',
    'A misspelt key would be silently without effect.',
    'Remove the key or correct its spelling.',
  ),
  FILE_UNREADABLE: error(
    'A file cannot be read',
    'What cannot be read cannot be checked.',
    'Make it an ordinary readable file, or remove it.',
  ),
  FILE_TOO_LARGE: error(
    'A file is larger than its limit',
    'A document is a page that people read; a limit also bounds the time of every run.',
    'Split it into further documents beside spec.md.',
  ),
  FILE_NOT_UTF8: error('A file is not UTF-8', 'Two readers could see two different texts.', 'Save it as UTF-8.'),
  FILE_HAS_BOM: error(
    'A file begins with a byte order mark',
    'The mark is invisible and would change what the first line says.',
    'Save it as UTF-8 without a byte order mark.',
  ),
  FILE_IS_LINK: error(
    'A symbolic link stands below specs/',
    'A link lets a document change without a change in specs/, and can leave the workspace.',
    'Replace the link by a file.',
  ),
  FILE_UNEXPECTED: warning(
    'A file below specs/ has no meaning there',
    'Nothing reads it, so it may be a misspelt name.',
    'Rename or remove it.',
  ),
  TOO_MANY_FILES: error(
    'A folder holds more files than the limit',
    'A limit bounds the time of every run.',
    'Split the subsystem.',
  ),
  SPECS_MISSING: error(
    'There is no folder of documents',
    'A workspace without documents promises nothing.',
    'Run `canon new <name>`, or name the folder under "specs" in canon.json.',
  ),
  SPEC_DOCUMENT_MISSING: error(
    'A folder under specs/ has no spec.md',
    'A subsystem is its document.',
    'Write spec.md, or remove the folder.',
  ),
  FRONT_MATTER_MISSING: error(
    'A document has no front matter',
    'Name, owners, edges and capabilities are read from it.',
    'Begin spec.md with a line `---`, the keys, and a line `---`.',
  ),
  FRONT_MATTER_INVALID: error(
    'The front matter is not valid YAML',
    'Nothing of it can be trusted then.',
    'Write one mapping, each key once.',
  ),
  FRONT_MATTER_ALIAS: error(
    'The front matter uses an anchor, an alias or a tag',
    'A few aliases expand to gigabytes, and no key needs one.',
    'Write the value out.',
  ),
  FRONT_MATTER_PROTOTYPE_KEY: error(
    'The front matter has a key that JavaScript objects treat specially',
    'Such a key can change objects that have nothing to do with the document.',
    'Remove the key.',
  ),
  FRONT_MATTER_TOO_LARGE: error(
    'The front matter is longer than its limit',
    'It holds a dozen short keys; more is a mistake or an attack.',
    'Keep it under 16 KiB.',
  ),
  FRONT_MATTER_UNKNOWN_KEY: error(
    'The front matter has a key that means nothing',
    'A misspelt key would be silently without effect.',
    'Remove the key or correct its spelling.',
  ),
  FRONT_MATTER_MISSING_KEY: error(
    'The front matter lacks a key',
    'Every document states these, so that no reader has to know defaults.',
    'Add the key.',
  ),
  FRONT_MATTER_VALUE: error(
    'A front matter value is not of its kind',
    'Its meaning would be a guess.',
    'Write a value of the expected kind.',
  ),
  TITLE_MISSING: error(
    'A document has no title',
    'The title and the sentence under it say what the subsystem is.',
    'Write one `# Title` after the front matter, and a sentence under it.',
  ),
  FENCE_UNCLOSED: error(
    'A fence is never closed',
    'Everything after it would be code, clauses included.',
    'Close it with a line of the same marker.',
  ),
  FENCE_NESTED: error(
    'A fence stands in a list or a quote',
    'Only fences of the document itself are read, so this one would be silently without effect.',
    'Move the fence out, to the first column.',
  ),
  COMMENT_UNCLOSED: error('An HTML comment is never closed', 'Everything after it would be invisible.', 'Close it with `-->`.'),
  CLAUSE_HIDDEN: error(
    'A clause does not stand on its own',
    'A clause inside a comment, a list, a quote or another paragraph is not counted, yet may look like a promise.',
    'Make it a paragraph of its own, with an empty line above.',
  ),
  CLAUSE_ID_MALFORMED: error(
    'A clause id is malformed',
    'Nothing could cite it.',
    'Write two to six capitals, a hyphen and at least three digits, in bold: **ABC-012**.',
  ),
  SECTION_DUPLICATE: error(
    'A fixed section occurs twice in one document',
    'Readers would look at the first and miss the second.',
    'Join the two.',
  ),
  TABLE_COLUMNS: error(
    'A table that is read lacks a column, or a row has other cells than its header',
    'The row cannot be read.',
    'Give the table the expected columns, in any order, and every row as many cells.',
  ),
  SURFACE_SYNTAX: error(
    'The surface is not valid TypeScript',
    'The package must export exactly the surface, so it must be readable as a declaration file.',
    'Write declarations as in a `.d.ts` file.',
  ),
  SURFACE_UNSUPPORTED: error(
    'The surface uses a type that cannot be checked at run time',
    'Replies are checked against the surface before any law sees them; this type has no such check.',
    'Use primitives, bytes, arrays, tuples, object types, interfaces, classes, unions, literals, maps, sets, promises or streams.',
  ),
  SURFACE_UNDECLARED: error(
    'The surface names a type that nothing declares',
    'The declaration file would not compile.',
    "Declare it in the surface, or import it: import type { X } from '<scope>/<dependency>'.",
  ),
  SURFACE_DUPLICATE: error(
    'The surface declares a name twice',
    'Only overloads of a function may share a name.',
    'Keep one of the declarations.',
  ),
  SURFACE_IMPORT: error(
    'The surface imports what it may not',
    'A surface may take types from the packages it depends on, and nothing else.',
    "Write import type { X } from '<scope>/<dependency>', with the dependency in `depends`.",
  ),
  SCHEMA_YAML: error(
    'A schema is not valid YAML',
    'Types, validators and arbitraries are made from it.',
    'Write one JSON Schema 2020-12 as YAML, without aliases.',
  ),
  SCHEMA_INVALID: error(
    'A schema is not valid JSON Schema 2020-12',
    'Types, validators and arbitraries are made from it.',
    'Correct the keyword that is named.',
  ),
  SCHEMA_DUPLICATE: error('Two schemas have one name', 'A reference could mean either.', 'Rename one.'),
  VECTOR_PATH: error(
    'A vector file is not where or what its name must say',
    'Its path tells the operation and its order.',
    'Name it vectors/<operation>/NNN-what-happens.json.',
  ),
  VECTOR_JSON: error(
    'A vector is not valid JSON',
    'It witnesses nothing.',
    'Write one JSON object with clauses, what and steps.',
  ),
  VECTOR_KEY: error(
    'A vector has a key that means nothing, or lacks one',
    'A misspelt expectation would expect nothing.',
    'Use clauses, what, intermediates and steps; in a step one of call, new, get, then args, as, and returns or refuses.',
  ),
  VECTOR_VALUE: error(
    'A value in a vector is not in the notation',
    'It would be compared as something else than was meant.',
    'Use JSON and {"$hex"}, {"$bigint"}, {"$number"}, {"$undefined"}, {"$utf16"}, {"$map"}, {"$set"}, {"$stream"}, {"$object"}, {"$name"}.',
  ),
  VECTOR_EXPECTS_NOTHING: error(
    'A vector expects nothing',
    'It would pass whatever the package does.',
    'Give at least one step `returns` or `refuses`.',
  ),
  BUDGETS_SYNTAX: error('A budgets.ts is not valid TypeScript', 'No measurement of it can be found.', 'Correct the syntax.'),
  BUDGET_NOT_LITERAL: error(
    'A measurement does not name its budget as a literal',
    'Measurements are read and not run, so that a budget without one is known before anything is built.',
    "Write budget('<id>', …) with the id of the table.",
  ),
  CONTRACT_SYNTAX: error('A contract is not valid TypeScript', 'No law of it can be found.', 'Correct the syntax.'),
  CONTRACT_PROVIDER: error(
    'A contract names another provider than its file',
    "The file's name says whom it binds.",
    "Write export default contract<typeof X>('<provider>', …) in contracts/<provider>.contract.ts.",
  ),
  CONTRACT_NOT_LITERAL: error(
    'A law does not cite its clauses as literals',
    'Contracts are read and not run, so that a witness is known before any code is.',
    'Write the clause id, or an array of ids, and the sentence as string literals.',
  ),
  CONTRACT_EMPTY: error(
    'A contract registers no law',
    'It would be green whatever the provider does.',
    'Add a law, or remove the file.',
  ),
  CONTRACT_PART_MISSING: error(
    'A contract imports a part that cannot be read',
    'Its laws would count for nothing, and no digest would cover them.',
    'Put it as a file directly into contracts/<provider>/, or remove the import.',
  ),
  EXAMPLES_STRAY: warning(
    'Kept counterexamples lie beside no contract',
    'Nothing replays them, and what failed once is forgotten only on purpose.',
    'Bring the contract back, or remove the file in a commit that says why.',
  ),
  CONTRACT_PART_UNUSED: error(
    'A part belongs to no contract',
    'Its laws judge nobody.',
    'Import it in contracts/<provider>.contract.ts and call it with the context, or remove the file.',
  ),
}

export const readDiagnostic = diagnosticsOf(readCatalogue)
