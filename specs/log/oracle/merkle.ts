import { createHash } from 'node:crypto'

/** The tree by its definition: no caching, no loops, plain recursion over lists of leaf hashes. */

export const H = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest())

export const leafOf = (entry: Uint8Array): Uint8Array => H(Uint8Array.of(0), entry)
const nodeOf = (left: Uint8Array, right: Uint8Array): Uint8Array => H(Uint8Array.of(1), left, right)

/** The largest power of two smaller than n, for n > 1. */
export function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return H()
  if (leaves.length === 1) return leaves[0]!
  const k = splitOf(leaves.length)
  return nodeOf(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}

export function pathOf(index: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = splitOf(leaves.length)
  return index < k
    ? [...pathOf(index, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...pathOf(index - k, leaves.slice(k)), rootOf(leaves.slice(0, k))]
}

export function subproofOf(m: number, leaves: readonly Uint8Array[], whole = true): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [rootOf(leaves)]
  const k = splitOf(leaves.length)
  return m <= k
    ? [...subproofOf(m, leaves.slice(0, k), whole), rootOf(leaves.slice(k))]
    : [...subproofOf(m - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))]
}

export interface InclusionClaim {
  index: number
  size: number
  leaf: Uint8Array
  proof: Uint8Array[]
  root: Uint8Array
}

const whole = (value: number, low: number, high: number) => Number.isSafeInteger(value) && value >= low && value <= high
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

/** The code with which the claim is refused, or undefined. */
export function judgeInclusion(claim: InclusionClaim): string | undefined {
  if (!whole(claim.size, 1, Number.MAX_SAFE_INTEGER)) return 'BAD_SIZE'
  if (!whole(claim.index, 0, claim.size - 1)) return 'BAD_INDEX'
  if ([claim.leaf, claim.root, ...claim.proof].some((hash) => hash.length !== 32)) return 'BAD_HASH'
  if (claim.proof.length !== pathLength(claim.index, claim.size)) return 'BAD_PROOF'
  return same(climb(claim.index, claim.size, claim.leaf, claim.proof), claim.root) ? undefined : 'ROOT_MISMATCH'
}

function pathLength(index: number, size: number): number {
  if (size === 1) return 0
  const k = splitOf(size)
  return 1 + (index < k ? pathLength(index, k) : pathLength(index - k, size - k))
}

function climb(index: number, size: number, leaf: Uint8Array, proof: readonly Uint8Array[]): Uint8Array {
  if (size === 1) return leaf
  const k = splitOf(size)
  const [rest, last] = [proof.slice(0, -1), proof.at(-1)!]
  return index < k ? nodeOf(climb(index, k, leaf, rest), last) : nodeOf(last, climb(index - k, size - k, leaf, rest))
}

export interface ConsistencyClaim {
  oldSize: number
  newSize: number
  oldRoot: Uint8Array
  newRoot: Uint8Array
  proof: Uint8Array[]
}

/** The code with which the claim is refused, or undefined. */
export function judgeConsistency(claim: ConsistencyClaim): string | undefined {
  if (!whole(claim.newSize, 1, Number.MAX_SAFE_INTEGER) || !whole(claim.oldSize, 1, claim.newSize)) return 'BAD_SIZE'
  if ([claim.oldRoot, claim.newRoot, ...claim.proof].some((hash) => hash.length !== 32)) return 'BAD_HASH'
  if (claim.proof.length !== subproofLength(claim.oldSize, claim.newSize, true)) return 'BAD_PROOF'
  const [old, now] = rebuild(claim.oldSize, claim.newSize, true, claim.oldRoot, claim.proof)
  return same(old, claim.oldRoot) && same(now, claim.newRoot) ? undefined : 'ROOT_MISMATCH'
}

function subproofLength(m: number, n: number, isWhole: boolean): number {
  if (m === n) return isWhole ? 0 : 1
  const k = splitOf(n)
  return 1 + (m <= k ? subproofLength(m, k, isWhole) : subproofLength(m - k, n - k, false))
}

type Pair = readonly [old: Uint8Array, now: Uint8Array]

function rebuild(m: number, n: number, isWhole: boolean, oldRoot: Uint8Array, proof: readonly Uint8Array[]): Pair {
  if (m === n) return isWhole ? [oldRoot, oldRoot] : [proof[0]!, proof[0]!]
  const k = splitOf(n)
  const [rest, last] = [proof.slice(0, -1), proof.at(-1)!]
  const [old, now] = m <= k ? rebuild(m, k, isWhole, oldRoot, rest) : rebuild(m - k, n - k, false, oldRoot, rest)
  return m <= k ? [old, nodeOf(now, last)] : [nodeOf(last, old), nodeOf(last, now)]
}
