import { importAead } from '#platform'
import { bytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { aeadBytesMax, aeadKeyBytes, checkAead, nonceBytes, tagBytes } from './names.ts'
import type { Aead } from './names.ts'

function checkKeyAndNonce(aead: Aead, key: Uint8Array, nonce: Uint8Array): void {
  // CRY-070
  if (key.length !== aeadKeyBytes(aead)) refuse('BAD_KEY', 'the key has not the length for this AEAD')
  // CRY-071
  if (nonce.length !== nonceBytes) refuse('BAD_NONCE', 'the nonce is not 12 bytes long')
}

/** Ciphertext and tag. */
export async function aeadSeal(aead: Aead, key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array> {
  const name = checkAead(aead, 'aead')
  const secret = bytes(key, 'key')
  const once = bytes(nonce, 'nonce')
  const beside = bytes(aad, 'aad')
  const text = bytes(plaintext, 'plaintext')
  checkKeyAndNonce(name, secret, once)
  // CRY-072, CRY-110
  if (text.length > aeadBytesMax || beside.length > aeadBytesMax) refuse('TOO_LARGE', 'the plaintext or the aad is too long')
  // CRY-073
  return importAead(name, secret).seal(once, beside, text)
}

/** The plaintext. */
export async function aeadOpen(aead: Aead, key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array> {
  const name = checkAead(aead, 'aead')
  const secret = bytes(key, 'key')
  const once = bytes(nonce, 'nonce')
  const beside = bytes(aad, 'aad')
  const sealed = bytes(ciphertext, 'ciphertext')
  checkKeyAndNonce(name, secret, once)
  // CRY-072
  if (sealed.length > aeadBytesMax + tagBytes || beside.length > aeadBytesMax) refuse('TOO_LARGE', 'the ciphertext or the aad is too long')
  // CRY-074
  if (sealed.length < tagBytes) refuse('OPEN_FAILED', 'the ciphertext is not authentic')
  // CRY-075
  return (await importAead(name, secret).open(once, beside, sealed)) ?? refuse('OPEN_FAILED', 'the ciphertext is not authentic')
}
