import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  decapsulate,
  diffieHellman,
  encapsulate,
} from 'node:crypto'
import type { Aead, Kem, KeyConfiguration, Transcripts } from '#surface/crypto'
import { joined } from './edwards.ts'
import { varint } from './http.ts'
import { unhex } from './values.ts'

/** Oblivious HTTP computed with the platform's primitives alone: configurations, requests, replies, transcripts. */
export const kemIds = { x25519: 0x0020, 'x-wing': 0x647a } as const
export const aeadIds = { 'aes-128-gcm': 1, 'aes-256-gcm': 2, 'chacha20-poly1305': 3 } as const
export const aeads = Object.keys(aeadIds) as Aead[]
export const keyLengths = { 'aes-128-gcm': 16, 'aes-256-gcm': 32, 'chacha20-poly1305': 32 } as const

export type Direction = 'request' | 'response' | 'chunked request' | 'chunked response'

export function encodedConfiguration({ keyId, kem, publicKey, aeads: offered }: KeyConfiguration): Uint8Array {
  const suites = offered.map((aead) => joined(I2OSP(1, 2), I2OSP(aeadIds[aead], 2)))
  return joined(I2OSP(keyId, 1), I2OSP(kemIds[kem], 2), publicKey, I2OSP(4 * offered.length, 2), ...suites)
}

export function headerOf(keyId: number, kem: Kem, aead: Aead): Uint8Array {
  return joined(I2OSP(keyId, 1), I2OSP(kemIds[kem], 2), I2OSP(1, 2), I2OSP(aeadIds[aead], 2))
}

export function label(direction: Direction): Uint8Array {
  return ascii(`message/bhttp ${direction}`)
}

export function infoOf(direction: Direction, header: Uint8Array): Uint8Array {
  return joined(label(direction), Uint8Array.of(0), header)
}

/** The keys that HPKE's base mode gives both sides. */
export interface Context {
  readonly aead: Aead
  readonly enc: Uint8Array
  readonly key: Uint8Array
  readonly base: Uint8Array
  readonly exporter: Uint8Array
  readonly suite: Uint8Array
}

/** `ephemeral`: the ephemeral X25519 secret key; for x-wing ML-KEM's own randomness comes from the platform. */
export function sender(kem: Kem, aead: Aead, publicKey: Uint8Array, info: Uint8Array, ephemeral: Uint8Array): Context {
  const own = publicOf(ephemeral)
  if (kem === 'x25519') return schedule(kem, aead, own, dhkem(x25519(ephemeral, publicKey), own, publicKey), info)
  const { sharedKey, ciphertext } = encapsulate(mlKemPublic(publicKey.subarray(0, 1184)))
  const theirs = publicKey.subarray(1184)
  return schedule(
    kem,
    aead,
    joined(Uint8Array.from(ciphertext), own),
    combine(sharedKey, x25519(ephemeral, theirs), own, theirs),
    info,
  )
}

export function recipient(kem: Kem, aead: Aead, secretKey: Uint8Array, enc: Uint8Array, info: Uint8Array): Context {
  if (kem === 'x25519') return schedule(kem, aead, enc, dhkem(x25519(secretKey, enc), enc, publicOf(secretKey)), info)
  const { mlKem, x } = expanded(secretKey)
  const theirs = enc.subarray(1088)
  const shared = combine(decapsulate(mlKem, enc.subarray(0, 1088)), x25519(x, theirs), theirs, publicOf(x))
  return schedule(kem, aead, enc, shared, info)
}

/** The KEM's public key of a secret key of 32 bytes. */
export function publicKeyOf(kem: Kem, secretKey: Uint8Array): Uint8Array {
  if (kem === 'x25519') return publicOf(secretKey)
  const { mlKem, x } = expanded(secretKey)
  const spki = createPublicKey(mlKem).export({ format: 'der', type: 'spki' })
  return joined(Uint8Array.from(spki.subarray(spki.length - 1184)), publicOf(x))
}

export function sealAt(context: Context, sequence: number, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return aeadSeal(context.aead, context.key, xored(context.base, sequence), aad, plaintext)
}

export function exported(context: Context, exporterContext: Uint8Array, length: number): Uint8Array {
  return labeledExpand(context.suite, context.exporter, 'sec', exporterContext, length)
}

/** What seals a reply: RFC 9458, section 4.4. */
export function replyKeys(context: Context, direction: Direction, nonce: Uint8Array) {
  const secret = exported(context, label(direction), nonceLength(context.aead))
  return { secret, ...replyKeysOf(context.aead, context.enc, secret, nonce) }
}

