import type { Bytes } from './bytes.ts'
import { CanonicalWriter, tooLarge } from './canonical-writer.ts'
import type { JsonValue } from './json-value.ts'
import { jsonBytesMax } from './limits.ts'

/** The canonical form of RFC 8785, UTF-8. Errors: BAD_NUMBER, BAD_STRING, TOO_DEEP, TOO_LARGE. */
export function canonicalize(value: JsonValue): Uint8Array {
  // CRY-002 to CRY-010, CRY-012
  const text = new CanonicalWriter().write(value)
  // CRY-011
  if (text === undefined) throw tooLarge()
  const bytes: Bytes = new TextEncoder().encode(text)
  // CRY-011
  if (bytes.length > jsonBytesMax) throw tooLarge()
  return bytes
}
