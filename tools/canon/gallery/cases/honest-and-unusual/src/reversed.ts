import { Buffer } from 'node:buffer'

export function reversed(bytes: Uint8Array): Uint8Array {
  const pool = Buffer.concat([Buffer.alloc(3), Buffer.from(bytes).reverse(), Buffer.alloc(5)])
  return new Uint8Array(Uint8Array.from(pool).buffer, 3, bytes.length)
}
