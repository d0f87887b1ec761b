import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { hmac as hmacOf } from '@noble/hashes/hmac.js'
import { sha256 as sha256Of } from '@noble/hashes/sha2.js'
import { sha3_256, shake256 as shake256Of } from '@noble/hashes/sha3.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import type { AeadKey, AgreementKey, Awaitable, DecapsulationKey, DigestName, Encapsulated, SigningKey } from './types.ts'

type Own = Uint8Array<ArrayBuffer>

function join(prefix: string, key: Uint8Array): Own {
  const all = new Uint8Array(prefix.length / 2 + key.length)
  for (let i = 0; 2 * i < prefix.length; i++) all[i] = Number.parseInt(prefix.slice(2 * i, 2 * i + 2), 16)
  all.set(key, prefix.length / 2)
  return all
}

/** Imports a secret key as PKCS #8, and zeroes what it wrote. */
async function importSecret(algorithm: string, prefix: string, secret: Uint8Array, extractable: boolean, usages: KeyUsage[]): Promise<CryptoKey> {
  const key = join(prefix, secret)
  try {
    return await globalThis.crypto.subtle.importKey('pkcs8', key, algorithm, extractable, usages)
  } finally {
    key.fill(0)
  }
}

/** The public key of a secret key of the platform, through its JSON Web Key. */
async function publicOf(key: CryptoKey): Promise<Uint8Array> {
  const { x } = await globalThis.crypto.subtle.exportKey('jwk', key)
  const binary = globalThis.atob((x as string).replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

export function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 65536) globalThis.crypto.getRandomValues(bytes.subarray(at, at + 65536))
  return bytes
}

export async function digest(name: DigestName, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest(name, bytes as Own))
}

/** The platform has no synchronous digest; where one is needed the library does it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return sha256Of(bytes)
}

/** SHA-256(a || b). */
export function sha256Pair(a: Uint8Array, b: Uint8Array): Uint8Array {
  return sha256Of.create().update(a).update(b).digest()
}

export function hmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmacOf(sha256Of, key, data)
}

export function sha3(bytes: Uint8Array): Uint8Array {
  return sha3_256(bytes)
}

export function shake256(bytes: Uint8Array, length: number): Uint8Array {
  return shake256Of(bytes, { dkLen: length })
}

export async function importSeed(seed: Uint8Array): Promise<SigningKey> {
  const prefix = '302e020100300506032b657004220420'
  const held = seed.slice()
  try {
    const publicKey = await publicOf(await importSecret('Ed25519', prefix, held, true, ['sign']))
    const key = await importSecret('Ed25519', prefix, held, false, ['sign'])
    return {
      publicKey,
      sign: async (message) => new Uint8Array(await globalThis.crypto.subtle.sign('Ed25519', key, message as Own)),
    }
  } finally {
    held.fill(0)
  }
}

/** Whether the platform takes the signature; keys and encodings that it throws for are none. */
export async function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const held = message.slice()
  const taken = signature.slice()
  try {
    const key = await globalThis.crypto.subtle.importKey('raw', publicKey as Own, 'Ed25519', false, ['verify'])
    return await globalThis.crypto.subtle.verify('Ed25519', key, taken, held)
  } catch {
    return false
  }
}

export function importAead(aead: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305', key: Uint8Array): AeadKey {
  return aead === 'chacha20-poly1305' ? chachaKey(key.slice()) : gcmKey(key)
}

function chachaKey(key: Uint8Array): AeadKey {
  return {
    seal(nonce, aad, plaintext, before) {
      const room = before === undefined ? 0 : before.length
      const sealed = new Uint8Array(room + plaintext.length + 16)
      if (before !== undefined) sealed.set(before)
      sealed.set(chacha20poly1305(key, nonce, aad).encrypt(plaintext), room)
      return sealed
    },
    open(nonce, aad, ciphertext) {
      try {
        return chacha20poly1305(key, nonce, aad).decrypt(ciphertext)
      } catch {
        return undefined
      }
    },
  }
}

function gcmKey(key: Uint8Array): AeadKey {
  const imported = globalThis.crypto.subtle.importKey('raw', key as Own, 'AES-GCM', false, ['encrypt', 'decrypt'])
  imported.catch(() => undefined)
  return {
    async seal(nonce, aad, plaintext, before) {
      const parameters = { name: 'AES-GCM', iv: nonce.slice(), additionalData: aad.slice() }
      const [held, room] = [plaintext.slice(), before === undefined ? new Uint8Array(0) : before.slice()]
      const body = new Uint8Array(await globalThis.crypto.subtle.encrypt(parameters, await imported, held))
      const sealed = new Uint8Array(room.length + body.length)
      sealed.set(room)
      sealed.set(body, room.length)
      return sealed
    },
    async open(nonce, aad, ciphertext) {
      const parameters = { name: 'AES-GCM', iv: nonce.slice(), additionalData: aad.slice() }
      const held = ciphertext.slice()
      const imports = await imported
      try {
        return new Uint8Array(await globalThis.crypto.subtle.decrypt(parameters, imports, held))
      } catch {
        return undefined
      }
    },
  }
}

const x25519Secret = '302e020100300506032b656e04220420'
let x25519Known: Promise<boolean> | undefined

/** Whether the platform has X25519: found out once, by use. */
function hasX25519(): Promise<boolean> {
  x25519Known ??= importSecret('X25519', x25519Secret, new Uint8Array(32).fill(1), false, ['deriveBits']).then(
    () => true,
    () => false,
  )
  return x25519Known
}

export async function importAgreement(secret: Uint8Array): Promise<AgreementKey> {
  const held = secret.slice()
  if (!(await hasX25519())) return { publicKey: x25519.getPublicKey(held), agree: (other) => x25519.getSharedSecret(held, other) }
  try {
    const publicKey = await publicOf(await importSecret('X25519', x25519Secret, held, true, ['deriveBits']))
    const key = await importSecret('X25519', x25519Secret, held, false, ['deriveBits'])
    return {
      publicKey,
      async agree(other) {
        const theirs = await globalThis.crypto.subtle.importKey('raw', other as Own, 'X25519', false, [])
        return new Uint8Array(await globalThis.crypto.subtle.deriveBits({ name: 'X25519', public: theirs }, key, 256))
      },
    }
  } finally {
    held.fill(0)
  }
}

export async function generateAgreement(): Promise<AgreementKey> {
  const secret = randomBytes(32)
  const key = await importAgreement(secret)
  secret.fill(0)
  return key
}

/** Current browsers have no ML-KEM-768 by themselves: the library does it. */
export function importMlKem(seed: Uint8Array): Awaitable<DecapsulationKey> {
  const pair = ml_kem768.keygen(seed)
  return { publicKey: pair.publicKey, decapsulate: (ciphertext) => ml_kem768.decapsulate(ciphertext, pair.secretKey) }
}

/** ML-KEM-768 with fresh randomness, to a public key that has been checked. */
export function encapsulateMlKem(publicKey: Uint8Array): Awaitable<Encapsulated> {
  const made = ml_kem768.encapsulate(publicKey, randomBytes(32))
  return { sharedSecret: made.sharedSecret, ciphertext: made.cipherText }
}
