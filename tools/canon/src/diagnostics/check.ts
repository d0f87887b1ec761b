import { type CatalogueEntry, type CatalogueOf, diagnosticsOf } from './entry.ts'

export type CheckCode =
  | 'SPEC_UNKNOWN'
  | 'NAME_NOT_FOLDER'
  | 'DOCUMENT_TOO_LONG'
  | 'CLAUSE_DUPLICATE'
  | 'CLAUSE_REUSED'
  | 'CLAUSE_MISSING'
  | 'CLAUSE_PREFIX'
  | 'CLAUSE_PREFIX_TAKEN'
  | 'CLAUSES_NONE'
  | 'CLAUSE_NO_OBLIGATION'
  | 'CLAUSE_SEVERAL_OBLIGATIONS'
  | 'OBLIGATION_OUTSIDE_CLAUSE'
  | 'PARAMETER_NOT_CITED'
  | 'PARAMETER_DUPLICATE'
  | 'ERROR_NOT_IN_TABLE'
  | 'ERROR_IN_NO_CLAUSE'
  | 'ERROR_CLAUSE_UNKNOWN'
  | 'ERROR_CLAUSE_SILENT'
  | 'ERROR_DUPLICATE'
  | 'ERROR_CODES_DIFFER'
  | 'BUDGET_NO_RATIO'
  | 'BUDGET_NO_PEER'
  | 'BUDGET_DUPLICATE'
  | 'BUDGET_MEASURE'
  | 'BUDGET_UNMEASURED'
  | 'BUDGET_UNKNOWN'
  | 'BUDGET_IMPORT'
  | 'NEEDS_DECISION'
  | 'VECTOR_CLAUSE_UNKNOWN'
  | 'LAW_CLAUSE_UNKNOWN'
  | 'CLAUSE_NOT_WITNESSED'
  | 'UNWITNESSED_UNKNOWN'
  | 'UNWITNESSED_WITNESSED'
  | 'UNWITNESSED_NO_REASON'
  | 'CONTRACT_IMPORT'
  | 'CONTRACT_PROVIDER_UNKNOWN'
  | 'EDGE_NO_CONTRACT'
  | 'EDGE_NOT_DECLARED'
  | 'DEPENDS_UNKNOWN'
  | 'DEPENDS_CIRCLE'
  | 'SURFACE_IMPORT_UNDECLARED'
  | 'SURFACE_IMPORT_UNKNOWN_NAME'
  | 'LIBRARY_NOT_EXACT'
  | 'LINK_DEAD'
  | 'LINK_ANCHOR_DEAD'
  | 'LINK_LEAVES_WORKSPACE'
  | 'INDEX_MISSING'
  | 'TURBO_STALE'
  | 'TURBO_ABSENT'
  | 'INDEX_ROW_MISSING'
  | 'INDEX_ROW_UNKNOWN'

const error = (title: string, why: string, fix: string): CatalogueEntry => ({ severity: 'error', title, why, fix })
const warning = (title: string, why: string, fix: string): CatalogueEntry => ({ severity: 'warning', title, why, fix })

