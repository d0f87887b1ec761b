import { copyOf } from './bytes.ts'
import type { Checkpoint } from './checkpoint.ts'
import { asEntry, hashEntry } from './hashes.ts'
import { asPolicyText } from './parse-policy.ts'
import { asTlogProofBytes, readTlogProof } from './parse-tlog-proof.ts'
import { checkCheckpoint } from './verify-checkpoint.ts'
import type { Witnessed } from './verify-checkpoint.ts'
import { verifyInclusion } from './verify-inclusion.ts'

export interface VerifiedTlogProof {
  extra: Uint8Array
  index: number
  checkpoint: Checkpoint
  witnesses: Witnessed[]
}

/** Resolves when the entry is in a log that the policy trusts. Errors: BAD_TLOG_PROOF, those of verifyCheckpoint, leafHash and verifyInclusion. */
export async function verifyTlogProof(
  proof: Uint8Array,
  entry: Uint8Array,
  policy: string,
): Promise<VerifiedTlogProof> {
  const proofBytes = asTlogProofBytes(proof)
  const givenEntry = asEntry(entry)
  const policyText = asPolicyText(policy)
  // LOG-136, step 1
  const { extra, index, hashes, checkpoint: note } = readTlogProof(proofBytes)
  const entryBytes = copyOf(givenEntry)
  // LOG-136, step 2
  const { checkpoint, witnesses } = await checkCheckpoint(note, policyText)
  // LOG-136, step 3
  const leaf = await hashEntry(entryBytes)
  // LOG-136, step 4
  await verifyInclusion({ index, size: checkpoint.size, leaf, proof: hashes, root: checkpoint.root })
  // LOG-137
  return { extra, index, checkpoint, witnesses }
}
