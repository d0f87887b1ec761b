import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import { HashList } from './hash-list.ts'
import { asEntry, emptyRoot, hashEntry, hashNode } from './hashes.ts'
import type { Digest, Hash } from './hashes.ts'
import { isIntegerIn } from './integers.ts'
import { consistencySpans, inclusionSpans } from './proof-paths.ts'
import { asNumber, asString } from './read-arguments.ts'
import { spanRoot, spanRoots } from './spans.ts'
import { readTilePath } from './tile-path.ts'

/** An append-only tree held in memory. */
export class MerkleTree {
  // LOG-020: the roots of the perfect subtrees, by height; of n entries fewer than 2n.
  #levels: HashList[] = []
  #size = 0
  /** Settles when the hashes of all accepted entries are in `#levels`. */
  #stored: Promise<void> = Promise.resolve()

  /** Number of entries. */
  get size(): number {
    // LOG-008
    return this.#size
  }

  /** Appends an entry; resolves to its index. Errors: ENTRY_TOO_LARGE. */
  async append(entry: Uint8Array): Promise<number> {
    const earlier = this.#stored
    // LOG-006
    const leaf = hashEntry(asEntry(entry))
    // LOG-007
    const index = this.#size++
    this.#stored = this.#store(earlier, index, leaf)
    await this.#stored
    return index
  }

  /** Root of the tree of this size; of the whole tree when size is left out. Errors: BAD_SIZE. */
  async root(size?: number): Promise<Hash> {
    // LOG-012, LOG-013
    const wanted = size === undefined ? this.#size : asNumber(size, 'size')
    // LOG-014
    if (!isIntegerIn(wanted, 0, this.#size)) throw badSize('A size is an integer from 0 to that of the tree.')
    await this.#stored
    // LOG-009
    if (wanted === 0) return emptyRoot()
    return spanRoot({ start: 0, end: wanted }, this.#subtreeRoot)
  }

  /** Proof that entry `index` is in the tree of size `size`. Errors: BAD_SIZE, BAD_INDEX. */
  async inclusionProof(index: number, size: number): Promise<Hash[]> {
    const place = asNumber(index, 'index')
    const wanted = asNumber(size, 'size')
    // LOG-016
    if (!isIntegerIn(wanted, 1, this.#size)) throw badSize('A size is an integer from 1 to that of the tree.')
    // LOG-017
    if (!isIntegerIn(place, 0, wanted - 1)) throw new LogError('BAD_INDEX', 'An index is an integer below the size.')
    await this.#stored
    // LOG-015
    return spanRoots(inclusionSpans(place, wanted), this.#subtreeRoot)
  }

  /** Proof that the tree of size `oldSize` is a prefix of that of size `newSize`. Errors: BAD_SIZE. */
  async consistencyProof(oldSize: number, newSize: number): Promise<Hash[]> {
    const older = asNumber(oldSize, 'oldSize')
    const newer = asNumber(newSize, 'newSize')
    // LOG-019
    if (!isIntegerIn(newer, 1, this.#size) || !isIntegerIn(older, 1, newer)) {
      throw badSize('Sizes are integers from 1 to that of the tree, the old one not above the new one.')
    }
    await this.#stored
    // LOG-018
    return spanRoots(consistencySpans(older, newer), this.#subtreeRoot)
  }

  /** Bytes of the hash tile at this path. Errors: BAD_TILE_PATH, NO_SUCH_TILE. */
  async tile(path: string): Promise<Uint8Array> {
    const size = this.#size
    // LOG-107
    const { level, index, width } = readTilePath(asString(path, 'path'))
    // LOG-107
    if (level === 'entries') throw new LogError('BAD_TILE_PATH', 'A tree keeps no entries.')
    // LOG-108: where the sum is rounded, it is far above any size; powers of two multiply exactly.
    if ((256 * index + width) * 256 ** level > size) {
      throw new LogError('NO_SUCH_TILE', 'The tree does not reach that far.')
    }
    await this.#stored
    // LOG-109
    return this.#level(8 * level).slice(256 * index, width)
  }

  /** Puts the hash of an entry, and those of the subtrees that it completes, into the levels. */
  async #store(earlier: Promise<void>, index: number, leaf: Digest): Promise<void> {
    await earlier
    let hash = await leaf
    this.#level(0).push(hash)
    let height = 0
    for (let place = index; place % 2 === 1; place = (place - 1) / 2) {
      hash = await hashNode(this.#level(height).slice(place - 1, 1), hash)
      height++
      this.#level(height).push(hash)
    }
  }

  #subtreeRoot = async (start: number, height: number): Promise<Bytes> =>
    this.#level(height).slice(start / 2 ** height, 1)

  #level(height: number): HashList {
    return (this.#levels[height] ??= new HashList())
  }
}

function badSize(message: string): LogError {
  return new LogError('BAD_SIZE', message)
}
