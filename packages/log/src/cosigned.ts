import type { Bytes } from './bytes.ts'
import { cosignatureBytes, timestampBytes, timestampMax } from './limits.ts'
import { toUtf8 } from './utf8.ts'

/** What a witness signs for a text at a time. */
export function cosignedMessage(text: string, timestamp: number): Bytes {
  return toUtf8(`cosignature/v1\ntime ${timestamp}\n${text}`)
}

/** A timestamp as 8 bytes, most significant first. */
export function timestampToBytes(timestamp: number): Bytes {
  const bytes = new Uint8Array(timestampBytes)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(timestamp))
  return bytes
}

/** The timestamp of a cosignature; undefined for another length, and for a number above `timestampMax`. */
export function timestampOf(signature: Bytes): number | undefined {
  if (signature.length !== cosignatureBytes) return undefined
  const value = new DataView(signature.buffer, signature.byteOffset, timestampBytes).getBigUint64(0)
  return value <= BigInt(timestampMax) ? Number(value) : undefined
}
