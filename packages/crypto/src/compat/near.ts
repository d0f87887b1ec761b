import { importAead, randomBytes } from '#platform'
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { concat, empty, fromHex, toHex } from '../bytes.ts'
import { bytes, oneOf, optionalBytes, text } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { nonceBytes, tagBytes } from '../hpke/names.ts'
import { agree, agreementPublic, agreementSecret, isSecretKey, nearPointBytes, secretBytes } from './near-curves.ts'
import type { WeakNearAlgorithm } from './types.ts'

const nearNonceBytes = 24
const nearBytesMax = 16777216

export function checkAlgorithm(value: unknown): WeakNearAlgorithm {
  return oneOf(value, ['ed25519', 'ecdsa'], 'algorithm')
}

function nonceLength(algorithm: WeakNearAlgorithm): number {
  return algorithm === 'ed25519' ? nearNonceBytes : nonceBytes
}

/** The recipient's public key as the agreement takes it; one that is none is refused. */
export function checkNearPublic(algorithm: WeakNearAlgorithm, publicKey: Uint8Array): Uint8Array {
  // CRY-253
  return agreementPublic(algorithm, publicKey) ?? refuse('BAD_KEY', 'the public key is not one of the algorithm')
}

export function checkNearSecret(algorithm: WeakNearAlgorithm, secretKey: Uint8Array): void {
  // CRY-259
  if (!isSecretKey(algorithm, secretKey)) refuse('BAD_KEY', 'the secret key is not one of the algorithm')
}

export function checkPlaintext(plaintext: Uint8Array): void {
  // CRY-254
  if (plaintext.length > nearBytesMax) refuse('TOO_LARGE', 'the plaintext is too long')
}

/** A secret key of the curve and a nonce, fresh. */
function freshRandomness(algorithm: WeakNearAlgorithm): Uint8Array {
  for (;;) {
    // CRY-258
    const random = randomBytes(secretBytes + nonceLength(algorithm))
    if (isSecretKey(algorithm, random.subarray(0, secretBytes))) return random
  }
}

/** Seals with what has been checked; the buffers are the package's own. */
export async function sealNear(algorithm: WeakNearAlgorithm, theirs: Uint8Array, plaintext: Uint8Array, randomness?: Uint8Array): Promise<string> {
  const random = randomness ?? freshRandomness(algorithm)
  const nonce = random.slice(secretBytes)
  const agreed = await agree(algorithm, random.subarray(0, secretBytes), theirs)
  if (agreed === undefined) refuse('BAD_KEY', 'the public key is not one of the algorithm')
  const { ours, key } = agreed
  const sealed =
    algorithm === 'ed25519' ? xchacha20poly1305(key, nonce).encrypt(plaintext) : await importAead('aes-256-gcm', key).seal(nonce, empty, plaintext)
  key.fill(0)
  return toHex(concat(ours, nonce, sealed))
}

/** A field, sealed: hex. */
export async function weakNearSeal(algorithm: WeakNearAlgorithm, publicKey: Uint8Array, plaintext: Uint8Array, randomness?: Uint8Array): Promise<string> {
  const name = checkAlgorithm(algorithm)
  const key = bytes(publicKey, 'publicKey')
  const given = bytes(plaintext, 'plaintext')
  const random = optionalBytes(randomness, 'randomness')
  const theirs = checkNearPublic(name, key)
  checkPlaintext(given)
  // CRY-255
  if (random !== undefined && (random.length !== secretBytes + nonceLength(name) || !isSecretKey(name, random.subarray(0, secretBytes))))
    refuse('BAD_SEED', 'the randomness has not its length, or no secret key')
  return sealNear(name, theirs, given.slice(), random?.slice())
}

/** Opens with a secret key that has been checked, and is the package's own copy. */
export async function openNear(algorithm: WeakNearAlgorithm, secretKey: Uint8Array, sealed: string): Promise<Uint8Array> {
  const keyLength = algorithm === 'ed25519' ? 32 : nearPointBytes
  const begin = keyLength + nonceLength(algorithm)
  const least = begin + tagBytes
  const all = sealed.length < 2 * least || sealed.length > 2 * (least + nearBytesMax) ? undefined : fromHex(sealed)
  // CRY-260
  if (all === undefined) refuse('BAD_CIPHERTEXT', 'the text is not that of a sealed field')
  const nonce = all.subarray(keyLength, begin)
  const secret = await agreementSecret(algorithm, secretKey)
  const agreed = await agree(algorithm, secret, all.slice(0, keyLength))
  secret.fill(0)
  const plaintext = agreed === undefined ? undefined : await openWith(algorithm, agreed.key, nonce, all.subarray(begin))
  agreed?.key.fill(0)
  // CRY-261, CRY-262
  return plaintext ?? refuse('OPEN_FAILED', 'the field does not open')
}

async function openWith(algorithm: WeakNearAlgorithm, key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array | undefined> {
  if (algorithm === 'ecdsa') return importAead('aes-256-gcm', key).open(nonce, empty, ciphertext)
  try {
    return xchacha20poly1305(key, nonce).decrypt(ciphertext)
  } catch {
    return undefined
  }
}

/** A field, opened with the Ed25519 seed or the secp256k1 secret key, 32 bytes. */
export async function weakNearOpen(algorithm: WeakNearAlgorithm, secretKey: Uint8Array, sealed: string): Promise<Uint8Array> {
  const name = checkAlgorithm(algorithm)
  const key = bytes(secretKey, 'secretKey')
  const given = text(sealed, 'sealed')
  checkNearSecret(name, key)
  const held = key.slice()
  try {
    return await openNear(name, held, given)
  } finally {
    held.fill(0)
  }
}
