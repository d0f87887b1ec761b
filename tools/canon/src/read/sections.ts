import { readDiagnostic } from '../diagnostics/read.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { Budget, ErrorRow, OpenItem, Parameter, UnwitnessedClause, WithdrawnClause } from '../model/spec.ts'
import type { Block } from './blocks.ts'
import type { ParsedDocument } from './document.ts'
import { codeSpans, foldSpace, withoutComments } from './inline.ts'
import { columnOf, plain, readTable, type Table } from './table.ts'

/** The sections whose tables and items are read as data. */
export interface Sections {
  readonly parameters: readonly Parameter[]
  readonly errors: readonly ErrorRow[]
  readonly budgets: readonly Budget[]
  readonly unwitnessed: readonly UnwitnessedClause[]
  readonly withdrawn: readonly WithdrawnClause[]
  readonly open: readonly OpenItem[]
  /** Text of Terms, white space folded. */
  readonly terms: string
}

/** Reads the fixed sections of all documents of a subsystem. */
export function readSections(documents: readonly ParsedDocument[], diagnostics: Diagnostic[]): Sections {
  reportDuplicates(documents, diagnostics)
  const rows = (section: string, ...columns: readonly (readonly string[])[]) => rowsOf(documents, section, columns, diagnostics)
  return {
    parameters: rows('Parameters', ['name', 'parameter'], ['value'], ['unit'], ['why']).map(
      ([name, value, unit, why], place) => ({
        name: plain(name),
        value: plain(value),
        unit: plain(unit),
        why: why ?? '',
        place,
      }),
    ),
    errors: rows('Errors', ['code'], ['when'], ['clause', 'clauses'], ['the caller', 'caller', 'what the caller does']).map(
      ([code, when, clauses, caller], place) => ({
        code: plain(code),
        when: when ?? '',
        clauses: idsIn(clauses ?? ''),
        caller: caller ?? '',
        place,
      }),
    ),
    budgets: rows('Budgets', ['id'], ['operation'], ['measure'], ['bound'], ['against']).map(
      ([id, operation, measure, bound, against], place) => ({
        id: plain(id),
        operation: operation ?? '',
        measure: measure ?? '',
        bound: bound ?? '',
        ...ratioOf(bound ?? ''),
        against: against ?? '',
        place,
      }),
    ),
    unwitnessed: rows('Unwitnessed', ['clause'], ['reason', 'why']).map(([clause, reason], place) => ({
      clause: plain(clause),
      reason: reason ?? '',
      place,
    })),
    withdrawn: withdrawnIn(documents),
    open: openIn(documents),
    terms: proseOf(documents, 'Terms'),
  }
}

/** Sections of which a document has at most one, because their content is read. */
const fixed = new Set(['Terms', 'Parameters', 'Types', 'Surface', 'Errors', 'Budgets', 'Unwitnessed', 'Changes', 'Open'])

function reportDuplicates(documents: readonly ParsedDocument[], diagnostics: Diagnostic[]): void {
  for (const document of documents) {
    const counts = new Map<string, number>()
    for (const { name, blocks } of document.sections) {
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      if (count !== 2 || !fixed.has(name)) continue
      const place = { file: document.path, line: blocks[0]!.from + 1, column: 1 }
      diagnostics.push(readDiagnostic('SECTION_DUPLICATE', `"## ${name}" occurs twice`, { place }))
    }
  }
}

interface Rows {
  map<T>(make: (cells: readonly (string | undefined)[], place: Place) => T): T[]
}

function rowsOf(
  documents: readonly ParsedDocument[],
  section: string,
  columns: readonly (readonly string[])[],
  diagnostics: Diagnostic[],
): Rows {
  const rows: { cells: (string | undefined)[]; place: Place }[] = []
  for (const { document, blocks } of sectionsNamed(documents, section))
    for (const block of blocks) {
      if (block.kind !== 'table') continue
      const table = readTable(document.lines, block)
      const found = columns.map((titles) => columnOf(table, ...titles))
      const placeOf = (line: number) => ({ file: document.path, line: line + 1, column: 1 })
      reportColumns(table, section, columns, found, placeOf, block.from, diagnostics)
      for (const { cells, line } of table.rows) rows.push({ cells: found.map((column) => cells[column]), place: placeOf(line) })
    }
  return { map: (make) => rows.map(({ cells, place }) => make(cells, place)) }
}

