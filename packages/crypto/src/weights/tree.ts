import { sha256, sha256Pair } from '#platform'
import { bytes as checkBytes, list } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { chunksMax } from './sizes.ts'

const hashBytes = 32
const leaf = Uint8Array.of(0)

export function chunkHash(sealed: Uint8Array): Uint8Array {
  // CRY-242
  return sha256Pair(leaf, sealed)
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const node = new Uint8Array(1 + 2 * hashBytes)
  node[0] = 1
  node.set(left, 1)
  node.set(right, 1 + hashBytes)
  return sha256(node)
}

/** Hashes one after another in one buffer; a copy. Undefined where one has another length. */
export function flatten(hashes: readonly Uint8Array[]): Uint8Array | undefined {
  if (hashes.some((hash) => hash.length !== hashBytes)) return undefined
  const flat = new Uint8Array(hashes.length * hashBytes)
  for (const [i, hash] of hashes.entries()) flat.set(hash, i * hashBytes)
  return flat
}

export function hashAt(flat: Uint8Array, index: number): Uint8Array {
  return flat.subarray(index * hashBytes, (index + 1) * hashBytes)
}

/** The level of the tree above this one; a last hash without a partner goes up as it is. */
function above(level: Uint8Array): Uint8Array {
  const count = level.length / hashBytes
  const next = new Uint8Array(Math.ceil(count / 2) * hashBytes)
  for (let i = 0; i < count; i += 2) next.set(i + 1 < count ? nodeHash(hashAt(level, i), hashAt(level, i + 1)) : hashAt(level, i), (i / 2) * hashBytes)
  return next
}

/** All levels of the tree, the hashes first and the root last. */
export function levelsOf(flat: Uint8Array): Uint8Array[] {
  const levels = [flat]
  for (let level = flat; level.length > hashBytes; levels.push(level)) level = above(level)
  return levels
}

export function rootOf(flat: Uint8Array): Uint8Array {
  let level = flat
  while (level.length > hashBytes) level = above(level)
  return level.slice()
}

/** The inclusion proof of RFC 9162, section 2.1.3. */
export function pathOf(levels: readonly Uint8Array[], index: number): Uint8Array[] {
  const path: Uint8Array[] = []
  let at = index
  for (const level of levels.slice(0, -1)) {
    const sibling = at ^ 1
    if (sibling * hashBytes < level.length) path.push(hashAt(level, sibling).slice())
    at >>= 1
  }
  return path
}

/** The root to which a path leads, or undefined where it has another length than the path of this place. */
export function climb(hash: Uint8Array, index: number, count: number, path: readonly Uint8Array[]): Uint8Array | undefined {
  let root = hash
  let at = index
  let used = 0
  for (let width = count; width > 1; width = Math.ceil(width / 2)) {
    if ((at ^ 1) < width) {
      const sibling = path[used++]
      if (sibling === undefined || sibling.length !== hashBytes) return undefined
      root = at % 2 === 0 ? nodeHash(root, sibling) : nodeHash(sibling, root)
    }
    at >>= 1
  }
  return used === path.length ? root : undefined
}

/** The root of hashes that come one by one: it keeps those of the full trees so far. */
export class GrowingRoot {
  readonly #full: (Uint8Array | undefined)[] = []

  add(hash: Uint8Array): void {
    let node = hash
    let height = 0
    for (let other = this.#full[height]; other !== undefined; other = this.#full[height]) {
      node = nodeHash(other, node)
      this.#full[height++] = undefined
    }
    this.#full[height] = node
  }

  root(): Uint8Array {
    let root: Uint8Array | undefined
    for (const node of this.#full) if (node !== undefined) root = root === undefined ? node : nodeHash(node, root)
    return (root ?? new Uint8Array(hashBytes)).slice()
  }
}

/** SHA-256 of `0x00` and the sealed chunk. */
export async function sealedChunkHash(sealed: Uint8Array): Promise<Uint8Array> {
  return chunkHash(checkBytes(sealed, 'sealed'))
}

/** The root of 1 or more chunk hashes. */
export async function sealedFileRoot(hashes: Uint8Array[]): Promise<Uint8Array> {
  const given = list(hashes, 'hashes', checkBytes)
  // CRY-243
  if (given.length < 1 || given.length > chunksMax) refuse('BAD_HASHES', 'there are no hashes, or too many')
  const flat = flatten(given) ?? refuse('BAD_HASHES', 'a hash is not 32 bytes long')
  // CRY-244
  return rootOf(flat)
}
