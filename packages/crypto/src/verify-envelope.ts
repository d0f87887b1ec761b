import { copyOf, lengthOf, toHex } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { properCopy, readEnvelope } from './envelope.ts'
import type { Envelope, EnvelopePolicy, VerifiedEnvelope } from './envelope-types.ts'
import { CryptoError } from './errors.ts'
import { keyBytes, keysMax, signatureBytes } from './limits.ts'
import { encodePae } from './pae.ts'
import { readPolicy } from './read-arguments.ts'
import type { PolicyArgument } from './read-arguments.ts'
import { isSignature } from './verify-signature.ts'

/** The payload, when enough trusted keys signed it. Errors: BAD_ENVELOPE, BAD_POLICY, PAYLOAD_TYPE_MISMATCH, THRESHOLD_NOT_MET. */
export async function verifyEnvelope(envelope: Envelope, policy: EnvelopePolicy): Promise<VerifiedEnvelope> {
  const given = readEnvelope(envelope)
  const asked = readPolicy(policy)
  // CRY-046
  const { payloadType, payload, signatures } = properCopy(given)
  const trusted = keysOf(asked)
  // CRY-051
  if (payloadType !== asked.payloadType) {
    throw new CryptoError('PAYLOAD_TYPE_MISMATCH', 'The payload has another type than asked.')
  }
  const message = encodePae(payloadType, payload)
  // CRY-053: signatures of other lengths are passed over.
  const candidates = signatures.map(({ sig }) => sig).filter((sig) => sig.length === signatureBytes)
  const { threshold } = asked
  const keys: Uint8Array[] = []
  for (const key of trusted) {
    if (await hasSigned(key, message, candidates)) keys.push(key)
  }
  // CRY-052
  if (keys.length < threshold) throw new CryptoError('THRESHOLD_NOT_MET', 'Too few trusted keys signed the payload.')
  // CRY-055
  return { payloadType, payload, keys }
}

/** Copies of the keys of a policy that can be met. */
function keysOf({ keys, threshold }: PolicyArgument): Bytes[] {
  // CRY-050
  if (keys.length < 1 || keys.length > keysMax) throw badPolicy(`A policy has 1 to ${keysMax} keys.`)
  // CRY-050
  if (keys.some((key) => lengthOf(key) !== keyBytes)) throw badPolicy(`A public key has ${keyBytes} bytes.`)
  const copies = keys.map(copyOf)
  // CRY-050
  if (new Set(copies.map(toHex)).size !== copies.length) throw badPolicy('The keys of a policy are distinct.')
  // CRY-050
  if (!Number.isSafeInteger(threshold) || threshold < 1 || threshold > keys.length) {
    throw badPolicy('The threshold of a policy is an integer from 1 to the number of its keys.')
  }
  return copies
}

// CRY-052
async function hasSigned(key: Bytes, message: Bytes, candidates: readonly Bytes[]): Promise<boolean> {
  for (const signature of candidates) {
    if (await isSignature(key, message, signature)) return true
  }
  return false
}

function badPolicy(message: string): CryptoError {
  return new CryptoError('BAD_POLICY', message)
}
