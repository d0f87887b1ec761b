import { copyOf, lengthOf, sameBytes } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import { hashNode } from './hashes.ts'
import type { Hash } from './hashes.ts'
import { isIntegerIn } from './integers.ts'
import { hashBytes, sizeMax } from './limits.ts'
import { consistencyPath } from './proof-paths.ts'
import type { Step } from './proof-paths.ts'
import { asBytes, asList, asNumber, asRecord } from './read-arguments.ts'

export interface Consistency {
  oldSize: number
  newSize: number
  oldRoot: Hash
  newRoot: Hash
  proof: Hash[]
}

/** Resolves when the proof shows the old tree to be a prefix of the new. Errors: BAD_SIZE, BAD_HASH, BAD_PROOF, ROOT_MISMATCH. */
export async function verifyConsistency(consistency: Consistency): Promise<void> {
  const { oldSize, newSize, oldRoot, newRoot, proof } = readConsistency(consistency)
  // LOG-029
  if (!isIntegerIn(newSize, 1, sizeMax) || !isIntegerIn(oldSize, 1, newSize)) {
    throw new LogError('BAD_SIZE', 'Sizes are integers from 1 on, the old one not above the new one.')
  }
  // LOG-030
  if ([oldRoot, newRoot, ...proof].some((hash) => lengthOf(hash) !== hashBytes)) {
    throw new LogError('BAD_HASH', `A hash has ${hashBytes} bytes.`)
  }
  const { first, steps } = consistencyPath(oldSize, newSize)
  const count = steps.length + (first === undefined ? 0 : 1)
  // LOG-031
  if (proof.length !== count) throw new LogError('BAD_PROOF', `The proof between these sizes has ${count} hashes.`)
  const older = copyOf(oldRoot)
  const newer = copyOf(newRoot)
  const hashes = proof.map(copyOf)
  const start = first === undefined ? older : (hashes.shift() ?? older)
  const computed = await climb(start, steps, hashes)
  // LOG-032
  if (!sameBytes(computed.older, older) || !sameBytes(computed.newer, newer)) {
    throw new LogError('ROOT_MISMATCH', 'The proof leads to other roots.')
  }
  // LOG-033
}

function readConsistency(value: unknown): Consistency {
  const consistency = asRecord(value, 'consistency')
  return {
    oldSize: asNumber(consistency['oldSize'], 'oldSize of consistency'),
    newSize: asNumber(consistency['newSize'], 'newSize of consistency'),
    oldRoot: asBytes(consistency['oldRoot'], 'oldRoot of consistency'),
    newRoot: asBytes(consistency['newRoot'], 'newRoot of consistency'),
    proof: asList(consistency['proof'], 'proof of consistency', asBytes),
  }
}

/** Both roots: what lies to the left is in both trees, what lies to the right in the new one only. */
async function climb(
  start: Bytes,
  steps: readonly Step[],
  siblings: readonly Bytes[],
): Promise<{ older: Bytes; newer: Bytes }> {
  let older = start
  let newer = start
  for (const [i, sibling] of siblings.entries()) {
    if (steps[i]?.side === 'left') {
      older = await hashNode(sibling, older)
      newer = await hashNode(sibling, newer)
    } else {
      newer = await hashNode(newer, sibling)
    }
  }
  return { older, newer }
}
