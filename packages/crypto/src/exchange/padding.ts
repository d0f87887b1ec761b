import { utf8 } from '../bytes.ts'
import { iterable, number, within } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { canonicalizeAs } from '../json/canonicalize.ts'
import { checkJsonObject } from '../json/check.ts'
import type { JsonValue } from '../json/value.ts'
import { iterate } from '../stream/iterate.ts'
import { Source } from '../stream/source.ts'
import { exchangeBytesMax } from './protocol.ts'

const requestBucketMin = 1024
const requestBucketLinear = 65536
const eventBucketMin = 256
const eventBytesMax = 65536
const eventCountMin = 16
const eventCountLinear = 256

/** The smallest of least × 2^k up to `linear`, and of the multiples of that, that is not below the number. */
function bucket(count: number, least: number, linear: number): number {
  if (count > linear) return Math.ceil(count / linear) * linear
  let size = least
  while (size < count) size *= 2
  return size
}

/** The bucket of a request's length, bytes. */
export function paddedRequestLength(length: number): number {
  const given = number(length, 'length')
  // CRY-200
  if (!within(given, 0, exchangeBytesMax)) refuse('BAD_LENGTH', 'the length is out of range')
  // CRY-199
  return bucket(given, requestBucketMin, requestBucketLinear)
}

/** A server-sent event whose length is a bucket. */
export function padEvent(event: { [key: string]: JsonValue }): Uint8Array {
  return pad(event, 'event')
}

/** Pads an event that an argument of this name is, or has. */
function pad(event: unknown, what: string): Uint8Array {
  const given = checkJsonObject(event, what)
  // CRY-201
  if (Object.prototype.propertyIsEnumerable.call(given, 'obfuscation')) refuse('BAD_EVENT', 'the event carries padding already')
  const entries = Object.entries(given)
  const write = (n: number): Uint8Array => canonicalizeAs(Object.fromEntries([...entries, ['obfuscation', '0'.repeat(n)]]), what)
  const length = write(0).length + 8
  // CRY-203
  if (length > eventBytesMax) refuse('TOO_LARGE', 'the event is too long')
  // CRY-202
  const size = bucket(length, eventBucketMin, eventBytesMax)
  const padded = new Uint8Array(size)
  padded.set(utf8('data: '))
  padded.set(write(size - length), 6)
  padded.fill(0x0a, size - 2)
  return padded
}

/** A piece of `eventBucketMin` bytes: what it says, zeros as characters, and two newlines. */
function filler(begin: string): Uint8Array {
  return utf8(`${begin}${'0'.repeat(eventBucketMin - begin.length - 2)}\n\n`)
}

/** The events, each padded, and after the last as many comments as bring their number to a bucket, before `[DONE]`. */
export function padEvents(events: AsyncIterable<{ [key: string]: JsonValue }>): AsyncIterable<Uint8Array> {
  const source = new Source(iterable(events, 'events'), (event) => event)
  return iterate(source, () => pieces(source))
}

async function* pieces(source: Source<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  let count = 0
  for (let event = await source.nextOrEnd(); !event.done; event = await source.nextOrEnd()) {
    const padded = pad(event.value, 'an event of events')
    count++
    // CRY-204
    yield padded
  }
  const all = bucket(count + 1, eventCountMin, eventCountLinear)
  for (; count < all - 1; count++) yield filler(': ')
  yield filler('data: [DONE]\n: ')
}
