import type { Bytes } from './bytes.ts'
import { hashNode } from './hashes.ts'
import { hashBytes, tileWidth } from './limits.ts'
import type { HashTile } from './tile-plan.ts'
import { heightOf, levelOf } from './tile-plan.ts'

/** The tiles of one tree that have been read. */
export class TileSet {
  #tiles = new Map<string, Bytes>()

  add({ level, index }: HashTile, bytes: Bytes): void {
    this.#tiles.set(`${level}/${index}`, bytes)
  }

  /** A copy of node (level, place), which a tile of the set must hold. */
  node(level: number, place: number): Bytes {
    const bytes = this.#tiles.get(`${level}/${Math.floor(place / tileWidth)}`)
    if (bytes === undefined) throw new RangeError('The tile was not read.')
    const at = (place % tileWidth) * hashBytes
    return bytes.slice(at, at + hashBytes)
  }

  /** The root of the perfect subtree of 2^height entries from `start` on, made of the nodes of one tile. */
  subtreeRoot = async (start: number, height: number): Promise<Bytes> => {
    const level = levelOf(height)
    const place = start / 2 ** heightOf(level)
    return this.#perfectRoot(level, place, 2 ** (height - heightOf(level)))
  }

  async #perfectRoot(level: number, place: number, count: number): Promise<Bytes> {
    if (count === 1) return this.node(level, place)
    const half = count / 2
    const left = await this.#perfectRoot(level, place, half)
    return hashNode(left, await this.#perfectRoot(level, place + half, half))
  }

  /** The root over the hashes of a full tile. */
  tileRoot({ level, index }: HashTile): Promise<Bytes> {
    return this.#perfectRoot(level, index * tileWidth, tileWidth)
  }
}
