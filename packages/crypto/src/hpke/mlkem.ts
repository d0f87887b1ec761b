import { encapsulateMlKem, importMlKem } from '#platform'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { bytes, optionalBytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import type { Awaitable } from '../platform/types.ts'
import type { Encapsulation, MlKemKeyPair } from './types.ts'

const mlKemSeedBytes = 64
export const mlKemPublicBytes = 1184
export const mlKemCipherBytes = 1088
export const mlKemRandomBytes = 32
const modulus = 3329

/** Whether the key has its length and each of its numbers is below the modulus. */
export function isMlKemKey(publicKey: Uint8Array): boolean {
  // CRY-082
  if (publicKey.length !== mlKemPublicBytes) return false
  for (let i = 0; i < 1152; i += 3) {
    const middle = publicKey[i + 1] as number
    if (((publicKey[i] as number) | ((middle & 15) << 8)) >= modulus) return false
    if (((middle >> 4) | ((publicKey[i + 2] as number) << 4)) >= modulus) return false
  }
  return true
}

function checkSeed(seed: Uint8Array): void {
  // CRY-080
  if (seed.length !== mlKemSeedBytes) refuse('BAD_SEED', 'the seed is not 64 bytes long')
}

/** ML-KEM.KeyGen_internal of FIPS 203 from d || z (64 bytes). */
export async function mlKemKeyPair(seed: Uint8Array): Promise<MlKemKeyPair> {
  const given = bytes(seed, 'seed')
  checkSeed(given)
  // CRY-081: the expanded form is not the platform's to give.
  const { publicKey, secretKey } = ml_kem768.keygen(given)
  return { publicKey, secretKey }
}

/** Encapsulates to a key that has been checked; with given randomness the library does it. */
export function encapsulate(publicKey: Uint8Array, randomness: Uint8Array | undefined): Awaitable<Encapsulation> {
  // CRY-084
  if (randomness === undefined) return encapsulateMlKem(publicKey)
  const { sharedSecret, cipherText } = ml_kem768.encapsulate(publicKey, randomness)
  return { sharedSecret, ciphertext: cipherText }
}

/** ML-KEM.Encaps to 1184 bytes; `randomness` (m, 32 bytes) is for test vectors only. */
export async function mlKemEncapsulate(publicKey: Uint8Array, randomness?: Uint8Array): Promise<Encapsulation> {
  const key = bytes(publicKey, 'publicKey')
  const random = optionalBytes(randomness, 'randomness')
  // CRY-082
  if (!isMlKemKey(key)) refuse('BAD_KEY', 'the public key is not one of ML-KEM-768')
  // CRY-083
  if (random !== undefined && random.length !== mlKemRandomBytes) refuse('BAD_SEED', 'the randomness is not 32 bytes long')
  const { sharedSecret, ciphertext } = await encapsulate(key, random)
  return { sharedSecret, ciphertext }
}

/** ML-KEM.Decaps with the key of `seed` (64 bytes). */
export async function mlKemDecapsulate(seed: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array> {
  const given = bytes(seed, 'seed')
  const sealed = bytes(ciphertext, 'ciphertext')
  checkSeed(given)
  // CRY-085
  if (sealed.length !== mlKemCipherBytes) refuse('BAD_CIPHERTEXT', 'the ciphertext is not 1088 bytes long')
  const held = sealed.slice()
  // CRY-086
  return (await importMlKem(given)).decapsulate(held)
}
