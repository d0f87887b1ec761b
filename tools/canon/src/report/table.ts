import { type Style, widthOf } from './style.ts'

/** Columns as wide as their widest cell; the last one is never padded. A cell may carry marks. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], style: Style): string {
  const widths = head.map((title, column) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === head.length - 1 ? cell : cell + ' '.repeat(widths[column]! - widthOf(cell))))
      .join('  ')
      .trimEnd()
  return [style.dim(line(head)), ...rows.map(line)].join('\n')
}
