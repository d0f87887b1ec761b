import { canonicalize } from '../json/canonicalize.ts'
import { toBase64 } from './base64.ts'
import { checkProper, readEnvelope } from './proper.ts'
import type { Envelope } from './types.ts'

/** The envelope as canonical JSON. */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  const given = readEnvelope(envelope)
  checkProper(given)
  // CRY-056
  return canonicalize({
    payload: toBase64(given.payload),
    payloadType: given.payloadType,
    signatures: given.signatures.map(({ keyid, sig }) => {
      const encoded = toBase64(sig)
      return keyid === undefined || keyid === '' ? { sig: encoded } : { keyid, sig: encoded }
    }),
  })
}
