import fc from 'fast-check'
import { type Algorithm, type Key, utf8 } from './oracle/notes.ts'

const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes)
const shortEntry = fc.uint8Array({ maxLength: 10 }).map(plain)

/**
 * An entry, short as a rule: what an entry says never matters. Its length does where a leaf needs one block more of SHA-256, and where
 * it is written in two bytes. Long ones shrink to short ones. `size` is said where lengths matter, because they stay near 10 without it.
 */
export const entry = fc.oneof(
  { withCrossShrink: true },
  { weight: 6, arbitrary: shortEntry },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 600, size: 'max' }).map(plain) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(54, 55, 62, 63, 64, 118, 119, 126, 127, 255, 256, 257)
      .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
      .map(plain),
  },
)

/** Entries of a tree, a small one as a rule, all different, so that no two leaves can stand for each other. */
export const entries = fc
  .tuple(
    fc.oneof(
      { withCrossShrink: true },
      { weight: 15, arbitrary: fc.integer({ min: 1, max: 40 }) },
      { weight: 1, arbitrary: fc.constantFrom(63, 64, 65, 127, 128, 129, 255, 256, 257) },
    ),
    fc.nat(1000),
  )
  .map(([size, salt]) => Array.from({ length: size }, (_, i) => utf8(`${salt}/${i}`)))

/** Picks a place from 0 to n−1 of something whose length is not yet known. */
export const place = fc.nat(1_000_000)

/** Not an integer from low to high. */
export const outside = (low: number, high: number) =>
  fc.constantFrom(
    low - 1,
    -1 - high,
    high + 1,
    low + 0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    2 ** 53,
  )

/** What to do to a list of hashes or to one hash. */
export const damage = fc.constantFrom('none', 'flip', 'drop', 'add', 'double', 'swap', 'short', 'long', 'zero', 'front')
export type Damage = typeof damage extends fc.Arbitrary<infer D> ? D : never

/** A list of hashes, damaged at some place. */
export function damaged(hashes: readonly Uint8Array[], how: Damage, at: number): Uint8Array[] {
  const list = hashes.map((hash) => new Uint8Array(hash))
  const i = list.length === 0 ? 0 : at % list.length
  const one = list[i] ?? new Uint8Array(32)
  if (how === 'flip' && list.length > 0) one[at % one.length]! ^= 1 << (at % 8)
  if (how === 'drop') list.splice(i, 1)
  if (how === 'add') list.push(new Uint8Array(32).fill(at))
  if (how === 'front') list.unshift(new Uint8Array(32).fill(at))
  if (how === 'double') list.splice(i, 0, one.slice())
  if (how === 'swap') list.reverse()
  if (how === 'short' && list.length > 0) list[i] = one.slice(0, 31)
  if (how === 'long' && list.length > 0) list[i] = new Uint8Array(33)
  if (how === 'zero' && list.length > 0) list[i] = new Uint8Array(0)
  return list
}

export const seed = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(plain)

/** A key name, with letters outside ASCII now and then. */
export const keyName = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', 'Z', '7', '.', '/', '-', '—', 'é', '日', '😀', '=', '\u007f', '\ufeff'),
      minLength: 1,
      maxLength: 24,
      size: 'max',
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom('n'.repeat(255), `n${'é'.repeat(127)}`) },
)

/** Not a key name, each for a reason of its own. */
export const badName = fc.constantFrom(
  '',
  'a b',
  ' a',
  'a+b',
  '+',
  'a\nb',
  'a\tb',
  'a\u0085b',
  'a\u00a0b',
  'a\u1680b',
  'a\u2003b',
  'a\u2028b',
  'a\u202fb',
  'a\u205fb',
  'a\u3000b',
  'a\u0000b',
  'a\ud800',
  '\udc00a',
  'n'.repeat(256),
  'é'.repeat(128),
)

export const key: fc.Arbitrary<Key> = fc.record({ name: keyName, seed }, { noNullPrototype: true })

/** Keys whose seeds and names all differ. */
export const keys = (count: number): fc.Arbitrary<Key[]> =>
  seed.map((first) =>
    Array.from({ length: count }, (_, i) => ({
      name: `witness.example/${i}`,
      seed: first.map((byte, at) => (at === 0 ? (byte + i) % 256 : byte)),
    })),
  )

