import { verify } from '#platform'
import { bytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { isProperPoint, isReducedScalar } from './encodings.ts'

export const keyBytes = 32
export const signatureBytes = 64

/** Whether `signature` (64 bytes) is one of `message` under `publicKey` (32 bytes). */
export async function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const key = bytes(publicKey, 'publicKey')
  const signed = bytes(message, 'message')
  const given = bytes(signature, 'signature')
  // CRY-031
  if (key.length !== keyBytes) refuse('BAD_KEY', 'the public key is not 32 bytes long')
  // CRY-032
  if (given.length !== signatureBytes) refuse('BAD_SIGNATURE', 'the signature is not 64 bytes long')
  // CRY-033 to CRY-035
  if (!isProperPoint(key) || !isProperPoint(given.subarray(0, 32)) || !isReducedScalar(given.subarray(32))) return false
  // CRY-036, CRY-037
  return verify(key, signed, given)
}
