import { concat, copyOf, lengthOf } from './bytes.ts'
import { LogError } from './errors.ts'
import { isIntegerIn } from './integers.ts'
import { bundleEntryBytesMax, tileWidth } from './limits.ts'
import { asBytes, asList, asNumber } from './read-arguments.ts'

const lengthBytes = 2

/** Errors: BAD_BUNDLE, ENTRY_TOO_LARGE. */
export function encodeEntryBundle(entries: Uint8Array[]): Uint8Array {
  const list = asList(entries, 'entries', asBytes)
  // LOG-125
  if (list.length < 1 || list.length > tileWidth) throw badBundle(`A bundle has 1 to ${tileWidth} entries.`)
  // LOG-126
  if (list.some((entry) => lengthOf(entry) > bundleEntryBytesMax)) {
    throw new LogError('ENTRY_TOO_LARGE', `An entry of a bundle has at most ${bundleEntryBytesMax} bytes.`)
  }
  // LOG-127
  return concat(list.flatMap((entry) => [Uint8Array.of(lengthOf(entry) >> 8, lengthOf(entry) & 0xff), entry]))
}

/** `width`: number of entries, 1 to 256. Errors: BAD_BUNDLE. */
export function decodeEntryBundle(bundle: Uint8Array, width: number): Uint8Array[] {
  const given = asBytes(bundle, 'bundle')
  const count = asNumber(width, 'width')
  // LOG-128
  if (!isIntegerIn(count, 1, tileWidth)) throw badBundle(`A width is an integer from 1 to ${tileWidth}.`)
  // LOG-129: before a copy is made
  if (lengthOf(given) > count * (lengthBytes + bundleEntryBytesMax)) throw badBundle('A bundle has too many bytes.')
  const bytes = copyOf(given)
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < count) {
    const [high, low] = bytes.subarray(at, at + lengthBytes)
    // LOG-129
    if (high === undefined || low === undefined) throw badBundle('A bundle has too few entries.')
    const start = at + lengthBytes
    at = start + high * 256 + low
    // LOG-129
    if (at > bytes.length) throw badBundle('An entry of a bundle is cut off.')
    entries.push(bytes.slice(start, at))
  }
  // LOG-129
  if (at !== bytes.length) throw badBundle('A bundle has bytes after its last entry.')
  // LOG-130
  return entries
}

function badBundle(message: string): LogError {
  return new LogError('BAD_BUNDLE', message)
}
