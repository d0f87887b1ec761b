import { concat } from '../bytes.ts'
import { bytes as checkBytes } from '../check/values.ts'
import { readRequestOpening, readResponseOpening } from './heads.ts'
import type { Opening } from './heads.ts'
import { Input, readNow } from './input.ts'
import type { Reading } from './input.ts'
import { readNumberOrEnd, readSection } from './parts.ts'
import { bad, httpContentMax, tooLarge } from './proper.ts'
import type { HttpField, HttpRequest, HttpResponse } from './types.ts'

function* readContent(input: Input, known: boolean): Reading<Uint8Array> {
  const chunks: Uint8Array[] = []
  let total = 0
  for (;;) {
    const length = yield* readNumberOrEnd(input)
    total += length
    // CRY-119
    if (total > httpContentMax) tooLarge()
    // CRY-127
    if (length > input.available) bad()
    if (length > 0) chunks.push(input.view(length))
    if (known || length === 0) return chunks.length === 1 ? (chunks[0] as Uint8Array).slice() : concat(...chunks)
  }
}

function decode<Head>(
  bytes: Uint8Array,
  readOpening: (input: Input) => Reading<Opening<Head>>,
): { head: Head; content: Uint8Array; trailers: HttpField[] } {
  const input = new Input(checkBytes(bytes, 'bytes'), true)
  // CRY-124
  const { head, known } = readNow(readOpening(input))
  const content = readNow(readContent(input, known))
  const trailers = readNow(readSection(input, known))
  checkPadding(input)
  return { head, content, trailers }
}

/** Takes all bytes that are there, which must be padding. */
export function checkPadding(input: Input): void {
  // CRY-126
  for (const byte of input.view(input.available)) if (byte !== 0) bad()
}

/** Reads a request of either framing. */
export function decodeHttpRequest(bytes: Uint8Array): HttpRequest {
  return decode(bytes, readRequestOpening)
}

/** Reads a response of either framing. */
export function decodeHttpResponse(bytes: Uint8Array): HttpResponse {
  return decode(bytes, readResponseOpening)
}
