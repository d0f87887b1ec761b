import type { Bytes } from './bytes.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const padding = '='

/** The six bits of each character of the alphabet. */
const bitsOf: ReadonlyMap<string, number> = new Map([...alphabet].map((character, bits) => [character, bits]))

/** Base64 of RFC 4648, section 4, with padding. */
export function toBase64(bytes: Bytes): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    text += i + 1 < bytes.length ? alphabet.charAt((group >> 6) & 63) : padding
    text += i + 2 < bytes.length ? alphabet.charAt(group & 63) : padding
  }
  return text
}

/** The bytes for which `toBase64` writes this text; undefined where there are none. */
export function fromBase64(text: string): Bytes | undefined {
  // CRY-059: a length divisible by four
  if (text.length % 4 !== 0) return undefined
  const padded = text.endsWith('==') ? 2 : text.endsWith(padding) ? 1 : 0
  const digits = text.length - padded
  const bytes = new Uint8Array((text.length / 4) * 3 - padded)
  let bits = 0
  let held = 0
  let at = 0
  for (let i = 0; i < digits; i++) {
    const six = bitsOf.get(text.charAt(i))
    // CRY-059: the standard alphabet, and padding at the end only
    if (six === undefined) return undefined
    bits = ((bits << 6) | six) & 0xffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at++] = bits >> held
    }
  }
  // CRY-059: unused bits are zero
  return (bits & ((1 << held) - 1)) === 0 ? bytes : undefined
}
