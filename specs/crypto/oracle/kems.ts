import { createHash, createPrivateKey, decapsulate } from 'node:crypto'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { joined } from './edwards.ts'
import { xPublic, xShared } from './primitives.ts'

/** ML-KEM-768 by the library and the platform, X-Wing from its definition. */
const LABEL = Uint8Array.of(0x5c, 0x2e, 0x2f, 0x2f, 0x5e, 0x5c)
const Q = 3329

export interface Encapsulated {
  readonly ciphertext: Uint8Array
  readonly sharedSecret: Uint8Array
}

export function mlKemKeys(seed: Uint8Array): { publicKey: Uint8Array; secretKey: Uint8Array } {
  const { publicKey, secretKey } = ml_kem768.keygen(seed)
  return { publicKey: publicKey.slice(), secretKey: secretKey.slice() }
}

export function mlKemTo(publicKey: Uint8Array, m: Uint8Array): Encapsulated {
  const { cipherText, sharedSecret } = ml_kem768.encapsulate(publicKey, m)
  return { ciphertext: cipherText.slice(), sharedSecret: sharedSecret.slice() }
}

export function mlKemFrom(seed: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const der = Buffer.concat([Buffer.from('3054020100300b060960864801650304040204428040', 'hex'), seed])
  return new Uint8Array(decapsulate(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), ciphertext))
}

/** J(z || c) of FIPS 203: what implicit rejection gives. */
export function mlKemRejection(seed: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  return digestOf('shake256', 32, seed.subarray(32), ciphertext)
}

/** The key with its number `at` (0 to 767) replaced. */
export function withCoefficient(publicKey: Uint8Array, at: number, value: number): Uint8Array {
  const key = publicKey.slice()
  const byte = 3 * (at >> 1)
  if (at % 2 === 0) {
    key[byte] = value & 255
    key[byte + 1] = (key[byte + 1]! & 0xf0) | (value >> 8)
  } else {
    key[byte + 1] = (key[byte + 1]! & 0x0f) | ((value & 15) << 4)
    key[byte + 2] = value >> 4
  }
  return key
}

export function reduced(mlKemPublicKey: Uint8Array): boolean {
  for (let at = 0; at < 1152; at += 3) {
    const [a, b, c] = mlKemPublicKey.subarray(at, at + 3) as unknown as [number, number, number]
    if (a + 256 * (b & 15) >= Q || (b >> 4) + 16 * c >= Q) return false
  }
  return true
}

/** What a secret key of X-Wing stands for. */
export function xWingKeys(secret: Uint8Array) {
  const both = digestOf('shake256', 96, secret)
  const mlKemSeed = both.slice(0, 64)
  const xSecret = both.slice(64)
  return { mlKemSeed, xSecret, publicKey: joined(mlKemKeys(mlKemSeed).publicKey, xPublic(xSecret)) }
}

/** To a key whose X25519 half is not of low order. */
export function xWingTo(publicKey: Uint8Array, randomness: Uint8Array): Encapsulated {
  const pkX = publicKey.subarray(1184)
  const inner = mlKemTo(publicKey.subarray(0, 1184), randomness.subarray(0, 32))
  const ctX = xPublic(randomness.subarray(32))
  const ssX = xShared(randomness.subarray(32), pkX)
  if (ssX === undefined) throw new RangeError('a key of low order')
  return { ciphertext: joined(inner.ciphertext, ctX), sharedSecret: combined(inner.sharedSecret, ssX, ctX, pkX) }
}

/** Undefined where the X25519 half is of low order. */
export function xWingFrom(secret: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined {
  const { mlKemSeed, xSecret } = xWingKeys(secret)
  const ctX = ciphertext.subarray(1088)
  const ssX = xShared(xSecret, ctX)
  return ssX && combined(mlKemFrom(mlKemSeed, ciphertext.subarray(0, 1088)), ssX, ctX, xPublic(xSecret))
}

/** The hash that joins both halves. */
export function combined(ssM: Uint8Array, ssX: Uint8Array, ctX: Uint8Array, pkX: Uint8Array): Uint8Array {
  return digestOf('sha3-256', 32, ssM, ssX, ctX, pkX, LABEL)
}

function digestOf(algorithm: string, outputLength: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash(algorithm, algorithm.startsWith('shake') ? { outputLength } : {})
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}
