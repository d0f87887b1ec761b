import { copyOf, isBytes, lengthOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import { hashBytes } from './limits.ts'
import { tilePath } from './tile-path.ts'
import type { HashTile } from './tile-plan.ts'

/** Answers the bytes of the hash tile at a path. */
export type FetchTile = (path: string) => Promise<Uint8Array>

/** A callback as an argument. */
export function asFetchTile(value: unknown): FetchTile {
  // LOG-003
  if (!isCallback(value)) throw new TypeError('fetch must be a function.')
  return value
}

function isCallback(value: unknown): value is FetchTile {
  return typeof value === 'function'
}

/** A tile that was asked for; its answer never rejects. */
export interface AskedTile {
  tile: HashTile
  answer: Promise<Bytes | LogError>
}

/** Asks for each tile once, in their order, before this returns. */
export function askForTiles(tiles: readonly HashTile[], fetchTile: FetchTile): AskedTile[] {
  // LOG-115, LOG-116
  return tiles.map((tile) => ({ tile, answer: ask(tile, fetchTile) }))
}

async function ask(tile: HashTile, fetchTile: FetchTile): Promise<Bytes | LogError> {
  let answer: unknown
  try {
    answer = await fetchTile(tilePath(tile))
  } catch {
    // LOG-117
    return new LogError('FETCH_FAILED', 'A tile could not be fetched.')
  }
  // LOG-117
  if (!isBytes(answer)) return new LogError('FETCH_FAILED', 'A fetched tile is not a Uint8Array.')
  // LOG-118
  if (lengthOf(answer) !== tile.width * hashBytes) {
    return new LogError('BAD_TILE', `A tile of width ${tile.width} has ${tile.width * hashBytes} bytes.`)
  }
  return copyOf(answer)
}
