import { copyOf, lengthOf } from './bytes.ts'
import { LogError } from './errors.ts'
import type { Hash } from './hashes.ts'
import { isIntegerIn } from './integers.ts'
import { hashBytes, sizeMax } from './limits.ts'
import { consistencySpans, inclusionSpans } from './proof-paths.ts'
import { asBytes, asNumber } from './read-arguments.ts'
import { readProof, readRoot } from './read-tiles.ts'
import { asFetchTile } from './tile-fetch.ts'
import type { FetchTile } from './tile-fetch.ts'

/** Errors: BAD_SIZE, FETCH_FAILED, BAD_TILE. */
export async function rootFromTiles(size: number, fetchTile: FetchTile): Promise<Hash> {
  const entries = asNumber(size, 'size')
  const callback = asFetchTile(fetchTile)
  // LOG-110
  if (!isIntegerIn(entries, 0, sizeMax)) throw new LogError('BAD_SIZE', `A size is an integer from 0 to ${sizeMax}.`)
  return readRoot(entries, callback)
}

/** Errors: BAD_SIZE, BAD_INDEX, BAD_HASH, FETCH_FAILED, BAD_TILE, ROOT_MISMATCH. */
export async function inclusionProofFromTiles(
  index: number,
  size: number,
  root: Hash,
  fetchTile: FetchTile,
): Promise<Hash[]> {
  const place = asNumber(index, 'index')
  const entries = asNumber(size, 'size')
  const expected = asBytes(root, 'root')
  const callback = asFetchTile(fetchTile)
  // LOG-111
  if (!isIntegerIn(entries, 1, sizeMax)) throw new LogError('BAD_SIZE', `A size is an integer from 1 to ${sizeMax}.`)
  // LOG-112
  if (!isIntegerIn(place, 0, entries - 1)) throw new LogError('BAD_INDEX', 'An index is an integer below the size.')
  // LOG-114
  checkRoot(expected)
  return readProof(entries, copyOf(expected), inclusionSpans(place, entries), callback)
}

/** `root` is that of `newSize`. Errors: BAD_SIZE, BAD_HASH, FETCH_FAILED, BAD_TILE, ROOT_MISMATCH. */
export async function consistencyProofFromTiles(
  oldSize: number,
  newSize: number,
  root: Hash,
  fetchTile: FetchTile,
): Promise<Hash[]> {
  const older = asNumber(oldSize, 'oldSize')
  const newer = asNumber(newSize, 'newSize')
  const expected = asBytes(root, 'root')
  const callback = asFetchTile(fetchTile)
  // LOG-113
  if (!isIntegerIn(newer, 1, sizeMax) || !isIntegerIn(older, 1, newer)) {
    throw new LogError('BAD_SIZE', 'Sizes are integers from 1 on, the old one not above the new one.')
  }
  // LOG-114
  checkRoot(expected)
  return readProof(newer, copyOf(expected), consistencySpans(older, newer), callback)
}

function checkRoot(root: Uint8Array): void {
  // LOG-114
  if (lengthOf(root) !== hashBytes) throw new LogError('BAD_HASH', `A root has ${hashBytes} bytes.`)
}
