import { contract } from '@canon/contract'
import type * as Log from '#surface/log'
import { argumentTypeLaws } from './log/argument-types.laws.ts'
import { checkpointLaws } from './log/checkpoints.laws.ts'
import { cosignatureLaws } from './log/cosignatures.laws.ts'
import { entryBundleLaws } from './log/entry-bundles.laws.ts'
import { errorLaws } from './log/errors.laws.ts'
import { keyLaws } from './log/keys.laws.ts'
import { noteLaws } from './log/notes.laws.ts'
import { policyLaws } from './log/policies.laws.ts'
import { tileProofLaws } from './log/proofs-from-tiles.laws.ts'
import { quorumLaws } from './log/quorums.laws.ts'
import { signedNoteLaws } from './log/signed-notes.laws.ts'
import { stapledProofLaws } from './log/stapled-proofs.laws.ts'
import { tileLaws } from './log/tiles.laws.ts'
import { treeLaws } from './log/tree.laws.ts'
import { verifierLaws } from './log/verifiers.laws.ts'

/*
 * Left out of the field's vectors, with the reason:
 * - merkle/testdata/subtree*: subtrees are no operation of this package.
 * - consistency/additional/sizes-are-equal-one-and-proof-is-empty: wants roots of 12 bytes accepted (LOG-030).
 * - formats-note-verifier, formats-cosigv1, formats-rfc6962-note: keys of the types ECDSA, RFC 6962 and ML-DSA are expected to be refused here.
 * - formats-checkpoint marshal, accepted unmarshal, parse_checkpoint: roots that are not 32 bytes; origin_id: no operation.
 * - formats-tlog-policy-pr269: names that are not UTF-8; key ids of 00000000 are replaced by the right ones; marshalling: no operation.
 * - formats-witness policies: another dialect. formats-tlog-proof "buffer too large": refused here for its hash line.
 * - sumdb-note: a text alone has no operation that signs what is already a note; sumdb-tlog records and tile heights other than 8: other formats.
 */

export default contract<typeof Log>('log', (context) => {
  treeLaws(context)
  verifierLaws(context)
  errorLaws(context)
  argumentTypeLaws(context)
  keyLaws(context)
  noteLaws(context)
  signedNoteLaws(context)
  checkpointLaws(context)
  cosignatureLaws(context)
  policyLaws(context)
  quorumLaws(context)
  tileLaws(context)
  tileProofLaws(context)
  entryBundleLaws(context)
  stapledProofLaws(context)
})
