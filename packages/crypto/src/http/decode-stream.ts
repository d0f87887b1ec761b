import { iterable } from '../check/values.ts'
import { CryptoError } from '../errors.ts'
import { Deferred } from '../stream/deferred.ts'
import { iterate } from '../stream/iterate.ts'
import { byteSource } from '../stream/source.ts'
import type { Source } from '../stream/source.ts'
import { checkPadding } from './decode.ts'
import { readRequestOpening, readResponseOpening } from './heads.ts'
import type { Opening } from './heads.ts'
import { Input, need } from './input.ts'
import type { Reading } from './input.ts'
import { readNumberOrEnd, readSection } from './parts.ts'
import { bad, httpChunkMax } from './proper.ts'
import type { HttpField, HttpRequestStream, HttpResponseStream } from './types.ts'

interface Decoded<Head> {
  head: Head
  content: AsyncIterable<Uint8Array>
  trailers(): Promise<HttpField[]>
}

/** Asks the source for what a reading needs, and for no more. */
async function drive<T>(source: Source<Uint8Array>, input: Input, reading: Reading<T>): Promise<T> {
  for (;;) {
    const step = reading.next()
    if (step.done === true) return step.value
    input.keep()
    const piece = await source.next()
    if (piece === undefined) input.ended = true
    else input.append(piece)
  }
}

async function decodeStream<Head>(given: AsyncIterable<Uint8Array>, readOpening: (input: Input) => Reading<Opening<Head>>): Promise<Decoded<Head>> {
  const source = byteSource(given, 'source')
  const input = new Input()
  let opening: Opening<Head>
  try {
    // CRY-131
    opening = await drive(source, input, readOpening(input))
  } catch (error) {
    await source.abandon()
    throw error
  }
  input.keep()
  const { head, known } = opening
  const trailers = new Deferred<HttpField[]>()
  const content = iterate(source, () => pieces(source, input, known, trailers), {
    // CRY-136
    returned: () => trailers.reject(new CryptoError('BAD_HTTP', 'the iteration of the content was ended before the message had been read')),
    failed: trailers.reject,
  })
  return { head, content, trailers: async () => (await trailers.promise).map((field) => ({ ...field })) }
}

async function* pieces(source: Source<Uint8Array>, input: Input, known: boolean, trailers: Deferred<HttpField[]>): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    let left = await drive(source, input, readNumberOrEnd(input))
    if (left === 0) break
    while (left > 0) {
      const length = Math.min(left, httpChunkMax)
      // CRY-133
      if (!(await drive(source, input, need(input, length)))) bad()
      left -= length
      const piece = input.view(length).slice()
      input.keep()
      // CRY-132
      yield piece
    }
    if (known) break
  }
  const fields = await drive(source, input, readSection(input, known))
  // CRY-134
  do checkPadding(input)
  while (await drive(source, input, need(input, 1)))
  trailers.resolve(fields)
}

/** Resolves when the head has been read. */
export async function decodeHttpRequestStream(source: AsyncIterable<Uint8Array>): Promise<HttpRequestStream> {
  return decodeStream(iterable(source, 'source'), readRequestOpening)
}

/** Resolves when the head has been read. */
export async function decodeHttpResponseStream(source: AsyncIterable<Uint8Array>): Promise<HttpResponseStream> {
  return decodeStream(iterable(source, 'source'), readResponseOpening)
}
