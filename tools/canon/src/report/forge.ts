import type { Diagnostic } from '../model/diagnostic.ts'

/** Workflow commands that GitHub and its kin show beside the changed line. */
export function forge(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(annotation).join('')
}

function annotation({ code, severity, message, expected, fix, place }: Diagnostic): string {
  const kind = severity === 'info' ? 'notice' : severity
  const where = place === undefined ? [] : [`file=${property(place.file)}`, `line=${place.line}`, `col=${place.column}`]
  const text = [message, expected && `expected: ${expected}`, fix && `fix: ${fix}`].filter(Boolean).join('\n')
  return `::${kind} ${[...where, `title=${property(code)}`].join(',')}::${data(text)}\n`
}

const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
