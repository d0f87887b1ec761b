import { asBytes, copyOf, lengthOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import type { EnvelopeSignature } from './envelope-types.ts'
import { CryptoError } from './errors.ts'
import { keyidMax, payloadBytesMax, payloadTypeMax, sigBytesMax, signaturesMax } from './limits.ts'
import { asList, asRecord, asString } from './read-arguments.ts'

/** An envelope whose members have the declared types; the bytes may still be somebody else's. */
export interface EnvelopeArgument {
  readonly payloadType: string
  readonly payload: Uint8Array
  readonly signatures: readonly { readonly keyid: string | undefined; readonly sig: Uint8Array }[]
}

/** A proper envelope, all of it this package's own. An empty keyid is left out. */
export interface OwnEnvelope {
  readonly payloadType: string
  readonly payload: Bytes
  readonly signatures: (EnvelopeSignature & { sig: Bytes })[]
}

/** The refusal of an envelope. */
export function badEnvelope(message: string): CryptoError {
  return new CryptoError('BAD_ENVELOPE', message)
}

/** Reads an argument, each member once. */
export function readEnvelope(value: unknown): EnvelopeArgument {
  const envelope = asRecord(value, 'An envelope')
  const payloadType = asString(envelope['payloadType'], 'A payload type')
  const payload = asBytes(envelope['payload'], 'A payload')
  const signatures = asList(envelope['signatures'], 'The signatures of an envelope', (element) => {
    const signature = asRecord(element, 'A signature of an envelope')
    const keyid = signature['keyid']
    return {
      keyid: keyid === undefined ? undefined : asString(keyid, 'A keyid'),
      sig: asBytes(signature['sig'], 'The sig of a signature'),
    }
  })
  return { payloadType, payload, signatures }
}

/** A copy of a proper envelope. */
export function properCopy(envelope: EnvelopeArgument): OwnEnvelope {
  checkProper(envelope)
  return {
    payloadType: envelope.payloadType,
    payload: copyOf(envelope.payload),
    signatures: envelope.signatures.map(({ keyid, sig }) => {
      const copy = copyOf(sig)
      return keyid === undefined || keyid === '' ? { sig: copy } : { keyid, sig: copy }
    }),
  }
}

// CRY-046, CRY-060
function checkProper({ payloadType, payload, signatures }: EnvelopeArgument): void {
  if (payloadType.length < 1 || payloadType.length > payloadTypeMax || !payloadType.isWellFormed()) {
    throw badEnvelope(`A payload type has 1 to ${payloadTypeMax} code units and no lone surrogate.`)
  }
  if (lengthOf(payload) > payloadBytesMax) throw badEnvelope(`A payload has at most ${payloadBytesMax} bytes.`)
  if (signatures.length > signaturesMax) throw badEnvelope(`An envelope has at most ${signaturesMax} signatures.`)
  for (const { keyid, sig } of signatures) {
    const length = lengthOf(sig)
    if (length < 1 || length > sigBytesMax) throw badEnvelope(`A signature has 1 to ${sigBytesMax} bytes.`)
    if (keyid !== undefined && (keyid.length > keyidMax || !keyid.isWellFormed())) {
      throw badEnvelope(`A keyid has at most ${keyidMax} code units and no lone surrogate.`)
    }
  }
}