export function replyKeysOf(aead: Aead, enc: Uint8Array, secret: Uint8Array, nonce: Uint8Array) {
  const prk = hmac(joined(enc, nonce), secret)
  return { prk, key: expand(prk, ascii('key'), keyLengths[aead]), base: expand(prk, ascii('nonce'), 12) }
}

/** Nr. */
export const nonceLength = (aead: Aead) => Math.max(keyLengths[aead], 12)

export function sealedReply(context: Context, response: Uint8Array, nonce: Uint8Array): Uint8Array {
  const { key, base } = replyKeys(context, 'response', nonce)
  return joined(nonce, aeadSeal(context.aead, key, base, new Uint8Array(), response))
}

/** The chunks' ciphertexts, the last of them over `last`. */
export type SealChunk = (sequence: number, aad: Uint8Array, plaintext: Uint8Array) => Uint8Array

export function replyChunks(context: Context, nonce: Uint8Array): SealChunk {
  const { key, base } = replyKeys(context, 'chunked response', nonce)
  return (sequence, aad, plaintext) => aeadSeal(context.aead, key, xored(base, sequence), aad, plaintext)
}

export function requestChunks(context: Context): SealChunk {
  return (sequence, aad, plaintext) => sealAt(context, sequence, aad, plaintext)
}

/** What a reader of these chunks gives, and the code in which it ends. */
export function readChunks(
  bytes: Uint8Array,
  open: (sequence: number, aad: Uint8Array, ct: Uint8Array) => Uint8Array,
): { pieces: Uint8Array[]; cts: Uint8Array[]; code: string | undefined } {
  const pieces: Uint8Array[] = []
  const cts: Uint8Array[] = []
  let at = 0
  for (;;) {
    const width = 1 << ((bytes[at] ?? 0) >> 6)
    if (at + width > bytes.length) return { pieces, cts, code: 'TRUNCATED' }
    let length = bytes[at]! & 0x3f
    for (let next = 1; next < width; next++) length = length * 256 + bytes[at + next]!
    at += width
    const last = length === 0
    if (last) length = bytes.length - at
    if (length > 16400) return { pieces, cts, code: 'TOO_LARGE' }
    if (length > bytes.length - at || (last && length < 16)) return { pieces, cts, code: 'TRUNCATED' }
    const ct = bytes.slice(at, at + length)
    at += length
    try {
      if (length < 16) throw new Error('shorter than a tag')
      const plaintext = open(cts.length, last ? finalAad : new Uint8Array(), ct)
      if (plaintext.length > 0) pieces.push(plaintext)
    } catch {
      return { pieces, cts, code: 'OPEN_FAILED' }
    }
    cts.push(ct)
    if (last) return { pieces, cts, code: undefined }
  }
}

/** The plaintexts of the chunks that a sealing stream makes of these pieces. */
export function chunksOf(pieces: readonly Uint8Array[]): Uint8Array[] {
  return pieces.flatMap((piece) =>
    Array.from({ length: Math.ceil(piece.length / 16384) }, (_, at) => piece.slice(16384 * at, 16384 * (at + 1))),
  )
}

export const finalAad = ascii('final')

/** Framed chunks; the last is `varint(0)` and what is sealed over `last`. */
export function framed(seal: SealChunk, chunks: readonly Uint8Array[], last = new Uint8Array()): Uint8Array[] {
  const framedOnes = chunks.map((chunk, at) => {
    const ct = seal(at, new Uint8Array(), chunk)
    return joined(varint(ct.length), ct)
  })
  return [...framedOnes, joined(varint(0), seal(chunks.length, finalAad, last))]
}

/** Hash chain over the ciphertexts of one direction. */
export function transcript(direction: 'request' | 'response', start: Uint8Array, cts: readonly Uint8Array[]): Uint8Array {
  let hash = sha256(joined(ascii(`canon/${direction}/1`), Uint8Array.of(0), start))
  for (const ct of cts) hash = sha256(joined(hash, ct))
  return hash
}

export function transcripts(
  header: Uint8Array,
  enc: Uint8Array,
  requests: readonly Uint8Array[],
  reply?: { readonly nonce: Uint8Array; readonly cts: readonly Uint8Array[] },
): Transcripts {
  return {
    request: transcript('request', joined(header, enc), requests),
    response: reply === undefined ? new Uint8Array(32) : transcript('response', reply.nonce, reply.cts),
  }
}

export function configurationDigest(configuration: Uint8Array): Uint8Array {
  return sha256(joined(ascii('canon/exchange-key/1'), Uint8Array.of(0), configuration))
}

