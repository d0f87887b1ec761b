import { createECDH, createHash } from 'node:crypto'
import type { JsonValue, WeakNearAlgorithm } from '#surface/crypto'
import { utf8 } from '../drivers/values.ts'
import { joined, littleEndian, number, P } from './edwards.ts'
import { encapsulated, ends, nonceAt } from './hpke.ts'
import { expand, extract, i2osp, opened, sealed, xPublic, xShared } from './primitives.ts'
import { keyPair } from './values.ts'
import { xChaChaOpened, xChaChaSealed } from './x-chacha.ts'

/** NEAR's fields, version 2, and EHBP, written from their definitions over the other oracles. */
export const nearAlgorithms: readonly WeakNearAlgorithm[] = ['ed25519', 'ecdsa']
export const nearNonceBytes = (algorithm: WeakNearAlgorithm) => (algorithm === 'ed25519' ? 24 : 12)
export const nearPointBytes = (algorithm: WeakNearAlgorithm) => (algorithm === 'ed25519' ? 32 : 65)
/** Of a sealed field beyond its plaintext. */
export const nearOverhead = (algorithm: WeakNearAlgorithm) => nearPointBytes(algorithm) + nearNonceBytes(algorithm) + 16

export const EHBP_FRAME_MAX = 1048576
const NONE = new Uint8Array(0)

/** u of the point with this encoding, which is not that of the neutral one. */
export function montgomeryOf(publicKey: Uint8Array): Uint8Array {
  const y = number(publicKey) & (2n ** 255n - 1n)
  return littleEndian(((1n + y) * inverse((((1n - y) % P) + P) % P)) % P)
}

export function montgomerySecret(seed: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha512').update(seed).digest()).slice(0, 32)
}

export function pointOf(secret: Uint8Array): Uint8Array {
  const pair = createECDH('secp256k1')
  pair.setPrivateKey(secret)
  return new Uint8Array(pair.getPublicKey(null, 'uncompressed'))
}

export function nearPublicOf(algorithm: WeakNearAlgorithm, secret: Uint8Array): Uint8Array {
  return algorithm === 'ed25519' ? keyPair(secret).publicKey : pointOf(secret)
}

/** To a good key, of 32, 64 or 65 bytes. */
export function nearSealed(
  algorithm: WeakNearAlgorithm,
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  randomness: Uint8Array,
): string {
  const secret = randomness.subarray(0, 32)
  const nonce = randomness.subarray(32)
  if (algorithm === 'ed25519') {
    const key = fieldKey(algorithm, xShared(secret, montgomeryOf(publicKey))!)
    return hex(joined(xPublic(secret), nonce, xChaChaSealed(key, nonce, plaintext)))
  }
  const key = fieldKey(algorithm, sharedPoint(secret, publicKey.length === 64 ? joined(Uint8Array.of(4), publicKey) : publicKey)!)
  return hex(joined(pointOf(secret), nonce, sealed('aes-256-gcm', key, nonce, NONE, plaintext)))
}

/** Undefined where it does not open. */
export function nearOpened(algorithm: WeakNearAlgorithm, secret: Uint8Array, text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Buffer.from(text, 'hex'))
  const point = bytes.subarray(0, nearPointBytes(algorithm))
  const nonce = bytes.subarray(point.length, point.length + nearNonceBytes(algorithm))
  const ct = bytes.subarray(point.length + nonce.length)
  const shared = algorithm === 'ed25519' ? xShared(montgomerySecret(secret), point) : sharedPoint(secret, point)
  if (shared === undefined) return undefined
  const key = fieldKey(algorithm, shared)
  return algorithm === 'ed25519' ? xChaChaOpened(key, nonce, ct) : opened('aes-256-gcm', key, nonce, NONE, ct)
}

export function fieldKey(algorithm: WeakNearAlgorithm, shared: Uint8Array): Uint8Array {
  return expand(extract(NONE, shared), utf8(`${algorithm}_encryption`), 32)
}

