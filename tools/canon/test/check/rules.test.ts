import { describe, expect, it } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { consumer, edited, measured, vector, workspaceOf } from '../read/example.ts'

type Files = Parameters<typeof workspaceOf>[0]
const findings = (files: Files) => check(readWorkspace(workspaceOf(files)))
const codes = (files: Files) => [...new Set(findings(files).map(({ code }) => code))].sort()
const second = '**BOX-002** `put` MUST keep the entry.'
const contract = consumer['specs/cart/contracts/box.contract.ts'] as string
const changed = (path: string, passage: string, replacement: string): Files => {
  const text = consumer[path] as string
  if (!text.includes(passage)) throw new Error(`no "${passage}"`)
  return { ...consumer, [path]: text.replace(passage, () => replacement) }
}
const inBudgets = (passage: string, replacement: string): Files => {
  if (!measured.includes(passage)) throw new Error(`no "${passage}"`)
  return { 'specs/box/budgets.ts': measured.replace(passage, () => replacement) }
}
const inContract = (passage: string, replacement: string) => changed('specs/cart/contracts/box.contract.ts', passage, replacement)

it('finds nothing wrong with the example, alone and with a consumer', () => {
  expect(findings({})).toEqual([])
  expect(findings(consumer)).toEqual([])
})

