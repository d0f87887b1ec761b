import { CryptoError } from './errors.ts'

/** A text and how far it has been read. */
export interface Cursor {
  readonly text: string
  at: number
}

/** The refusal of CRY-019. */
export function badJson(): CryptoError {
  return new CryptoError('BAD_JSON', 'The text does not match the grammar of RFC 8259.')
}

/** Goes on to the first character that is no white space. */
export function skipSpace(cursor: Cursor): void {
  const { text } = cursor
  let at = cursor.at
  for (;;) {
    const code = text.charCodeAt(at)
    // CRY-013
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break
    at++
  }
  cursor.at = at
}
