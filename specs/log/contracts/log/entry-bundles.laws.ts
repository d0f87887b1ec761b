import { equal, type Laws, refuses } from '@canon/contract'
import type * as Log from '#surface/log'
import { bundle, outside, place } from '../../driver.ts'
import { join } from '../../oracle/notes.ts'

/** Entries in bundles. */
export const entryBundleLaws: Laws<typeof Log> = ({ provider, law, cases }) => {
  const bundled = (list: readonly Uint8Array[]) =>
    join(...list.flatMap((each) => [Uint8Array.of(each.length >> 8, each.length & 255), each]))

  law(
    ['LOG-127', 'LOG-130', 'LOG-129', 'LOG-128'],
    'a bundle is its entries with their lengths, no more and no fewer',
    [bundle, place, outside(1, 256)],
    async (list, at, width) => {
      const bytes = bundled(list)
      equal(await provider.encodeEntryBundle(list), bytes)
      equal(await provider.decodeEntryBundle(bytes, list.length), list)
      const refused = (value: Uint8Array, count: number) =>
        refuses(async () => provider.decodeEntryBundle(value, count), 'BAD_BUNDLE')
      await refused(bytes, list.length + 1)
      if (list.length > 1) await refused(bytes, list.length - 1)
      await refused(bytes.slice(0, at % bytes.length), list.length)
      await refused(join(bytes, Uint8Array.of(0)), list.length)
      await refused(bytes, width)
    },
  )

  cases(
    ['LOG-125', 'LOG-126', 'LOG-127'],
    'a bundle holds 1 to 256 entries of up to 65,535 bytes',
    [
      [0, 0, 'BAD_BUNDLE'],
      [257, 1, 'BAD_BUNDLE'],
      [257, 65_536, 'BAD_BUNDLE'],
      [1, 65_536, 'ENTRY_TOO_LARGE'],
      [256, 300, undefined],
      [1, 65_535, undefined],
    ] as const,
    async ([count, length, expected]) => {
      const list = Array.from({ length: count }, (_, i) => new Uint8Array(i === 0 ? length : 1).fill(5))
      if (expected !== undefined) return refuses(async () => provider.encodeEntryBundle(list), expected)
      equal(await provider.encodeEntryBundle(list), bundled(list))
      equal(await provider.decodeEntryBundle(bundled(list), count), list)
    },
  )
}