function reportColumns(
  table: Table,
  section: string,
  columns: readonly (readonly string[])[],
  found: readonly number[],
  placeOf: (line: number) => Place,
  header: number,
  diagnostics: Diagnostic[],
): void {
  const expected = columns.map((titles) => titles[0]).join(', ')
  const missing = columns.filter((_, index) => found[index] === -1).map((titles) => titles[0])
  if (missing.length > 0)
    diagnostics.push(
      readDiagnostic('TABLE_COLUMNS', `the table of ${section} lacks ${missing.join(', ')}`, {
        place: placeOf(header),
        expected,
      }),
    )
  for (const { cells, line } of table.rows)
    if (cells.length !== table.header.length)
      diagnostics.push(
        readDiagnostic('TABLE_COLUMNS', `the row has ${cells.length} cells, its header ${table.header.length}`, {
          place: placeOf(line),
          expected,
        }),
      )
}

function sectionsNamed(documents: readonly ParsedDocument[], name: string) {
  const found: { document: ParsedDocument; blocks: readonly Block[] }[] = []
  for (const document of documents)
    for (const section of document.sections) if (section.name === name) found.push({ document, blocks: section.blocks })
  return found
}

/** `6 ×`, `≤ 6 ×`, `6 x`, `1/5 ×` or `0.5 ×`. */
function ratioOf(bound: string): { ratio?: number } {
  const match = /^(?:≤|<=|at most)?\s*(\d+(?:\.\d+)?)(?:\s*\/\s*(\d+))?\s*(?:×|x)$/.exec(bound.trim())
  if (match === null) return {}
  const ratio = Number(match[1]) / Number(match[2] ?? 1)
  return ratio > 0 && Number.isFinite(ratio) ? { ratio } : {}
}

export const idsIn = (text: string): string[] => text.match(/\b[A-Z]{2,6}-\d{3,}\b/g) ?? []

/** Ids named after the word `withdrawn` in a line of Changes. */
function withdrawnIn(documents: readonly ParsedDocument[]): WithdrawnClause[] {
  const found: WithdrawnClause[] = []
  for (const { document, blocks } of sectionsNamed(documents, 'Changes'))
    for (const block of blocks)
      for (let line = block.from; line < block.to; line++) {
        const text = document.lines[line]!
        const word = text.search(/\bwithdrawn\b/i)
        if (word === -1 || block.kind === 'comment' || block.kind === 'fence') continue
        for (const id of text.slice(word).matchAll(/\b[A-Z]{2,6}-\d{3,}\b/g))
          found.push({ id: id[0], place: { file: document.path, line: line + 1, column: word + id.index + 1 } })
      }
  return found
}

function openIn(documents: readonly ParsedDocument[]): OpenItem[] {
  const items: OpenItem[] = []
  for (const { document, blocks } of sectionsNamed(documents, 'Open'))
    for (const block of blocks)
      for (let line = block.from; line < block.to; line++) {
        const text = document.lines[line]!
        const item = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?[*`]*NEEDS DECISION\b/.exec(text)
        if (item !== null && block.kind !== 'comment' && block.kind !== 'fence')
          items.push({
            text: foldSpace(text.replace(/^\s*(?:[-*+]|\d{1,9}[.)])\s+/, '')),
            place: { file: document.path, line: line + 1, column: 1 },
          })
      }
  return items
}

function proseOf(documents: readonly ParsedDocument[], name: string): string {
  const texts: string[] = []
  for (const { document, blocks } of sectionsNamed(documents, name))
    for (const block of blocks)
      if (block.kind !== 'comment') texts.push(foldSpace(withoutComments(document.lines.slice(block.from, block.to).join('\n'))))
  return texts.join('\n')
}

/** The codes of the Errors tables, wanted before the clauses are read. */
export const codesOf = (errors: readonly ErrorRow[]): ReadonlySet<string> =>
  new Set(errors.flatMap(({ code }) => [code, ...codeSpans(code)]))
