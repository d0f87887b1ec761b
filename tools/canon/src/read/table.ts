import type { Block } from './blocks.ts'

/** A table with its header in lower case; cells trimmed, `line` an index from 0. */
export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[]
}

export function readTable(lines: readonly string[], block: Block): Table {
  const rows = []
  for (let line = block.from + 2; line < block.to; line++) rows.push({ cells: splitCells(lines[line]!), line })
  return { header: splitCells(lines[block.from]!).map((cell) => cell.toLowerCase()), rows }
}

/** The first column whose title is one of these; -1 when there is none. */
export const columnOf = (table: Table, ...titles: readonly string[]): number =>
  table.header.findIndex((title) => titles.includes(title))

function splitCells(line: string): string[] {
  const text = line.trim()
  const inner = text.slice(text.startsWith('|') ? 1 : 0, text.endsWith('|') && !text.endsWith('\\|') ? -1 : undefined)
  if (!inner.includes('\\')) return inner.split('|').map((cell) => cell.trim())
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

/** A cell without its back-ticks. */
export const plain = (cell: string | undefined): string =>
  cell?.includes('`') ? cell.replace(/^`+\s*|\s*`+$/g, '').trim() : (cell ?? '').trim()
