import { fromBase64, toBase64 } from './base64.ts'
import { concat } from './bytes.ts'
import { isKeyName } from './key-name.ts'
import { keyIdBytes } from './limits.ts'
import type { Line, NoteSignature } from './notes.ts'

/** An em dash and a space. */
const start = '\u2014 '

/** The line of a signature, with its newline. */
export function formatLine({ name, keyId, signature }: NoteSignature): string {
  return `${start}${name} ${toBase64(concat([keyId, signature]))}\n`
}

/** What a line without its newline says; undefined where it is no signature line. */
export function parseLine(line: string): Line | undefined {
  if (!line.startsWith(start)) return undefined
  const nameEnd = line.indexOf(' ', start.length)
  if (nameEnd < 0) return undefined
  const name = line.slice(start.length, nameEnd)
  if (!isKeyName(name)) return undefined
  const bytes = fromBase64(line.slice(nameEnd + 1))
  if (bytes === undefined || bytes.length <= keyIdBytes) return undefined
  return { name, keyId: bytes.slice(0, keyIdBytes), signature: bytes.slice(keyIdBytes) }
}
