import { equalBytes } from '../bytes.ts'
import { bytes, list, number, record, text, within } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { keyBytes, signatureBytes, verifySignature } from '../sign/verify.ts'
import { pae } from './pae.ts'
import { checkProper, readEnvelope } from './proper.ts'
import type { Envelope, EnvelopePolicy, VerifiedEnvelope } from './types.ts'

const keysMax = 16

/** The payload, when enough trusted keys signed it. */
export async function verifyEnvelope(envelope: Envelope, policy: EnvelopePolicy): Promise<VerifiedEnvelope> {
  const given = readEnvelope(envelope)
  const asked = readPolicy(policy)
  checkProper(given)
  checkPolicy(asked)
  // CRY-051
  if (given.payloadType !== asked.payloadType) refuse('PAYLOAD_TYPE_MISMATCH', 'the payload is of another type than asked')
  const { payloadType } = given
  const payload = given.payload.slice()
  const keys = asked.keys.map((key) => key.slice())
  const message = pae(payloadType, payload)
  // CRY-053
  const sigs = given.signatures.filter(({ sig }) => sig.length === signatureBytes).map(({ sig }) => sig.slice())
  const signed: Uint8Array[] = []
  for (const key of keys) if (await anySigned(key, message, sigs)) signed.push(key)
  // CRY-052
  if (signed.length < asked.threshold) refuse('THRESHOLD_NOT_MET', 'too few trusted keys signed the envelope')
  // CRY-055
  return { payloadType, payload, keys: signed }
}

async function anySigned(key: Uint8Array, message: Uint8Array, sigs: Uint8Array[]): Promise<boolean> {
  for (const sig of sigs) if (await verifySignature(key, message, sig)) return true
  return false
}

function readPolicy(value: unknown): EnvelopePolicy {
  const policy = record(value, 'policy')
  return {
    payloadType: text(policy['payloadType'], 'payloadType of policy'),
    keys: list(policy['keys'], 'keys', bytes),
    threshold: number(policy['threshold'], 'threshold'),
  }
}

function checkPolicy({ keys, threshold }: EnvelopePolicy): void {
  // CRY-050
  if (keys.length < 1 || keys.length > keysMax) refuse('BAD_POLICY', 'the policy has no keys, or too many')
  if (keys.some((key) => key.length !== keyBytes)) refuse('BAD_POLICY', 'a key of the policy is not 32 bytes long')
  if (keys.some((key, i) => keys.some((other, j) => j < i && equalBytes(key, other)))) refuse('BAD_POLICY', 'the policy has a key twice')
  if (!within(threshold, 1, keys.length)) refuse('BAD_POLICY', 'the threshold is out of range')
}
