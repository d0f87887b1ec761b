import fc from 'fast-check'
import type { SealedFile, WeightsManifest } from '#surface/crypto'
import { seed } from '../../driver.ts'
import { manifestOf, type SealedWhole, sealedWhole } from '../../oracle/weights.ts'

/** The least chunk, so that files of several chunks stay small. */
export const CHUNK = 4096

const segment = fc
  .string({ unit: fc.constantFrom(...'abyzABYZ0189._-'), minLength: 1, maxLength: 12 })
  .filter((name) => name !== '.' && name !== '..')
export const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'))
const seams = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 4 * CHUNK, 5 * CHUNK - 7]
export const size = fc.oneof(fc.constantFrom(...seams), fc.nat(6 * CHUNK))

/** A file of these many bytes, no two chunks alike. */
export function content(bytes: number, first: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, at) => (first + at * 31 + (at >> 8)) % 256)
}

/** A sealed file with its key. */
export interface Sealed extends SealedWhole {
  readonly key: Uint8Array
}

const whole = ([key, salt, name, bytes, first]: [Uint8Array, Uint8Array, string, number, number]): Sealed => ({
  key,
  ...sealedWhole(key, name, content(bytes, first), CHUNK, salt),
})

export const sealedFile = fc.tuple(seed, seed, path, size, fc.nat(255)).map(whole)
/** Of at least two chunks. */
export const longFile = fc.tuple(seed, seed, path, fc.integer({ min: CHUNK + 1, max: 6 * CHUNK }), fc.nat(255)).map(whole)

export const fixedFile = (chunks: number): Sealed =>
  whole([new Uint8Array(32).fill(1), new Uint8Array(32).fill(2), 'model/a.bin', chunks * CHUNK - 5, 3])

const file = (chunkBytes: number): fc.Arbitrary<SealedFile> =>
  fc.record(
    {
      path,
      bytes: fc.oneof(
        fc.nat(100),
        fc.maxSafeNat().map((many) => many % (chunkBytes * 1000)),
        fc.constant(chunkBytes * 16777216),
      ),
      salt: seed,
      commitment: seed,
      root: seed,
    },
    { noNullPrototype: true },
  )

export const manifest: fc.Arbitrary<WeightsManifest> = fc
  .integer({ min: 12, max: 24 })
  .chain((power) =>
    fc.tuple(
      fc.constant(2 ** power),
      fc.uniqueArray(file(2 ** power), { minLength: 1, maxLength: 6, selector: (item) => item.path }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    ),
  )
  .map(([chunkBytes, files, model]) => manifestOf(chunkBytes, files, model))

/** What no number of bytes is, and what no chunk size is. */
export const notSizes = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, CHUNK * 16777216 + 1, 2 ** 53]
export const notChunkSizes = [0, 1, 2048, 4095, 4097, 6144, 2 ** 24 + 4096, 2 ** 25, -4096, 4096.5, Number.NaN, 2 ** 32]
export const notIntegers = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 32, 2 ** 53]