const lineUpTo = (maxLength: number) =>
  fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '—', '\u007f', '\u0085', 'é', '😀', '\ufeff', '+', '='),
    maxLength,
    size: 'max',
  })

/** A line without its newline; empty now and then, and long now and then. */
export const line = fc.oneof({ weight: 12, arbitrary: lineUpTo(12) }, { weight: 1, arbitrary: lineUpTo(400) })

/** A note text, with empty lines and what looks like a signature. */
const lineOfText = fc.oneof(line, fc.constant(''), fc.constant('— a AAAAAAA='))
export const text = fc
  .oneof(
    { weight: 15, arbitrary: fc.array(lineOfText, { minLength: 1, maxLength: 6, size: 'max' }) },
    { weight: 1, arbitrary: fc.array(lineOfText, { minLength: 1, maxLength: 120, size: 'max' }) },
  )
  .map((lines) => `${lines.join('\n')}\n`)

/** Not a note text, each for a reason of its own. */
export const badText = fc.constantFrom('', 'a', '\n\na', 'a\r\n', 'a\tb\n', 'a\u0000\n', '\u001f\n', 'a\ud800\n', '\udc00\n')

export const algorithm = fc.constantFrom<Algorithm>('ed25519', 'cosignature/v1')

export const signatureLine = fc.record(
  {
    name: keyName,
    keyId: fc.uint8Array({ minLength: 4, maxLength: 4 }).map(plain),
    signature: fc
      .oneof(
        fc.uint8Array({ minLength: 1, maxLength: 80, size: 'max' }),
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        fc.uint8Array({ minLength: 72, maxLength: 72 }),
      )
      .map(plain),
  },
  { noNullPrototype: true },
)

export const note = fc.record(
  {
    text,
    signatures: fc.oneof(
      { weight: 15, arbitrary: fc.array(signatureLine, { minLength: 1, maxLength: 5, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(signatureLine, { minLength: 99, maxLength: 100 }) },
    ),
  },
  { noNullPrototype: true },
)

const filledLine = line.filter((value) => value !== '')

export const checkpoint = fc.record(
  {
    origin: filledLine,
    size: fc.oneof(fc.nat(300), fc.maxSafeNat(), fc.constantFrom(0, Number.MAX_SAFE_INTEGER)),
    root: seed,
    extensions: fc.array(filledLine, { maxLength: 3 }),
  },
  { noNullPrototype: true },
)

export const timestamp = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 1, 255, 256, 2 ** 32, 1679315147, Number.MAX_SAFE_INTEGER))

export const tile = fc.record(
  {
    level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant<'entries'>('entries')),
    index: fc.oneof(fc.nat(2000), fc.maxSafeNat(), fc.constantFrom(0, 999, 1000, 999999, 1000000, Number.MAX_SAFE_INTEGER)),
    width: fc.oneof(fc.integer({ min: 1, max: 256 }), fc.constant(256)),
  },
  { noNullPrototype: true },
)

/** The entries of a bundle, at times those of a full tile. */
export const bundle = fc.oneof(
  { weight: 12, arbitrary: fc.array(entry, { minLength: 1, maxLength: 20, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(shortEntry, { minLength: 255, maxLength: 256 }) },
)

/** Sizes with one to three levels of tiles, and the seams between them. */
export const tiledSize = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 1400 }) },
  { weight: 3, arbitrary: fc.constantFrom(1, 2, 255, 256, 257, 511, 512, 513, 768, 1023, 1024) },
  { weight: 1, arbitrary: fc.constantFrom(65535, 65536, 65537, 65792, 66000) },
)

export const stapled = fc.record(
  {
    extra: fc.uint8Array({ maxLength: 80, size: 'max' }).map(plain),
    index: fc.oneof(fc.nat(300), fc.maxSafeNat()),
    hashes: fc.oneof(
      { weight: 12, arbitrary: fc.array(seed, { maxLength: 5 }) },
      { weight: 1, arbitrary: fc.array(seed, { minLength: 52, maxLength: 64, size: 'max' }) },
    ),
    checkpoint: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 400, size: 'max' }), fc.constant(utf8('\n\n'))).map(plain),
  },
  { noNullPrototype: true },
)
