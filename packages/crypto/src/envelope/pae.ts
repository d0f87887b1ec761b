import { concat, utf8 } from '../bytes.ts'
import { bytes, text } from '../check/values.ts'
import { refuse } from '../errors.ts'

/** The bytes that an envelope's signatures are over: DSSE's pre-authentication encoding. */
export function pae(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = text(payloadType, 'payloadType')
  const body = bytes(payload, 'payload')
  // CRY-044
  if (!type.isWellFormed()) refuse('BAD_STRING', 'the payload type is not well-formed')
  // CRY-045
  const encoded = utf8(type)
  return concat(utf8(`DSSEv1 ${encoded.length} `), encoded, utf8(` ${body.length} `), body)
}
