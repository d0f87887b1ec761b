import { digest, importAgreement } from '#platform'
import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concat, utf8 } from '../bytes.ts'
import { expand, extract } from '../hpke/hkdf.ts'
import { isLowOrder } from '../hpke/x25519.ts'
import type { WeakNearAlgorithm } from './types.ts'

export const nearPointBytes = 65
export const secretBytes = 32
const uncompressed = 4

/** A recipient's public key as the agreement takes it: an X25519 key or a point of 65 bytes. Undefined for what is none. */
export function agreementPublic(algorithm: WeakNearAlgorithm, publicKey: Uint8Array): Uint8Array | undefined {
  return algorithm === 'ed25519' ? montgomery(publicKey) : point(publicKey)
}

function montgomery(publicKey: Uint8Array): Uint8Array | undefined {
  if (publicKey.length !== 32) return undefined
  try {
    if (ed25519.Point.fromBytes(publicKey.slice(), false).isSmallOrder()) return undefined
    const u = ed25519.utils.toMontgomery(publicKey.slice())
    return isLowOrder(u) ? undefined : u
  } catch {
    return undefined
  }
}

function point(publicKey: Uint8Array): Uint8Array | undefined {
  const bytes = publicKey.length === nearPointBytes - 1 ? concat(Uint8Array.of(uncompressed), publicKey) : publicKey.slice()
  return isPoint(bytes) ? bytes : undefined
}

function isPoint(bytes: Uint8Array): boolean {
  if (bytes.length !== nearPointBytes || bytes[0] !== uncompressed) return false
  try {
    secp256k1.Point.fromBytes(bytes).assertValidity()
    return true
  } catch {
    return false
  }
}

export function isSecretKey(algorithm: WeakNearAlgorithm, secretKey: Uint8Array): boolean {
  return secretKey.length === secretBytes && (algorithm === 'ed25519' || secp256k1.utils.isValidSecretKey(secretKey))
}

/** The agreement's secret key of a recipient's. */
export async function agreementSecret(algorithm: WeakNearAlgorithm, secretKey: Uint8Array): Promise<Uint8Array> {
  if (algorithm === 'ecdsa') return secretKey.slice()
  return (await digest('SHA-512', secretKey)).slice(0, secretBytes)
}

/** Public key of the secret key, and the key for the AEAD; undefined where the other's public key is none, or of low order. */
export async function agree(algorithm: WeakNearAlgorithm, secret: Uint8Array, theirs: Uint8Array): Promise<{ ours: Uint8Array; key: Uint8Array } | undefined> {
  if (algorithm === 'ed25519') {
    if (isLowOrder(theirs)) return undefined
    const agreement = await importAgreement(secret)
    // CRY-256
    return { ours: agreement.publicKey, key: derive(await agreement.agree(theirs), 'ed25519_encryption') }
  }
  if (!isPoint(theirs)) return undefined
  // CRY-257
  const shared = secp256k1.getSharedSecret(secret, theirs, false)
  return { ours: secp256k1.getPublicKey(secret, false), key: derive(shared.slice(1, 33), 'ecdsa_encryption') }
}

function derive(shared: Uint8Array, label: string): Uint8Array {
  return expand(extract(new Uint8Array(0), shared), utf8(label), 32)
}
