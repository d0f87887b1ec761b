import { asBytes, concat, lengthOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { CryptoError } from './errors.ts'
import { asString } from './read-arguments.ts'

/** The bytes that an envelope's signatures are over: DSSE's pre-authentication encoding. Errors: BAD_STRING. */
export function pae(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = asString(payloadType, 'A payload type')
  const bytes = asBytes(payload, 'A payload')
  // CRY-044
  if (!type.isWellFormed()) throw new CryptoError('BAD_STRING', 'The payload type has a lone surrogate.')
  return encodePae(type, bytes)
}

/** The same for a well-formed type. */
export function encodePae(payloadType: string, payload: Uint8Array): Bytes {
  const encoder = new TextEncoder()
  const type = encoder.encode(payloadType)
  // CRY-045
  return concat([encoder.encode(`DSSEv1 ${type.length} `), type, encoder.encode(` ${lengthOf(payload)} `), payload])
}
