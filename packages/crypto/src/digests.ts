import { digest } from '#platform'
import { bytes as checkBytes } from './check/values.ts'

/** 32 bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  // CRY-027
  return digest('SHA-256', checkBytes(bytes, 'bytes'))
}

/** 48 bytes. */
export async function sha384(bytes: Uint8Array): Promise<Uint8Array> {
  return digest('SHA-384', checkBytes(bytes, 'bytes'))
}

/** 64 bytes. */
export async function sha512(bytes: Uint8Array): Promise<Uint8Array> {
  return digest('SHA-512', checkBytes(bytes, 'bytes'))
}
