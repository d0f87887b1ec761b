import { fromBase64, toBase64 } from './base64.ts'
import type { Bytes } from './bytes.ts'
import { canonicalize } from './canonicalize.ts'
import { badEnvelope, properCopy, readEnvelope } from './envelope.ts'
import type { EnvelopeArgument } from './envelope.ts'
import type { Envelope } from './envelope-types.ts'
import type { JsonValue } from './json-value.ts'
import { parseJson } from './parse-json.ts'

/** The envelope as canonical JSON. Errors: BAD_ENVELOPE. */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  // CRY-046
  const { payloadType, payload, signatures } = properCopy(readEnvelope(envelope))
  // CRY-056
  return canonicalize({
    payload: toBase64(payload),
    payloadType,
    signatures: signatures.map(({ keyid, sig }) => (keyid === undefined ? { sig: toBase64(sig) } : { keyid, sig: toBase64(sig) })),
  })
}

/** Reads an envelope. Errors: those of `parseJson`, BAD_ENVELOPE. */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  // CRY-057
  const value = parseJson(bytes)
  // CRY-060, CRY-061
  return properCopy(envelopeOf(value))
}

function envelopeOf(value: JsonValue): EnvelopeArgument {
  const members = membersOf(value, ['payload', 'payloadType', 'signatures'], [])
  const payload = bytesOf(members.get('payload'))
  const payloadType = stringOf(members.get('payloadType'))
  const list = members.get('signatures')
  // CRY-058
  if (!Array.isArray(list)) throw badEnvelope('The signatures of an envelope are an array.')
  return { payloadType, payload, signatures: list.map(signatureOf) }
}

function signatureOf(value: JsonValue): EnvelopeArgument['signatures'][number] {
  const members = membersOf(value, ['sig'], ['keyid'])
  const keyid = members.has('keyid') ? stringOf(members.get('keyid')) : undefined
  return { keyid, sig: bytesOf(members.get('sig')) }
}

/** The members of an object: all that are needed, some that are allowed, and no others. */
function membersOf(value: JsonValue, needed: readonly string[], allowed: readonly string[]): Map<string, JsonValue> {
  // CRY-058
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badEnvelope('An object is missing.')
  const members = new Map(Object.entries(value))
  // CRY-058
  if (!needed.every((key) => members.has(key))) throw badEnvelope('A member is missing.')
  // CRY-058
  for (const key of members.keys()) {
    if (!needed.includes(key) && !allowed.includes(key)) throw badEnvelope('There is a member too many.')
  }
  return members
}

function stringOf(value: JsonValue | undefined): string {
  // CRY-058
  if (typeof value !== 'string') throw badEnvelope('A string is missing.')
  return value
}

function bytesOf(value: JsonValue | undefined): Bytes {
  const bytes = fromBase64(stringOf(value))
  // CRY-059
  if (bytes === undefined) throw badEnvelope('Bytes are not in Base64 as RFC 4648, section 4, writes it.')
  return bytes
}
