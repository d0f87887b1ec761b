import { driver, type Remote } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { leafOf } from './oracle/merkle.ts'
import {
  type Algorithm,
  base64,
  checkpointText,
  cosigned,
  type Key,
  noteBytes,
  signed,
  utf8,
  verifierKeyOf,
} from './oracle/notes.ts'
import { pathText } from './oracle/tiles.ts'

/** An entry, short as a rule: what an entry says never matters. */
export const entry = fc.uint8Array({ maxLength: 12 }).map((bytes) => new Uint8Array(bytes))

/** Entries of a small tree, all different, so that no two leaves can stand for each other. */
export const entries = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(1000))
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

export const seed = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => new Uint8Array(bytes))

/** A key name, with letters outside ASCII now and then. */
export const keyName = fc
  .array(fc.constantFrom('a', 'Z', '7', '.', '/', '-', '—', 'é', '日', '😀', '=', '\u007f', '\ufeff'), {
    minLength: 1,
    maxLength: 24,
  })
  .map((chars) => chars.join(''))

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

/** A line without its newline; empty now and then. */
export const line = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '—', '\u007f', '\u0085', 'é', '😀', '\ufeff', '+', '='),
  maxLength: 12,
})

/** A note text, with empty lines and what looks like a signature. */
export const text = fc
  .array(fc.oneof(line, fc.constant(''), fc.constant('— a AAAAAAA=')), { minLength: 1, maxLength: 6 })
  .map((lines) => `${lines.join('\n')}\n`)

/** Not a note text, each for a reason of its own. */
export const badText = fc.constantFrom('', 'a', '\n\na', 'a\r\n', 'a\tb\n', 'a\u0000\n', '\u001f\n', 'a\ud800\n', '\udc00\n')

export const algorithm = fc.constantFrom<Algorithm>('ed25519', 'cosignature/v1')

export const signatureLine = fc.record(
  {
    name: keyName,
    keyId: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => new Uint8Array(bytes)),
    signature: fc.uint8Array({ minLength: 1, maxLength: 80 }).map((bytes) => new Uint8Array(bytes)),
  },
  { noNullPrototype: true },
)

export const note = fc.record(
  { text, signatures: fc.array(signatureLine, { minLength: 1, maxLength: 5 }) },
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

export const bundle = fc.array(entry, { minLength: 1, maxLength: 20 })

/** Sizes with one to three levels of tiles, and the seams between them. */
export const tiledSize = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 1400 }) },
  { weight: 3, arbitrary: fc.constantFrom(1, 2, 255, 256, 257, 511, 512, 513, 768, 1023, 1024) },
  { weight: 1, arbitrary: fc.constantFrom(65535, 65536, 65537, 65792, 66000) },
)

export const stapled = fc.record(
  {
    extra: fc.uint8Array({ maxLength: 20 }).map((bytes) => new Uint8Array(bytes)),
    index: fc.oneof(fc.nat(300), fc.maxSafeNat()),
    hashes: fc.array(seed, { maxLength: 5 }),
    checkpoint: fc
      .oneof(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.constant(utf8('\n\n')))
      .map((bytes) => new Uint8Array(bytes)),
  },
  { noNullPrototype: true },
)

const leafAt = (i: number): Uint8Array => leafOf(utf8(String(i)))
const leaves: Uint8Array[] = []

/** Leaf hashes of the entries "0", "1", and so on, in decimal; kept from call to call. */
export function leavesTo(size: number): readonly Uint8Array[] {
  while (leaves.length < size) leaves.push(leafAt(leaves.length))
  return leaves.slice(0, size)
}

/** A tree with these entries, in the provider. */
export async function grow(provider: Remote<typeof Log>, list: readonly Uint8Array[]) {
  const tree = await new provider.MerkleTree()
  for (const item of list) await tree.append(item)
  return tree
}

const observed = async (call: () => Promise<unknown>): Promise<unknown> => {
  try {
    return { value: await call() }
  } catch (error) {
    return { code: (error as { code?: string }).code ?? (error as Error).name }
  }
}

