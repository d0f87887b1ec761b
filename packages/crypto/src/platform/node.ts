import * as crypto from 'node:crypto'
import type { CipherGCMTypes, KeyObject } from 'node:crypto'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import type { AeadKey, AgreementKey, Awaitable, DecapsulationKey, DigestName, Encapsulated, SigningKey } from './types.ts'

const tagBytes = 16
const oneShotMax = 4096

/** Derives from a Buffer what callers get: a plain Uint8Array of memory of its own. */
function plain(buffer: Buffer): Uint8Array {
  if (buffer.byteLength === buffer.buffer.byteLength) return new Uint8Array(buffer.buffer as ArrayBuffer)
  return new Uint8Array(buffer)
}

function der(prefix: string, key: Uint8Array): Buffer {
  const head = Buffer.from(prefix, 'hex')
  const all = Buffer.alloc(head.length + key.length)
  all.set(head)
  all.set(key, head.length)
  return all
}

function importSecret(prefix: string, secret: Uint8Array): KeyObject {
  const key = der(prefix, secret)
  try {
    return crypto.createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  } finally {
    key.fill(0)
  }
}

function importPublic(prefix: string, publicKey: Uint8Array): KeyObject {
  return crypto.createPublicKey({ key: der(prefix, publicKey), format: 'der', type: 'spki' })
}

function rawPublic(key: KeyObject): Uint8Array {
  return new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).x as string, 'base64url'))
}

export function randomBytes(length: number): Uint8Array {
  return crypto.webcrypto.getRandomValues(new Uint8Array(length))
}

export function digest(name: DigestName, bytes: Uint8Array): Awaitable<Uint8Array> {
  return plain(crypto.hash(name, bytes, 'buffer'))
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return plain(crypto.hash('sha256', bytes, 'buffer'))
}

/** SHA-256(a || b). */
export function sha256Pair(a: Uint8Array, b: Uint8Array): Uint8Array {
  return plain(crypto.createHash('sha256').update(a).update(b).digest())
}

/** HMAC-SHA-256. Two digests at one call each are faster than an object, for short data. */
export function hmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  if (data.length > oneShotMax) return plain(crypto.createHmac('sha256', key).update(data).digest())
  const short = key.length > 64 ? sha256(key) : key
  const inner = new Uint8Array(64 + data.length).fill(0x36, 0, 64)
  const outer = new Uint8Array(96).fill(0x5c, 0, 64)
  for (let i = 0; i < short.length; i++) {
    inner[i] = (short[i] as number) ^ 0x36
    outer[i] = (short[i] as number) ^ 0x5c
  }
  inner.set(data, 64)
  outer.set(crypto.hash('sha256', inner, 'buffer'), 64)
  const mac = sha256(outer)
  inner.fill(0)
  outer.fill(0)
  return mac
}

export function sha3(bytes: Uint8Array): Uint8Array {
  return plain(crypto.hash('sha3-256', bytes, 'buffer'))
}

export function shake256(bytes: Uint8Array, length: number): Uint8Array {
  return plain(crypto.createHash('shake256', { outputLength: length }).update(bytes).digest())
}

export function importSeed(seed: Uint8Array): Awaitable<SigningKey> {
  const key = importSecret('302e020100300506032b657004220420', seed)
  return { publicKey: rawPublic(crypto.createPublicKey(key)), sign: (message) => plain(crypto.sign(null, message, key)) }
}

/** Whether the platform takes the signature; keys and encodings that it throws for are none. */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Awaitable<boolean> {
  try {
    return crypto.verify(null, message, importPublic('302a300506032b6570032100', publicKey), signature)
  } catch {
    return false
  }
}

export function importAead(aead: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305', key: Uint8Array): AeadKey {
  const object = crypto.createSecretKey(key)
  // The three names mean the same to the platform, and all three give a cipher with a tag.
  const name = aead as CipherGCMTypes
  const options = { authTagLength: tagBytes }
  return {
    seal(nonce, aad, plaintext, before) {
      const room = before === undefined ? 0 : before.length
      const cipher = crypto.createCipheriv(name, object, nonce, options)
      if (aad.length > 0) cipher.setAAD(aad)
      const body = cipher.update(plaintext)
      cipher.final()
      const sealed = new Uint8Array(room + plaintext.length + tagBytes)
      if (before !== undefined) sealed.set(before)
      sealed.set(body, room)
      sealed.set(cipher.getAuthTag(), room + plaintext.length)
      return sealed
    },
    open(nonce, aad, ciphertext) {
      const end = ciphertext.length - tagBytes
      if (end < 0) return undefined
      const decipher = crypto.createDecipheriv(name, object, nonce, options)
      if (aad.length > 0) decipher.setAAD(aad)
      decipher.setAuthTag(ciphertext.subarray(end))
      const plaintext = decipher.update(ciphertext.subarray(0, end))
      try {
        decipher.final()
      } catch {
        return undefined
      }
      return plain(plaintext)
    },
  }
}

function agreementKey(secret: KeyObject, publicKey: Uint8Array): AgreementKey {
  return {
    publicKey,
    agree(other) {
      return plain(crypto.diffieHellman({ privateKey: secret, publicKey: importPublic('302a300506032b656e032100', other) }))
    },
  }
}

export function importAgreement(secret: Uint8Array): Awaitable<AgreementKey> {
  const key = importSecret('302e020100300506032b656e04220420', secret)
  return agreementKey(key, rawPublic(crypto.createPublicKey(key)))
}

export function generateAgreement(): Awaitable<AgreementKey> {
  const pair = crypto.generateKeyPairSync('x25519')
  return agreementKey(pair.privateKey, rawPublic(pair.publicKey))
}

const mlKemSecret = '3054020100300b060960864801650304040204428040'
const mlKemPublic = '308204b2300b0609608648016503040402038204a100'
let mlKemKnown: boolean | undefined

/** Whether the platform has ML-KEM-768: found out once, by use. */
function hasMlKem(): boolean {
  if (mlKemKnown === undefined) {
    try {
      const key = importSecret(mlKemSecret, new Uint8Array(64))
      const made = crypto.encapsulate(crypto.createPublicKey(key))
      mlKemKnown = crypto.decapsulate(key, made.ciphertext).equals(made.sharedKey)
    } catch {
      mlKemKnown = false
    }
  }
  return mlKemKnown
}

export function importMlKem(seed: Uint8Array): Awaitable<DecapsulationKey> {
  if (!hasMlKem()) {
    const pair = ml_kem768.keygen(seed)
    return { publicKey: pair.publicKey, decapsulate: (ciphertext) => ml_kem768.decapsulate(ciphertext, pair.secretKey) }
  }
  const key = importSecret(mlKemSecret, seed)
  const publicKey = plain(crypto.createPublicKey(key).export({ format: 'der', type: 'spki' })).slice(mlKemPublic.length / 2)
  return { publicKey, decapsulate: (ciphertext) => plain(crypto.decapsulate(key, ciphertext)) }
}

/** ML-KEM-768 with fresh randomness, to a public key that has been checked. */
export function encapsulateMlKem(publicKey: Uint8Array): Awaitable<Encapsulated> {
  if (!hasMlKem()) {
    const made = ml_kem768.encapsulate(publicKey, randomBytes(32))
    return { sharedSecret: made.sharedSecret, ciphertext: made.cipherText }
  }
  const made = crypto.encapsulate(importPublic(mlKemPublic, publicKey))
  return { sharedSecret: plain(made.sharedKey), ciphertext: plain(made.ciphertext) }
}
