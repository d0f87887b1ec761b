import { refuse } from '../errors.ts'
import { parseJson } from '../json/parse.ts'
import type { JsonValue } from '../json/value.ts'
import { fromBase64 } from './base64.ts'
import { checkProper } from './proper.ts'
import type { Envelope, EnvelopeSignature } from './types.ts'

/** Reads an envelope. */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  // CRY-057
  const read = object(parseJson(bytes), ['payload', 'payloadType', 'signatures'])
  const { payload, payloadType, signatures } = read
  // CRY-058
  if (!Array.isArray(signatures)) bad()
  const shaped = signatures.map(shape)
  const type = string(payloadType)
  const body = string(payload)
  // CRY-059
  const envelope: Envelope = { payloadType: type, payload: base64(body), signatures: [] }
  const decoded = shaped.map(({ keyid, sig }) => (keyid === undefined ? { sig: base64(sig) } : { keyid, sig: base64(sig) }))
  // CRY-060
  checkProper({ ...envelope, signatures: decoded })
  // CRY-061
  envelope.signatures = decoded.map(({ keyid, sig }): EnvelopeSignature => (keyid === undefined || keyid === '' ? { sig } : { keyid, sig }))
  return envelope
}

function shape(value: JsonValue): { keyid?: string; sig: string } {
  const hasKeyid = typeof value === 'object' && value !== null && Object.hasOwn(value, 'keyid')
  const { keyid, sig } = object(value, hasKeyid ? ['keyid', 'sig'] : ['sig'])
  return hasKeyid ? { keyid: string(keyid), sig: string(sig) } : { sig: string(sig) }
}

/** An object with exactly these members. */
function object(value: JsonValue, names: string[]): { [key: string]: JsonValue } {
  // CRY-058
  if (typeof value !== 'object' || value === null || Array.isArray(value)) bad()
  if (Object.keys(value).length !== names.length || !names.every((name) => Object.hasOwn(value, name))) bad()
  return value
}

function string(value: JsonValue | undefined): string {
  // CRY-058
  if (typeof value !== 'string') bad()
  return value
}

function base64(text: string): Uint8Array {
  // CRY-059
  return fromBase64(text) ?? bad()
}

function bad(): never {
  refuse('BAD_ENVELOPE', 'the text is not that of a proper envelope')
}