export default driver<typeof Log>({
  commands: [
    {
      name: 'log.tree',
      clauses: ['LOG-007', 'LOG-008', 'LOG-011', 'LOG-012', 'LOG-014', 'LOG-015', 'LOG-018'],
      arbitrary: fc.tuple(entries, fc.nat(45), fc.nat(45)),
      observe: async (provider, [list, a, b]: [Uint8Array[], number, number]) => {
        const tree = await grow(provider, list)
        return [
          await tree.size,
          await observed(() => tree.root(a)),
          await observed(() => tree.inclusionProof(a, b)),
          await observed(() => tree.consistencyProof(a, b)),
        ]
      },
    },
    {
      name: 'log.parseNote',
      clauses: ['LOG-046', 'LOG-047', 'LOG-048', 'LOG-049', 'LOG-051'],
      arbitrary: fc.tuple(note, place, fc.nat(255)),
      observe: async (provider, [value, at, byte]: [Log.Note, number, number]) => {
        const bytes = noteBytes(value.text, value.signatures)
        bytes[at % bytes.length] = byte
        return observed(() => provider.parseNote(bytes))
      },
    },
    {
      name: 'log.parseVerifierKey',
      clauses: ['LOG-039', 'LOG-040', 'LOG-041', 'LOG-042', 'LOG-043'],
      arbitrary: fc.tuple(key, algorithm, place),
      observe: async (provider, [value, kind, at]: [Key, Algorithm, number]) => {
        const whole = verifierKeyOf(value, kind)
        return [
          await observed(() => provider.parseVerifierKey(whole)),
          await observed(() => provider.parseVerifierKey(whole.slice(at % whole.length))),
        ]
      },
    },
    {
      name: 'log.parseCheckpoint',
      clauses: ['LOG-066', 'LOG-067', 'LOG-068', 'LOG-069', 'LOG-070', 'LOG-071', 'LOG-072'],
      arbitrary: fc.tuple(checkpoint, place, fc.constantFrom('\n', '0', ' ', '=', 'a', '')),
      observe: async (provider, [value, at, put]: [Log.Checkpoint, number, string]) => {
        const whole = checkpointText(value.origin, value.size, value.root, value.extensions)
        const i = at % whole.length
        return observed(() => provider.parseCheckpoint(whole.slice(0, i) + put + whole.slice(i + 1)))
      },
    },
    {
      name: 'log.verifyCheckpoint',
      clauses: ['LOG-096', 'LOG-097', 'LOG-100', 'LOG-079'],
      arbitrary: fc.tuple(keys(4), checkpoint, fc.array(fc.nat(3), { maxLength: 5 }), fc.integer({ min: 1, max: 3 }), timestamp),
      observe: async (provider, [all, point, who, threshold, at]: [Key[], Log.Checkpoint, number[], number, number]) => {
        const body = checkpointText(all[0]!.name, point.size, point.root, point.extensions)
        const lines = who.map((i) => (i === 0 ? signed(body, all[0]!) : cosigned(body, all[i]!, at)))
        const policy = `log ${verifierKeyOf(all[0]!, 'ed25519')}
${[1, 2, 3].map((i) => `witness w${i} ${verifierKeyOf(all[i]!, 'cosignature/v1')}`).join('\n')}
group g ${threshold} w1 w2 w3
quorum g
`
        return observed(() => provider.verifyCheckpoint(noteBytes(body, lines), policy))
      },
    },
    {
      name: 'log.parseTilePath',
      clauses: ['LOG-101', 'LOG-103', 'LOG-104'],
      arbitrary: fc.tuple(tile, place, fc.constantFrom('0', 'x', '/', '.', '')),
      observe: async (provider, [value, at, put]: [Log.Tile, number, string]) => {
        const path = pathText(value.level, value.index, value.width)
        const i = at % path.length
        return [
          await observed(() => provider.formatTilePath(value)),
          await observed(() => provider.parseTilePath(path.slice(0, i) + put + path.slice(i + 1))),
        ]
      },
    },
    {
      name: 'log.parseTlogProof',
      clauses: ['LOG-133', 'LOG-132', 'LOG-134'],
      arbitrary: stapled,
      observe: async (provider, value: Log.TlogProof) => [
        await observed(() => provider.formatTlogProof(value)),
        await observed(() =>
          provider.parseTlogProof(
            utf8(`c2sp.org/tlog-proof@v1\nindex ${value.index}\n${value.hashes.map((hash) => `${base64(hash)}\n`).join('')}\na`),
          ),
        ),
      ],
    },
  ],
})
