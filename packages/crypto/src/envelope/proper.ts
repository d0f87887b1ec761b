import { bytes, list, record, text } from '../check/values.ts'
import { refuse } from '../errors.ts'
import type { Envelope, EnvelopeSignature } from './types.ts'

const payloadTypeMax = 256
const payloadBytesMax = 524288
export const signaturesMax = 16
const sigBytesMax = 8192
const keyidMax = 256

/** The envelope's members, read once; their bytes are still the caller's. */
export function readEnvelope(value: unknown): Envelope {
  const envelope = record(value, 'envelope')
  return {
    payloadType: text(envelope['payloadType'], 'payloadType'),
    payload: bytes(envelope['payload'], 'payload'),
    signatures: list(envelope['signatures'], 'signatures', readSignature),
  }
}

function readSignature(value: unknown, what: string): EnvelopeSignature {
  const signature = record(value, what)
  const keyid = signature['keyid']
  const sig = bytes(signature['sig'], 'sig')
  return keyid === undefined ? { sig } : { keyid: text(keyid, 'keyid'), sig }
}

/** Refuses what is not a proper envelope. */
export function checkProper(envelope: Envelope): void {
  // CRY-046
  const { payloadType, payload, signatures } = envelope
  if (!payloadType.isWellFormed() || payloadType.length < 1 || payloadType.length > payloadTypeMax) bad('payload type')
  if (payload.length > payloadBytesMax) bad('payload')
  if (signatures.length > signaturesMax) bad('list of signatures')
  for (const { keyid, sig } of signatures) {
    if (sig.length < 1 || sig.length > sigBytesMax) bad('signature')
    if (keyid !== undefined && (!keyid.isWellFormed() || keyid.length > keyidMax)) bad('keyid')
  }
}

function bad(part: string): never {
  refuse('BAD_ENVELOPE', `the envelope's ${part} is not as it must be`)
}