/** x of the shared point; undefined for what is no uncompressed point. */
export function sharedPoint(secret: Uint8Array, point: Uint8Array): Uint8Array | undefined {
  if (point[0] !== 4 || point.length !== 65) return undefined
  const pair = createECDH('secp256k1')
  pair.setPrivateKey(secret)
  try {
    return new Uint8Array(pair.computeSecret(point))
  } catch {
    return undefined
  }
}

/** The body with what `change` makes of each field that is not empty. */
export function withFields(body: JsonValue, change: (field: string) => string): JsonValue {
  const message = (value: JsonValue): JsonValue =>
    at(at(at(at(value, 'content', text), 'reasoning_content', text), 'reasoning', text), 'audio', (audio) =>
      at(audio, 'data', text),
    )
  const text = (value: JsonValue): JsonValue => (typeof value === 'string' && value !== '' ? change(value) : value)
  const choice = (value: JsonValue): JsonValue => at(at(value, 'message', message), 'delta', message)
  return at(
    at(body, 'messages', (list) => each(list, message)),
    'choices',
    (list) => each(list, choice),
  )
}

function at(value: JsonValue, name: string, change: (value: JsonValue) => JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === name ? change(item as JsonValue) : item]))
}

function each(value: JsonValue, change: (value: JsonValue) => JsonValue): JsonValue {
  return Array.isArray(value) ? value.map((item) => change(item as JsonValue)) : value
}

/** An EHBP exchange with this ephemeral secret key: message `i` of the request, and of a response. */
export function ehbp(publicKey: Uint8Array, ephemeral: Uint8Array) {
  const { enc, sharedSecret } = encapsulated('x25519', publicKey, ephemeral)
  const context = ends('x25519', 'aes-256-gcm', sharedSecret, utf8('ehbp request'))
  const secret = context.export(utf8('ehbp response'), 32)
  return {
    enc,
    secret,
    ask: (at: number, piece: Uint8Array) => frame(context.seal(at, NONE, piece)),
    asked: (at: number, ct: Uint8Array) => context.open(at, NONE, ct),
    answered: (nonce: Uint8Array, at: number, ct: Uint8Array) => {
      const { key, nonce: base } = ehbpDerived(secret, enc, nonce)
      return opened('aes-256-gcm', key, nonceAt(base, at), NONE, ct)
    },
    answer: (nonce: Uint8Array, at: number, piece: Uint8Array) => {
      const { key, nonce: base } = ehbpDerived(secret, enc, nonce)
      return frame(sealed('aes-256-gcm', key, nonceAt(base, at), NONE, piece))
    },
  }
}

export function ehbpDerived(secret: Uint8Array, enc: Uint8Array, responseNonce: Uint8Array) {
  const prk = extract(joined(enc, responseNonce), secret)
  return { key: expand(prk, utf8('key'), 32), nonce: expand(prk, utf8('nonce'), 12) }
}

export interface Given {
  readonly given: Uint8Array[]
  /** Of the error in which it ended. */
  readonly code: string | undefined
}

/** What a reader gives of this body, and the code in which it ends. */
export function framesRead(body: Uint8Array, open: (at: number, ct: Uint8Array) => Uint8Array | undefined): Given {
  const given: Uint8Array[] = []
  let counted = 0
  for (let at = 0; at < body.length; ) {
    if (body.length - at < 4) return { given, code: 'TRUNCATED' }
    const length = new DataView(body.buffer, body.byteOffset + at).getUint32(0)
    at += 4
    if (length > EHBP_FRAME_MAX + 16) return { given, code: 'TOO_LARGE' }
    if (body.length - at < length) return { given, code: 'TRUNCATED' }
    const ct = body.slice(at, at + length)
    at += length
    if (length === 0) continue
    const piece = open(counted++, ct)
    if (piece === undefined) return { given, code: 'OPEN_FAILED' }
    if (piece.length > 0) given.push(piece)
  }
  return { given, code: undefined }
}

export function frame(ct: Uint8Array): Uint8Array {
  return joined(i2osp(ct.length, 4), ct)
}

function inverse(value: bigint): bigint {
  let result = 1n
  for (let square = value, rest = P - 2n; rest > 0n; rest >>= 1n, square = (square * square) % P)
    if (rest & 1n) result = (result * square) % P
  return result
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
