import { LogError } from './errors.ts'
import { isIntegerIn } from './integers.ts'
import { sizeMax, tileLevelMax, tileWidth } from './limits.ts'
import { asNumber, asRecord, asString } from './read-arguments.ts'

/** `level`: 0 to 63, or 'entries' for an entry bundle. `width`: 1 to 256; 256 is a full tile. */
export interface Tile {
  level: number | 'entries'
  index: number
  width: number
}

/** At most as many groups as the largest index has. */
const pathForm = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/

/** Errors: BAD_TILE_PATH. */
export function formatTilePath(tile: Tile): string {
  const record = asRecord(tile, 'tile')
  const level = asLevel(record['level'])
  const index = asNumber(record['index'], 'index of tile')
  const width = asNumber(record['width'], 'width of tile')
  // LOG-102
  if (level !== 'entries' && !isIntegerIn(level, 0, tileLevelMax)) {
    throw badPath(`The level of a tile is an integer from 0 to ${tileLevelMax}.`)
  }
  // LOG-102
  if (!isIntegerIn(index, 0, sizeMax)) throw badPath(`The index of a tile is an integer from 0 to ${sizeMax}.`)
  // LOG-102
  if (!isIntegerIn(width, 1, tileWidth)) throw badPath(`The width of a tile is an integer from 1 to ${tileWidth}.`)
  // LOG-101
  return tilePath({ level, index, width })
}

function asLevel(value: unknown): number | 'entries' {
  return value === 'entries' ? value : asNumber(value, "level of tile, unless it is 'entries',")
}

/** The path of a tile with coordinates in range. */
export function tilePath({ level, index, width }: Tile): string {
  // LOG-101
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? []
  const marked = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group))
  return `tile/${level}/${marked.join('/')}${width < tileWidth ? `.p/${width}` : ''}`
}

/** Errors: BAD_TILE_PATH. */
export function parseTilePath(path: string): Tile {
  return readTilePath(asString(path, 'path'))
}

/** The same for a string. */
export function readTilePath(path: string): Tile {
  const [, level = '', groups = '', width] = pathForm.exec(path) ?? []
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  }
  const inRange =
    level !== '' &&
    (tile.level === 'entries' || tile.level <= tileLevelMax) &&
    isIntegerIn(tile.index, 0, sizeMax) &&
    isIntegerIn(tile.width, 1, tileWidth)
  // LOG-104
  if (!inRange || tilePath(tile) !== path) throw badPath('The string is not the path of a tile.')
  // LOG-103
  return tile
}

function badPath(message: string): LogError {
  return new LogError('BAD_TILE_PATH', message)
}