export const checkCatalogue: CatalogueOf<CheckCode> = {
  SPEC_UNKNOWN: error('There is no such subsystem', 'Nothing was checked under that name.', 'Name a folder of specs/.'),
  NAME_NOT_FOLDER: error(
    'The name in the front matter is not the folder',
    'Package, edges and contracts are found by the folder.',
    'Make the two equal.',
  ),
  DOCUMENT_TOO_LONG: warning(
    'A document has more than 500 lines',
    'A document is a page that its owner can hold in mind.',
    'Move a topic into a further document beside spec.md.',
  ),
  CLAUSE_DUPLICATE: error('A clause id is used twice', 'A citation could mean either.', 'Give the later one the next free id.'),
  CLAUSE_REUSED: error(
    'A withdrawn clause id is used again',
    'Locks, laws and old texts cite the withdrawn meaning.',
    'Give the clause the next free id.',
  ),
  CLAUSE_MISSING: error(
    'A clause id is missing from the sequence',
    'Ids are assigned once; one that is gone and not withdrawn was lost.',
    'Restore the clause, or write `withdrawn: ABC-012` under Changes.',
  ),
  CLAUSE_PREFIX: error(
    'A clause has another prefix than the others',
    'All documents of a subsystem share one prefix, so that an id tells whose clause it is.',
    "Use the subsystem's prefix.",
  ),
  CLAUSE_PREFIX_TAKEN: error(
    'Two subsystems share a clause prefix',
    'An id would name two clauses.',
    'Choose another prefix for one of them.',
  ),
  CLAUSES_NONE: warning('A document has no clause', 'It promises nothing, so nothing can be judged.', 'Write the first clause.'),
  CLAUSE_NO_OBLIGATION: error(
    'A clause obliges nobody',
    'A clause is one obligation; text without one is a note.',
    'Say who MUST do what, or drop the id.',
  ),
  CLAUSE_SEVERAL_OBLIGATIONS: error(
    'A clause holds several obligations',
    'A failed law could not say which of them is broken.',
    'Give each obligation a clause of its own.',
  ),
  OBLIGATION_OUTSIDE_CLAUSE: error(
    'An obligation stands outside every clause',
    'Nothing can cite it, so nothing can judge it.',
    'Make it a clause, or write it without MUST and SHALL.',
  ),
  PARAMETER_NOT_CITED: error(
    'No clause cites a parameter',
    'A number that no clause uses obliges nobody.',
    'Name it in back-ticks in the clause that it bounds, or remove the row.',
  ),
  PARAMETER_DUPLICATE: error('A parameter is defined twice', 'Its value would depend on the reader.', 'Keep one of the rows.'),
  ERROR_NOT_IN_TABLE: error(
    'A clause names an error code that the table of errors lacks',
    'Errors are a closed union; a caller reads the table.',
    'Add a row to ## Errors, or correct the code.',
  ),
  ERROR_IN_NO_CLAUSE: error(
    'No clause names an error code of the table',
    'Nobody is obliged to report it.',
    'Name it in the clause that refuses, or remove the row.',
  ),
  ERROR_CLAUSE_UNKNOWN: error(
    'The table of errors cites a clause that does not exist',
    'The row explains nothing.',
    'Cite a clause of this document.',
  ),
  ERROR_CLAUSE_SILENT: error(
    'The table of errors cites a clause that does not name the code',
    'Table and clause tell two stories.',
    'Name the code in the clause, or correct the row.',
  ),
  ERROR_DUPLICATE: error('An error code has two rows', 'A caller could follow either.', 'Join the rows.'),
  ERROR_CODES_DIFFER: error(
    'The surface and the table list other error codes',
    'The package must export the one and obey the other.',
    'Make the union of codes in the surface equal to the table.',
  ),
  BUDGET_NO_RATIO: error(
    'A budget has no ratio',
    'A bare number of seconds measures the machine and not the package.',
    'Write the bound as `6 ×` or `≤ 6 ×`.',
  ),
  BUDGET_NO_PEER: error(
    'A budget is measured against nothing',
    'A ratio needs something measured in the same run.',
    'Name what it is measured against.',
  ),
  BUDGET_DUPLICATE: error('A budget id is used twice', 'A result could mean either.', 'Give one another id.'),
  BUDGET_MEASURE: error(
    'A budget has a measure that nothing takes',
    'Its line could never be measured.',
    'Write `time` or `memory`.',
  ),
  BUDGET_UNMEASURED: warning(
    'A budget has no measurement',
    'Nobody learns whether it is kept; `pnpm bench` is red by its name.',
    "Write budget('<id>', …) in budgets.ts beside the document.",
  ),
  BUDGET_UNKNOWN: error(
    'A measurement is of a budget that the document does not have',
    'It is held to nothing.',
    'Add the row to ## Budgets, or remove the measurement.',
  ),
  BUDGET_IMPORT: error(
    'A budgets.ts imports what it may not',
    'The package is handed to the measurement; the peer runs where no package is.',
    'Import @canon/contract, types of its own #surface/<name>, files of the own spec folder, or an oracle listed in canon.json.',
  ),
  NEEDS_DECISION: warning(
    'A question is open',
    'A generator would have to guess the answer; nothing is generated until it is decided.',
    'Decide, write the clause, and remove the item from ## Open.',
  ),
  VECTOR_CLAUSE_UNKNOWN: error(
    'A vector cites a clause that is unknown or withdrawn',
    'It witnesses nothing.',
    'Cite the clause that promises what the vector shows.',
  ),
  LAW_CLAUSE_UNKNOWN: error(
    "A law cites a clause that is not the provider's, or is withdrawn",
    'A contract may only hold a provider to what it promises.',
    "Cite a clause of the provider, or propose one to the provider's owner.",
  ),
  CLAUSE_NOT_WITNESSED: error(
    'Nothing witnesses a clause',
    'A promise that nothing tests is not known to be kept.',
    'Write a vector or a law, or list the clause with its reason under ## Unwitnessed.',
  ),
  UNWITNESSED_UNKNOWN: error(
    'The table of unwitnessed clauses lists a clause that does not exist',
    'The row excuses nothing.',
    'Remove the row.',
  ),
  UNWITNESSED_WITNESSED: error(
    'The table of unwitnessed clauses lists a clause that is witnessed',
    'The list only shrinks when a witness arrives.',
    'Remove the row.',
  ),
  UNWITNESSED_NO_REASON: error(
    'An unwitnessed clause has no reason',
    'Nobody could judge the gap.',
    'Say why no law or vector can show it.',
  ),
  CONTRACT_IMPORT: error(
    'A contract imports what it may not',
    'A contract holds with packages/ deleted, and reads nothing but promises.',
    'Import @canon/contract, fast-check, types of #surface/<provider>, drivers, files of the own spec folder, or an oracle listed in canon.json.',
  ),
  CONTRACT_PROVIDER_UNKNOWN: error(
    'A contract binds a subsystem that does not exist',
    'Nobody would ever be judged by it.',
    'Name the file after a folder of specs/.',
  ),
  EDGE_NO_CONTRACT: error(
    'An edge has no contract',
    'What is needed of a dependency stands in a contract, or nobody keeps it.',
    'Write contracts/<dependency>.contract.ts, or remove the name from `depends`.',
  ),
  EDGE_NOT_DECLARED: error(
    'A contract binds a subsystem that is not in `depends`',
    'An edge has all its witnesses or none.',
    'Add the provider to `depends`, or remove the contract.',
  ),
  DEPENDS_UNKNOWN: error('`depends` names no subsystem', 'Nothing could be imported.', 'Name a folder of specs/.'),
  DEPENDS_CIRCLE: error(
    'Dependencies form a circle',
    'No order exists in which the packages could be rendered or judged.',
    'Remove one of the edges.',
  ),
  SURFACE_IMPORT_UNDECLARED: error(
    'The surface imports from a package that is not in `depends`',
    'An edge has all its witnesses or none.',
    'Add the subsystem to `depends`.',
  ),
  SURFACE_IMPORT_UNKNOWN_NAME: error(
    "The surface imports a type that the dependency's surface does not export",
    'The declaration file would not compile.',
    'Import an exported name.',
  ),
  LIBRARY_NOT_EXACT: error(
    'A library has no exact version',
    'A range gives two people two programs.',
    'Write the whole version, for example "1.2.3".',
  ),
  LINK_DEAD: error('A link leads nowhere', 'The reader is sent to nothing.', 'Correct the path.'),
  LINK_ANCHOR_DEAD: error('A link names a heading that does not exist', 'The reader is sent to nothing.', 'Correct the anchor.'),
  LINK_LEAVES_WORKSPACE: error(
    'A link leaves the workspace',
    'It means something else, or nothing, on every other machine.',
    'Link to a file of the workspace, or to a web address.',
  ),
  TURBO_STALE: error(
    'The gate tasks of turbo.json are behind the documents',
    'turbo would serve a verdict over files that are judged by now and were not when the tasks were written.',
    'Type `canon turbo`.',
  ),
  TURBO_ABSENT: error(
    'There is nothing to write gate tasks into',
    'The tasks stand in turbo.json and their scripts in the package.json beside it.',
    'Write a turbo.json with `"tasks": {}`.',
  ),
  INDEX_MISSING: error(
    'There is no index of the documents',
    'A newcomer begins at specs/README.md.',
    'Write it, with a table of the subsystems.',
  ),
  INDEX_ROW_MISSING: error(
    'A subsystem is missing from the index',
    'A newcomer would not find it.',
    'Add a row to specs/README.md that begins with its name, linked to its document.',
  ),
  INDEX_ROW_UNKNOWN: error(
    'The index lists a subsystem that has no folder',
    'A newcomer would look for it in vain.',
    'Remove the row, or write the document.',
  ),
}

export const checkDiagnostic = diagnosticsOf(checkCatalogue)
