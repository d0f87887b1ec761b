import type { Bytes } from './bytes.ts'

/** The UTF-8 bytes of a well-formed string. */
export function toUtf8(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text))
}

/** The string that the bytes encode, a leading U+FEFF kept; undefined where they are not well-formed UTF-8. */
export function fromUtf8(bytes: Bytes): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Whether a well-formed string takes at most `max` bytes in UTF-8. */
export function fitsUtf8(text: string, max: number): boolean {
  // A code unit takes at least one byte, so that a long string need not be encoded.
  return text.length <= max && toUtf8(text).length <= max
}
