import { ProviderError } from '@canon/contract'
import fc from 'fast-check'

/** Lengths at which SHA-256 or SHA-512 needs one block more, with 32 and 64 bytes before them as in Ed25519, too. */
const seams = [0, 1, 47, 48, 55, 56, 63, 64, 65, 79, 80, 111, 112, 119, 120, 127, 128, 129, 239, 240, 255, 256, 257]

/** `size` is said, because lengths stay near 10 without it. */
export const bytes = fc.oneof(
  { weight: 3, arbitrary: fc.uint8Array({ maxLength: 300, size: 'max' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...seams).chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
  },
)
export const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })

/** A result, or the code or class of the error, as plain data. */
export async function outcome(call: Promise<unknown>): Promise<unknown> {
  try {
    return { returned: await call }
  } catch (error) {
    if (error instanceof ProviderError) return { refused: error.code ?? error.name }
    throw error
  }
}

export function utf8(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

export function flipBit(value: Uint8Array, bit: number): Uint8Array {
  return value.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
}
