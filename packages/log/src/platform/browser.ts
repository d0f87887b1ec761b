import type { Bytes } from '../bytes.ts'

/** SHA-256 of bytes, which are read before this returns. */
export function sha256(bytes: Bytes): Bytes | Promise<Bytes> {
  return globalThis.crypto.subtle.digest('SHA-256', bytes).then((digest) => new Uint8Array(digest))
}
