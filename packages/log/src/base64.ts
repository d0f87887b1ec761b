import type { Bytes } from './bytes.ts'

// Divisible by three, so that the parts of a long text join without padding between them.
const chunkBytes = 12288

/** Base64 with the standard alphabet and padding. */
export function toBase64(bytes: Bytes): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + chunkBytes)))
  }
  return text
}

/** The bytes for which `toBase64` writes this text; undefined where there are none. */
export function fromBase64(text: string): Bytes | undefined {
  if (text.length % 4 !== 0) return undefined
  const binary = decodeLaxly(text)
  if (binary === undefined) return undefined
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
  // The platform takes white space, missing padding and stray bits for base64, too.
  return toBase64(bytes) === text ? bytes : undefined
}

function decodeLaxly(text: string): string | undefined {
  try {
    return atob(text)
  } catch {
    return undefined
  }
}
