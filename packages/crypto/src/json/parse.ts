import { equalBytes, fromUtf8 } from '../bytes.ts'
import { bytes as checkBytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { canonicalize } from './canonicalize.ts'
import { jsonBytesMax } from './limits.ts'
import { Reader } from './reader.ts'
import type { JsonValue } from './value.ts'

/** Reads a JSON text strictly (I-JSON). */
export function parseJson(bytes: Uint8Array): JsonValue {
  const input = checkBytes(bytes, 'bytes')
  // CRY-017
  if (input.length > jsonBytesMax) refuse('TOO_LARGE', 'the text is too long')
  const text = fromUtf8(input)
  // CRY-018
  if (text === undefined || text.charCodeAt(0) === 0xfeff) refuse('BAD_UTF8', 'the bytes are not UTF-8 without a byte order mark')
  return new Reader(text).whole()
}

/** Reads a JSON text that is its own canonical form. */
export function parseCanonical(bytes: Uint8Array): JsonValue {
  const input = checkBytes(bytes, 'bytes')
  // CRY-025
  const value = parseJson(input)
  // CRY-026
  if (!equalBytes(canonicalOrNothing(value), input)) refuse('NOT_CANONICAL', 'the text is not in its canonical form')
  return value
}

/** A text that was read has a canonical form, but that may be over the limit: then it is another. */
function canonicalOrNothing(value: JsonValue): Uint8Array {
  try {
    return canonicalize(value)
  } catch {
    return new Uint8Array(0)
  }
}
