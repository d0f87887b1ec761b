import { empty, utf8, xorCounter } from '../bytes.ts'
import { refuse } from '../errors.ts'
import { tagBytes } from '../hpke/names.ts'
import { varint, varintLength, varintValue } from '../http/varint.ts'
import type { Awaitable } from '../platform/types.ts'
import type { Gather } from '../stream/gather.ts'
import type { Source } from '../stream/source.ts'
import { split } from '../stream/split.ts'
import { exchangeChunkBytes } from './protocol.ts'
import type { ReplyKeys } from './protocol.ts'
import type { Transcript } from './transcript.ts'

export type SealNext = (aad: Uint8Array, plaintext: Uint8Array, before: Uint8Array) => Awaitable<Uint8Array>
export type OpenNext = (aad: Uint8Array, ciphertext: Uint8Array) => Awaitable<Uint8Array>

const final = utf8('final')
const sealedMax = exchangeChunkBytes + tagBytes

/** The chunks of what the source gives, each with what stands before it. */
export async function* sealChunks(source: Source<Uint8Array>, seal: SealNext, transcript: Transcript): AsyncGenerator<Uint8Array, void, undefined> {
  for (let piece = await source.next(); piece !== undefined; piece = await source.next()) {
    // CRY-152
    for (const chunk of split(piece, exchangeChunkBytes)) {
      const before = varint(chunk.length + tagBytes)
      const sealing = seal(empty, chunk, before)
      const sealed = sealing instanceof Promise ? await sealing : sealing
      transcript.add(sealed.subarray(before.length))
      // CRY-151
      yield sealed
    }
  }
  const last = await seal(final, empty, varint(0))
  transcript.add(last.subarray(1))
  yield last
}

/** The plaintexts of the chunks that come. */
export async function* openChunks(gather: Gather, open: OpenNext, transcript: Transcript): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const length = await readLength(gather)
    if (length === 0) break
    // CRY-170
    if (length > sealedMax) refuse('TOO_LARGE', 'a chunk says that it is too long')
    const sealed = await gather.exactly(length)
    // CRY-172
    if (sealed.length < length) truncated()
    const plaintext = await openOne(sealed, empty, open, transcript)
    gather.keep()
    // CRY-169
    if (plaintext.length > 0) yield plaintext
  }
  const last = await gather.exactly(sealedMax + 1)
  // CRY-170
  if (last.length > sealedMax) refuse('TOO_LARGE', 'the last chunk is too long')
  // CRY-172
  if (last.length < tagBytes) truncated()
  const plaintext = await openOne(last, final, open, transcript)
  if (plaintext.length > 0) yield plaintext
}

async function readLength(gather: Gather): Promise<number> {
  const first = (await gather.exactly(1))[0]
  // CRY-172
  if (first === undefined) truncated()
  const bytes = new Uint8Array(varintLength(first))
  bytes[0] = first
  if (bytes.length > 1) {
    const rest = await gather.exactly(bytes.length - 1)
    if (rest.length < bytes.length - 1) truncated()
    bytes.set(rest, 1)
  }
  return varintValue(bytes)
}

async function openOne(sealed: Uint8Array, aad: Uint8Array, open: OpenNext, transcript: Transcript): Promise<Uint8Array> {
  // CRY-171
  if (sealed.length < tagBytes) refuse('OPEN_FAILED', 'a chunk does not open')
  const hash = transcript.after(sealed)
  const plaintext = await open(aad, sealed)
  transcript.move(hash)
  return plaintext
}

function truncated(): never {
  refuse('TRUNCATED', 'the message ends too early')
}

/** Seals the chunks of a reply. */
export function replySealer({ key, base }: ReplyKeys): SealNext {
  let count = 0
  // CRY-162
  return (aad, plaintext, before) => key.seal(xorCounter(base, count++), aad, plaintext, before)
}

/** Opens the chunks of a reply. */
export function replyOpener({ key, base }: ReplyKeys): OpenNext {
  let count = 0
  return async (aad, ciphertext) => {
    const plaintext = await key.open(xorCounter(base, count), aad, ciphertext)
    // CRY-171
    if (plaintext === undefined) refuse('OPEN_FAILED', 'a chunk does not open')
    count++
    return plaintext
  }
}
