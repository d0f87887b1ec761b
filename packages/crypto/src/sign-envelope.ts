import { digest } from '#platform'
import { asBytes, copyOf, toHex } from './bytes.ts'
import { badEnvelope, properCopy, readEnvelope } from './envelope.ts'
import type { Envelope } from './envelope-types.ts'
import { signaturesMax } from './limits.ts'
import { encodePae } from './pae.ts'
import { readSigner } from './read-arguments.ts'
import type { Signer } from './signer.ts'

/** The envelope with one more signature, the signer's, at the end. Errors: BAD_ENVELOPE, the signer's. */
export async function signEnvelope(envelope: Envelope, signer: Signer): Promise<Envelope> {
  const given = readEnvelope(envelope)
  const by = readSigner(signer)
  // CRY-046
  const { payloadType, payload, signatures } = properCopy(given)
  // CRY-047
  if (signatures.length >= signaturesMax) throw badEnvelope(`An envelope has at most ${signaturesMax} signatures.`)
  const publicKey = copyOf(by.publicKey)
  // CRY-048: the call is made before anything is awaited, so that a later `destroy` does not matter.
  const signed = await by.sign(encodePae(payloadType, payload))
  const sig = copyOf(asBytes(signed, 'What a signer resolves to'))
  // CRY-049
  const keyid = toHex(await digest('SHA-256', publicKey))
  return { payloadType, payload, signatures: [...signatures, { keyid, sig }] }
}
