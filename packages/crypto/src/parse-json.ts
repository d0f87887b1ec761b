import { asBytes, copyOf, lengthOf } from './bytes.ts'
import { CanonicalWriter, tooLarge } from './canonical-writer.ts'
import { CryptoError } from './errors.ts'
import { readText } from './json-reader.ts'
import type { JsonValue } from './json-value.ts'
import { jsonBytesMax } from './limits.ts'

/** Reads a JSON text strictly (I-JSON). Errors: TOO_LARGE, BAD_UTF8, BAD_JSON, BAD_NUMBER, BAD_STRING, DUPLICATE_KEY, TOO_DEEP. */
export function parseJson(bytes: Uint8Array): JsonValue {
  return readText(textOf(bytes))
}

/** Reads a JSON text that is its own canonical form. Errors: those of `parseJson`, NOT_CANONICAL. */
export function parseCanonical(bytes: Uint8Array): JsonValue {
  const text = textOf(bytes)
  // CRY-025
  const value = readText(text)
  // CRY-026: a form that is too long to be written differs too.
  if (new CanonicalWriter().write(value) !== text) {
    throw new CryptoError('NOT_CANONICAL', 'The JSON text is not its own canonical form.')
  }
  return value
}

/** The characters of the bytes. */
function textOf(value: unknown): string {
  const view = asBytes(value, 'A JSON text')
  // CRY-017
  if (lengthOf(view) > jsonBytesMax) throw tooLarge()
  const bytes = copyOf(view)
  // CRY-018: the byte order mark
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) throw badUtf8()
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // CRY-018
    throw badUtf8()
  }
}

function badUtf8(): CryptoError {
  return new CryptoError('BAD_UTF8', 'The bytes are not UTF-8 without a byte order mark.')
}
