import { digest } from '#platform'
import { asBytes, copyOf } from './bytes.ts'

/** 32 bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  // CRY-027
  return digest('SHA-256', copyOf(asBytes(bytes, 'What is hashed')))
}

/** 48 bytes. */
export async function sha384(bytes: Uint8Array): Promise<Uint8Array> {
  // CRY-027
  return digest('SHA-384', copyOf(asBytes(bytes, 'What is hashed')))
}

/** 64 bytes. */
export async function sha512(bytes: Uint8Array): Promise<Uint8Array> {
  // CRY-027
  return digest('SHA-512', copyOf(asBytes(bytes, 'What is hashed')))
}
