import { copyOf, lengthOf, sameBytes } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import { hashNode } from './hashes.ts'
import type { Hash } from './hashes.ts'
import { isIntegerIn } from './integers.ts'
import { hashBytes, sizeMax } from './limits.ts'
import { inclusionPath } from './proof-paths.ts'
import type { Step } from './proof-paths.ts'
import { asBytes, asList, asNumber, asRecord } from './read-arguments.ts'

export interface Inclusion {
  index: number
  size: number
  leaf: Hash
  proof: Hash[]
  root: Hash
}

/** Resolves when the proof shows the leaf at the index under the root. Errors: BAD_SIZE, BAD_INDEX, BAD_HASH, BAD_PROOF, ROOT_MISMATCH. */
export async function verifyInclusion(inclusion: Inclusion): Promise<void> {
  const { index, size, leaf, proof, root } = readInclusion(inclusion)
  // LOG-022
  if (!isIntegerIn(size, 1, sizeMax)) throw new LogError('BAD_SIZE', `A size is an integer from 1 to ${sizeMax}.`)
  // LOG-023
  if (!isIntegerIn(index, 0, size - 1)) throw new LogError('BAD_INDEX', 'An index is an integer below the size.')
  // LOG-024
  if ([leaf, root, ...proof].some((hash) => lengthOf(hash) !== hashBytes)) {
    throw new LogError('BAD_HASH', `A hash has ${hashBytes} bytes.`)
  }
  const path = inclusionPath(index, size)
  // LOG-025
  if (proof.length !== path.length) {
    throw new LogError('BAD_PROOF', `The proof of this entry in a tree of this size has ${path.length} hashes.`)
  }
  const expected = copyOf(root)
  const computed = await climb(copyOf(leaf), path, proof.map(copyOf))
  // LOG-026
  if (!sameBytes(computed, expected)) throw new LogError('ROOT_MISMATCH', 'The proof leads to another root.')
  // LOG-027
}

function readInclusion(value: unknown): Inclusion {
  const inclusion = asRecord(value, 'inclusion')
  return {
    index: asNumber(inclusion['index'], 'index of inclusion'),
    size: asNumber(inclusion['size'], 'size of inclusion'),
    leaf: asBytes(inclusion['leaf'], 'leaf of inclusion'),
    proof: asList(inclusion['proof'], 'proof of inclusion', asBytes),
    root: asBytes(inclusion['root'], 'root of inclusion'),
  }
}

async function climb(leaf: Bytes, path: readonly Step[], proof: readonly Bytes[]): Promise<Bytes> {
  let hash = leaf
  for (const [i, sibling] of proof.entries()) {
    hash = await (path[i]?.side === 'left' ? hashNode(sibling, hash) : hashNode(hash, sibling))
  }
  return hash
}
