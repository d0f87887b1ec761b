import { LogError } from './errors.ts'
import { isIntegerIn } from './integers.ts'
import { sizeMax, tileWidth } from './limits.ts'
import { asNumber } from './read-arguments.ts'

/** `full`: number of full tiles. `partialWidth`: hashes in the partial tile after them, 0 when there is none. */
export interface TileLevel {
  level: number
  full: number
  partialWidth: number
}

/** The hash tiles of a tree, by level from 0. Errors: BAD_SIZE. */
export function tileLayout(size: number): TileLevel[] {
  const entries = asNumber(size, 'size')
  // LOG-105
  if (!isIntegerIn(entries, 0, sizeMax)) throw new LogError('BAD_SIZE', `A size is an integer from 0 to ${sizeMax}.`)
  return layoutOf(entries)
}

/** The same for a size in range. */
export function layoutOf(size: number): TileLevel[] {
  // LOG-106
  const levels: TileLevel[] = []
  for (let nodes = size; nodes > 0; nodes = Math.floor(nodes / tileWidth)) {
    levels.push({ level: levels.length, full: Math.floor(nodes / tileWidth), partialWidth: nodes % tileWidth })
  }
  return levels
}