export function aeadSeal(aead: Aead, key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = createCipheriv(aead as 'aes-128-gcm', key, nonce, { authTagLength: 16 })
  cipher.setAAD(aad)
  return joined(Uint8Array.from(cipher.update(plaintext)), Uint8Array.from(cipher.final()), Uint8Array.from(cipher.getAuthTag()))
}

/** @throws when it does not open */
export function aeadOpen(aead: Aead, key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const cipher = createDecipheriv(aead as 'aes-128-gcm', key, nonce, { authTagLength: 16 })
  cipher.setAAD(aad)
  cipher.setAuthTag(ciphertext.subarray(ciphertext.length - 16))
  const body = ciphertext.subarray(0, ciphertext.length - 16)
  return joined(Uint8Array.from(cipher.update(body)), Uint8Array.from(cipher.final()))
}

export function xored(base: Uint8Array, sequence: number): Uint8Array {
  const counter = I2OSP(sequence, base.length)
  return base.map((byte, at) => byte ^ counter[at]!)
}

export function I2OSP(value: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = length - 1, left = value; at >= 0; at--, left = Math.floor(left / 256)) bytes[at] = left % 256
  return bytes
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (unit) => unit.charCodeAt(0))
}

export function sha256(value: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(value).digest())
}

function hmac(key: Uint8Array, value: Uint8Array): Uint8Array {
  return Uint8Array.from(createHmac('sha256', key).update(value).digest())
}

function expand(prk: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  let block: Uint8Array = new Uint8Array()
  let output: Uint8Array = new Uint8Array()
  for (let at = 1; output.length < length; at++) {
    block = hmac(prk, joined(block, info, Uint8Array.of(at)))
    output = joined(output, block)
  }
  return output.slice(0, length)
}

function labeledExtract(suite: Uint8Array, salt: Uint8Array, name: string, ikm: Uint8Array): Uint8Array {
  return hmac(salt, joined(ascii('HPKE-v1'), suite, ascii(name), ikm))
}

function labeledExpand(suite: Uint8Array, prk: Uint8Array, name: string, info: Uint8Array, length: number): Uint8Array {
  return expand(prk, joined(I2OSP(length, 2), ascii('HPKE-v1'), suite, ascii(name), info), length)
}

function dhkem(shared: Uint8Array, enc: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const suite = joined(ascii('KEM'), I2OSP(kemIds.x25519, 2))
  const prk = labeledExtract(suite, new Uint8Array(), 'eae_prk', shared)
  return labeledExpand(suite, prk, 'shared_secret', joined(enc, publicKey), 32)
}

function schedule(kem: Kem, aead: Aead, enc: Uint8Array, shared: Uint8Array, info: Uint8Array): Context {
  const none = new Uint8Array()
  const suite = joined(ascii('HPKE'), I2OSP(kemIds[kem], 2), I2OSP(1, 2), I2OSP(aeadIds[aead], 2))
  const context = joined(
    Uint8Array.of(0),
    labeledExtract(suite, none, 'psk_id_hash', none),
    labeledExtract(suite, none, 'info_hash', info),
  )
  const secret = labeledExtract(suite, shared, 'secret', none)
  return {
    aead,
    enc,
    suite,
    key: labeledExpand(suite, secret, 'key', context, keyLengths[aead]),
    base: labeledExpand(suite, secret, 'base_nonce', context, 12),
    exporter: labeledExpand(suite, secret, 'exp', context, 32),
  }
}

function combine(mlKem: Uint8Array, x: Uint8Array, enc: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return Uint8Array.from(
    createHash('sha3-256')
      .update(joined(mlKem, x, enc, publicKey, unhex('5c2e2f2f5e5c')))
      .digest(),
  )
}

function expanded(secretKey: Uint8Array) {
  const bytes = Uint8Array.from(createHash('shake256', { outputLength: 96 }).update(secretKey).digest())
  const der = joined(unhex('3054020100300b060960864801650304040204428040'), bytes.subarray(0, 64))
  return { mlKem: createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }), x: bytes.slice(64) }
}

function mlKemPublic(key: Uint8Array) {
  const der = joined(unhex('308204b2300b0609608648016503040402038204a100'), key)
  return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
}

function xPrivate(secret: Uint8Array) {
  const der = joined(unhex('302e020100300506032b656e04220420'), secret)
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
}

export function publicOf(secret: Uint8Array): Uint8Array {
  return Uint8Array.from(createPublicKey(xPrivate(secret)).export({ format: 'der', type: 'spki' }).subarray(12))
}

function x25519(secret: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const der = joined(unhex('302a300506032b656e032100'), publicKey)
  const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
  return Uint8Array.from(diffieHellman({ privateKey: xPrivate(secret), publicKey: key }))
}
