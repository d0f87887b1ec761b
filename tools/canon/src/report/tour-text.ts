import { safe } from './safe.ts'
import { stateMark } from './states-text.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'

/** A subsystem as the tour shows it. */
export interface TourRow {
  readonly name: string
  readonly owners: readonly string[]
  readonly version: string
  readonly clauses: number
  /** Clauses that a law or a vector cites. */
  readonly witnessed: number
  readonly laws: number
  readonly runs: number
  readonly vectors: number
  readonly state: string
  /** RFC 3339; undefined when it was never rendered from nothing. */
  readonly lastClean?: string
}

export function tourText({ rows, next }: { rows: readonly TourRow[]; next: readonly string[] }, style: Style): string {
  const head = [
    'subsystem',
    'owner',
    'version',
    'clauses',
    'witnessed',
    'laws',
    'runs',
    'vectors',
    'state',
    'last clean rendering',
  ]
  const cells = rows.map((row) => [
    style.bold(safe(row.name)),
    safe(row.owners.join(' ')),
    safe(row.version),
    String(row.clauses),
    String(row.witnessed),
    String(row.laws),
    String(row.runs),
    String(row.vectors),
    stateMark(row.state, style),
    safe(row.lastClean ?? 'never'),
  ])
  const shown = rows.length === 0 ? [] : [table(head, cells, style)]
  return [...shown, 'What to type next:', next.map((line) => `  ${style.name(safe(line))}`).join('\n')].join('\n\n')
}
