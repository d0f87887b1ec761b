import type { Diagnostic } from '../model/diagnostic.ts'

/** The one JSON document that a command writes to standard output with `--json`. */
export interface Envelope {
  readonly canon: 1
  readonly command: string
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
  readonly data: unknown
}

/** A line of JSON; bytes become `{"$hex": …}` and big integers `{"$bigint": …}`, as in vectors. */
export function envelope(command: string, ok: boolean, diagnostics: readonly Diagnostic[], data: unknown): string {
  const value: Envelope = { canon: 1, command, ok, diagnostics, data: data ?? null }
  return `${JSON.stringify(value, plain)}\n`
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (value instanceof Uint8Array) return { $hex: Buffer.from(value).toString('hex') }
  if (value instanceof Map) return { $map: [...value] }
  if (value instanceof Set) return { $set: [...value] }
  return value
}