describe('each fault of a document has its code, and is the only one reported', () => {
  it.each<[string, Files, string[]]>([
    ['a name that is not its folder', edited(['name: box', 'name: bag']), ['NAME_NOT_FOLDER']],
    ['a range of versions', edited(['libraries: {}', 'libraries: { "left-pad": "^1.3.0" }']), ['LIBRARY_NOT_EXACT']],
    ['a duplicate clause id', edited([second, `${second}\n\n${second}`]), ['CLAUSE_DUPLICATE']],
    ['a withdrawn clause id used again', edited(['0.1.0: BOX', '- withdrawn: BOX-002\n\n0.1.0: BOX']), ['CLAUSE_REUSED']],
    [
      'a missing clause id',
      edited(
        [second, `${second}\n\n**BOX-004** It MUST not be there.`],
        ['## Open', '## Unwitnessed\n\n| clause | reason |\n|---|---|\n| BOX-004 | none |\n\n## Open'],
      ),
      ['CLAUSE_MISSING'],
    ],
    ['a malformed clause id', edited([second, `${second}\n\n**BOX-3** It is short.`]), ['CLAUSE_ID_MALFORMED']],
    ['an obligation without an id', edited([second, `${second}\n\nIt MUST be quick.`]), ['OBLIGATION_OUTSIDE_CLAUSE']],
    ['a clause with no obligation', edited([second, second.replace('MUST', 'does')]), ['CLAUSE_NO_OBLIGATION']],
    ['a clause with several obligations', edited([second, `${second} It MUST be quick.`]), ['CLAUSE_SEVERAL_OBLIGATIONS']],
    ['a parameter that no clause cites', edited(['longer than `entryBytesMax`', 'that is long']), ['PARAMETER_NOT_CITED']],
    ['an error code that is in no table', edited([second, `${second} Error: \`TOO_SMALL\`.`]), ['ERROR_NOT_IN_TABLE']],
    [
      'an error code that is in no clause',
      edited(['`entryBytesMax`. Error: `TOO_LARGE`.', '`entryBytesMax`.']),
      ['ERROR_CLAUSE_SILENT', 'ERROR_IN_NO_CLAUSE'],
    ],
    [
      'an error row that cites no clause of the document',
      edited(['| BOX-001 | fix |', '| BOX-001, BOX-009 | fix |']),
      ['ERROR_CLAUSE_UNKNOWN'],
    ],
    ['another union of codes in the surface', edited(["'TOO_LARGE'", "'TOO_LARGE' | 'TOO_SMALL'"]), ['ERROR_CODES_DIFFER']],
    ['a budget without a ratio', edited(['| 6 × |', '| 5 seconds |']), ['BUDGET_NO_RATIO']],
    ['a budget against nothing', edited(['| a Map |', '| |']), ['BUDGET_NO_PEER']],
    ['a budget of something that is not measured', edited(['| time | 6 × |', '| beauty | 6 × |']), ['BUDGET_MEASURE']],
    ['a budget without a measurement', { 'specs/box/budgets.ts': 'export {}' }, ['BUDGET_UNMEASURED']],
    ['a measurement without a budget', inBudgets('B1', 'B2'), ['BUDGET_UNKNOWN', 'BUDGET_UNMEASURED']],
    ['a budget measured twice', inBudgets('\n})', "\n  budget('BOX-B1', {})\n})"), ['BUDGET_DUPLICATE']],
    ['a measurement that imports a package', inBudgets('@canon/contract', '@canon/box'), ['BUDGET_IMPORT']],
    ['a measurement that imports values of a surface', inBudgets('import type', 'import'), ['BUDGET_IMPORT']],
    ['a measurement that imports from another folder', inBudgets('@canon/contract', '../cart/x.ts'), ['BUDGET_IMPORT']],
    ['a measurement of a computed budget', inBudgets("'BOX-B1'", 'name'), ['BUDGET_NOT_LITERAL', 'BUDGET_UNMEASURED']],
    ['a budgets.ts that is not TypeScript', { 'specs/box/budgets.ts': 'export {' }, ['BUDGETS_SYNTAX', 'BUDGET_UNMEASURED']],
    ['an open question', edited(['Nothing.', '- NEEDS DECISION: may a box be empty?']), ['NEEDS_DECISION']],
    ['a fixed section that occurs twice', edited(['## Open', '## Open\n\n## Open']), ['SECTION_DUPLICATE']],
    ['a table without a column', edited(['| name | value | unit | why |', '| name | value | of | why |']), ['TABLE_COLUMNS']],
    ['a dependency that does not exist', edited(['depends: []', 'depends: [bag]']), ['DEPENDS_UNKNOWN']],
    ['a surface that is not TypeScript', edited(['export function put(', 'export funktion put(']), ['SURFACE_SYNTAX']],
    ['a surface with an undeclared type', edited(['entry: Uint8Array', 'entry: Entry']), ['SURFACE_UNDECLARED']],
    ['a surface with a type that has no check', edited(['entry: Uint8Array', 'entry: any']), ['SURFACE_UNSUPPORTED']],
    [
      'a surface that declares a name twice',
      edited(['export type BoxErrorCode', "type BoxErrorCode = 'X'\nexport type BoxErrorCode"]),
      ['ERROR_CODES_DIFFER', 'SURFACE_DUPLICATE'],
    ],
    ['a schema that is not one', edited(['## Errors', '```yaml schema=Box\ntype: thing\n```\n\n## Errors']), ['SCHEMA_INVALID']],
    ['a schema that is not YAML', edited(['## Errors', '```yaml schema=Box\ntype: [\n```\n\n## Errors']), ['SCHEMA_YAML']],
    [
      'a vector of an unknown clause',
      { 'specs/box/vectors/put/001-one-byte.json': vector.replace('"BOX-002"', '"BOX-002","BOX-007"') },
      ['VECTOR_CLAUSE_UNKNOWN'],
    ],
    [
      'a clause that nothing witnesses',
      { 'specs/box/vectors/put/001-one-byte.json': vector.replace(',"BOX-002"', '') },
      ['CLAUSE_NOT_WITNESSED'],
    ],
    [
      'a witnessed clause listed as unwitnessed',
      edited(['## Open', '## Unwitnessed\n\n| clause | reason |\n|---|---|\n| BOX-002 | none |\n\n## Open']),
      ['UNWITNESSED_WITNESSED'],
    ],
    ['a missing index', { 'specs/README.md': new Uint8Array([0xff]) }, ['FILE_NOT_UTF8', 'INDEX_MISSING']],
    ['a subsystem missing from the index', { 'specs/README.md': '# Index\n' }, ['INDEX_ROW_MISSING']],
    [
      'an index row without a folder',
      { 'specs/README.md': '# Index\n\n| s | w |\n|---|---|\n| box | a |\n| bag | b |\n' },
      ['INDEX_ROW_UNKNOWN'],
    ],
    [
      'a folder without a document',
      { 'specs/bag/vectors/put/001-a.json': vector },
      ['INDEX_ROW_MISSING', 'SPEC_DOCUMENT_MISSING'],
    ],
    ['an unknown key in canon.json', { 'canon.json': '{ "canon": 1, "spec": "specs" }' }, ['CONFIG_UNKNOWN_KEY']],
  ])('%s', (_, files, expected) => {
    expect(codes(files)).toEqual(expected)
  })
})

