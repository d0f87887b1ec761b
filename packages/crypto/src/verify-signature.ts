import { verifyRaw } from '#platform'
import { asBytes, copyOf, lengthOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { CryptoError } from './errors.ts'
import { keyBytes, signatureBytes } from './limits.ts'
import { isReducedScalar, isWeakPoint } from './weak-encodings.ts'

/** Whether `signature` (64 bytes) is one of `message` under `publicKey` (32 bytes). Errors: BAD_KEY, BAD_SIGNATURE. */
export async function verifySignature(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const key = asBytes(publicKey, 'A public key')
  const text = asBytes(message, 'A message')
  const sig = asBytes(signature, 'A signature')
  // CRY-031
  if (lengthOf(key) !== keyBytes) throw new CryptoError('BAD_KEY', `A public key has ${keyBytes} bytes.`)
  // CRY-032
  if (lengthOf(sig) !== signatureBytes) throw new CryptoError('BAD_SIGNATURE', `A signature has ${signatureBytes} bytes.`)
  return isSignature(copyOf(key), copyOf(text), copyOf(sig))
}

/** The same for arguments of the right lengths that nobody changes any more. */
export async function isSignature(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  // CRY-033, CRY-034
  if (isWeakPoint(publicKey) || isWeakPoint(signature.subarray(0, 32))) return false
  // CRY-035
  if (!isReducedScalar(signature.subarray(32))) return false
  // CRY-036, CRY-037
  return verifyRaw(publicKey, message, signature)
}
