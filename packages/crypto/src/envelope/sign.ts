import { sha256 } from '#platform'
import { toHex } from '../bytes.ts'
import { bytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { checkSigner } from '../sign/signer.ts'
import type { Signer } from '../sign/signer.ts'
import { pae } from './pae.ts'
import { checkProper, readEnvelope, signaturesMax } from './proper.ts'
import type { Envelope, EnvelopeSignature } from './types.ts'

/** The envelope with one more signature, the signer's, at the end. */
export async function signEnvelope(envelope: Envelope, signer: Signer): Promise<Envelope> {
  const given = readEnvelope(envelope)
  const by = checkSigner(signer)
  checkProper(given)
  // CRY-047
  if (given.signatures.length >= signaturesMax) refuse('BAD_ENVELOPE', 'the envelope has as many signatures as it may')
  const { payloadType } = given
  const payload = given.payload.slice()
  const signatures = given.signatures.map(copySignature)
  const keyid = toHex(sha256(bytes(by.publicKey, 'publicKey of signer')))
  // CRY-048
  const sig = bytes(await by.sign(pae(payloadType, payload)), 'the signature of signer').slice()
  // CRY-049
  signatures.push({ keyid, sig })
  return { payloadType, payload, signatures }
}

/** A copy, without an empty keyid. */
export function copySignature({ keyid, sig }: EnvelopeSignature): EnvelopeSignature {
  return keyid === undefined || keyid === '' ? { sig: sig.slice() } : { keyid, sig: sig.slice() }
}