describe('each fault of an edge has its code', () => {
  it.each<[string, Files, string[]]>([
    ['an edge without a contract', changed('specs/cart/spec.md', '# A cart', '# A cart'), []],
    [
      'a contract outside depends',
      changed('specs/cart/spec.md', 'depends: [box]', 'depends: []'),
      ['EDGE_NOT_DECLARED', 'SURFACE_IMPORT_UNDECLARED'],
    ],
    [
      'a surface that imports an unknown name',
      changed('specs/cart/spec.md', '{ BoxError }', '{ BoxErrors }'),
      ['SURFACE_IMPORT_UNKNOWN_NAME'],
    ],
    ['a law of a clause that the provider has not', inContract("'BOX-002'", "'CRT-001'"), ['LAW_CLAUSE_UNKNOWN']],
    ['a law that does not name its clause', inContract("'BOX-002'", 'clause'), ['CONTRACT_EMPTY', 'CONTRACT_NOT_LITERAL']],
    ['a contract that binds another', inContract("('box'", "('cart'"), ['CONTRACT_PROVIDER']],
    [
      'a contract that imports a package',
      inContract("import fc from 'fast-check'", "import fc from 'fast-check'\nimport '@canon/box'"),
      ['CONTRACT_IMPORT'],
    ],
    ['a contract that imports code of a surface', inContract('import type *', 'import *'), ['CONTRACT_IMPORT']],
    [
      'a contract that leaves its folder',
      inContract("import fc from 'fast-check'", "import fc from 'fast-check'\nimport '../../../packages/box/src/index.ts'"),
      ['CONTRACT_IMPORT'],
    ],
    [
      'a contract with a computed import',
      inContract('await provider', 'await import(entry)\n    await provider'),
      ['CONTRACT_IMPORT'],
    ],
    ['a contract that is not TypeScript', inContract('export default', 'export defaults'), ['CONTRACT_SYNTAX']],
    [
      'a contract with drivers and oracles',
      inContract(
        "import fc from 'fast-check'",
        "import fc from 'fast-check'\nimport 'node:crypto'\nimport '../driver.ts'\nimport '../../box/driver.ts'",
      ),
      [],
    ],
  ])('%s', (_, files, expected) => {
    expect(codes(files)).toEqual(expected)
  })

  it.each<[string, string[]]>([
    ['@field/math', []],
    ['@field/math/sums.js', []],
    ['@field/mathematics', ['CONTRACT_IMPORT']],
    ['@field/other/sums.js', ['CONTRACT_IMPORT']],
    ['node:zlib', []],
    ['node:zlib/promises', ['CONTRACT_IMPORT']],
  ])('a contract may import a listed oracle and its subpaths, and no neighbour: %s', (module, expected) => {
    const files = inContract("import fc from 'fast-check'", `import fc from 'fast-check'\nimport '${module}'`)
    const config = JSON.stringify({ canon: 1, oracles: ['node:zlib', '@field/math'] })
    expect(codes({ ...files, 'canon.json': config })).toEqual(expected)
  })

  it('an edge whose contract is deleted', () => {
    const { 'specs/cart/contracts/box.contract.ts': _, ...files } = consumer
    expect(codes(files)).toEqual(['EDGE_NO_CONTRACT'])
  })

  it('a circle, reported once and by its path', () => {
    const files = { ...consumer, ...edited(['depends: []', 'depends: [cart]']) }
    const circles = findings(files).filter(({ code }) => code === 'DEPENDS_CIRCLE')
    expect(circles.map(({ message }) => message)).toEqual(['box → cart → box'])
  })

  it("a consumer's law witnesses the provider's clause", () => {
    const alone = { 'specs/box/vectors/put/001-one-byte.json': vector.replace(',"BOX-002"', '') }
    expect(codes({ ...consumer, ...alone })).toEqual([])
    expect(contract).toContain('BOX-002')
  })
})

it('reports all faults of all documents in one run, in the order of the text, each with a fix', () => {
  const found = findings({
    ...consumer,
    ...edited(['name: box', 'name: bag'], ['| 6 × |', '| 1 s |'], ['keep the entry', 'keep it and MUST smile']),
    'specs/cart/vectors/load/001-none.json': '{',
  })
  expect(found.map(({ code }) => code)).toEqual([
    'NAME_NOT_FOLDER',
    'CLAUSE_SEVERAL_OBLIGATIONS',
    'BUDGET_NO_RATIO',
    'CLAUSE_NOT_WITNESSED',
    'VECTOR_JSON',
  ])
  for (const { fix, place } of found) expect([typeof fix, place?.file.startsWith('specs/')]).toEqual(['string', true])
  expect(found[1]).toMatchObject({ clause: 'BOX-002', place: { line: 35, column: 1 } })
})
