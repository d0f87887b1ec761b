import type { Diagnostic, Severity } from '../model/diagnostic.ts'
import { safe } from './safe.ts'
import type { Style } from './style.ts'

/** Grouped by file in the order given, each with place, code, message, expected and fix; the count stands last. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], style: Style): string {
  if (diagnostics.length === 0) return ''
  const groups = Map.groupBy(diagnostics, (diagnostic) => diagnostic.place?.file ?? '')
  const blocks = [...groups].map(([file, found]) => {
    const lines = found.map((diagnostic) => entry(diagnostic, style))
    return file === '' ? lines.join('\n') : `${style.bold(safe(file))}\n${lines.join('\n')}`
  })
  return `${blocks.join('\n\n')}\n\n${counts(diagnostics, style)}`
}

/** For example `2 errors, 1 warning`. */
export function counts(diagnostics: readonly Diagnostic[], style: Style): string {
  const parts = SEVERITIES.flatMap(([severity, word]) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
    return count === 0 ? [] : [mark(severity, `${count} ${word}${count === 1 ? '' : 's'}`, style)]
  })
  return parts.join(', ')
}

const SEVERITIES: readonly [Severity, string][] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'note'],
]

function entry(diagnostic: Diagnostic, style: Style): string {
  const { place, clause, expected, fix } = diagnostic
  const where = place === undefined ? '' : `${safe(place.file)}:${place.line}:${place.column} `
  const about = clause === undefined ? '' : ` ${style.name(safe(clause))}`
  const lines = [`  ${where}${mark(diagnostic.severity, diagnostic.code, style)}${about} ${indented(diagnostic.message)}`]
  if (expected !== undefined) lines.push(`    ${style.dim('expected:')} ${indented(expected)}`)
  if (fix !== undefined) lines.push(`    ${style.dim('fix:')} ${indented(fix)}`)
  return lines.join('\n')
}

const indented = (text: string) => safe(text).replaceAll('\n', '\n      ')

const mark = (severity: Severity, text: string, style: Style) =>
  severity === 'error' ? style.bad(text) : severity === 'warning' ? style.warn(text) : style.dim(text)
