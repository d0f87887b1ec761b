import { hash } from 'node:crypto'
import type { Bytes } from '../bytes.ts'

/** SHA-256 of bytes, which are read before this returns. */
export function sha256(bytes: Bytes): Bytes | Promise<Bytes> {
  return new Uint8Array(hash('sha256', bytes, 'buffer'))
}
