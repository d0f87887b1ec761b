import { ProviderError } from '@canon/contract'
import fc from 'fast-check'
import type { JsonValue } from '#surface/crypto'

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

export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      ...'\u0000\u0007\b\t\n\u000b\f\r\u001f "\\/\u007f\u0080\u00ff\u2028\u2029\ufb33\ufeff\uffff',
      '😂',
      '\u{10000}',
    ),
    maxLength: 6,
  }),
)
/** Keys whose order by code units, by code points and by locale differ, and keys with a meaning for objects. */
export const key = fc.oneof(
  text,
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toJSON',
    'length',
    '',
    '1',
    '10',
    '2',
    '01',
    'a',
    'A',
    'aa',
    'ä',
    '\ufb33',
    '😂',
    '\uffff',
    '\u{10ffff}',
  ),
)
export const finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(
    0,
    -0,
    1e20,
    1e21,
    -1e21,
    123456789012345680000,
    1e-6,
    1e-7,
    5e-324,
    Number.MAX_VALUE,
    2 ** 53,
    2 ** 53 + 2,
    0.1,
    4.5,
  ),
)
export const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>(null, true, false),
    finite,
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 6, selector: ([name]) => name })
      .map((members) => Object.fromEntries(members)),
  ),
})).value
