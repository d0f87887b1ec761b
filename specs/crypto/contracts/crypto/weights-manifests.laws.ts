import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, utf8 } from '../../driver.ts'
import { manifestBytes, manifestOf, weightsRootOf } from '../../oracle/weights.ts'
import { faultOf } from './drained.ts'
import { CHUNKS_MAX, FILES_MAX } from './limits.ts'
import { CHUNK, fixedFile, manifest, notChunkSizes, notSizes } from './weights-drawn.ts'

const { file, key: secret } = fixedFile(1)
const good = manifestOf(CHUNK, [file])
const withFile = (change: Partial<Crypto.SealedFile>) => ({ ...good, files: [{ ...file, ...change }] })
const named = (...paths: string[]) => ({ ...good, files: paths.map((path) => ({ ...file, path })) })
const filled = (length: number) => new Uint8Array(length)

const notPaths = [
  '',
  '/',
  'a/',
  '/a',
  'a//b',
  '.',
  '..',
  'a/.',
  './a',
  'a/../b',
  'a b',
  'a\\b',
  'ä',
  'a\n',
  'a\u0000',
  '😂',
  'a:b',
  'a'.repeat(257),
]
const bad: Crypto.WeightsManifest[] = [
  ...['', 'm'.repeat(257), '\ud800', 'a\udc00b'].map((model) => ({ ...good, model })),
  ...notChunkSizes.map((chunkBytes) => ({ ...good, chunkBytes })),
  { ...good, files: [] },
  named(...Array.from({ length: FILES_MAX + 1 }, (_, at) => `f${10000 + at}`)),
  ...notPaths.map((path) => withFile({ path })),
  ...[
    ['b', 'a'],
    ['a', 'a'],
    ['a', 'b', 'b'],
    ['a', 'B'],
    ['a/b', 'a.b'],
    ['10', '1'],
    ['b', 'c', 'a'],
  ].map((paths) => named(...paths)),
  ...notSizes.map((many) => withFile({ bytes: many })),
  ...[0, 31, 33, 64].flatMap((many) => [
    withFile({ salt: filled(many) }),
    withFile({ commitment: filled(many) }),
    withFile({ root: filled(many) }),
  ]),
]
const limits: Crypto.WeightsManifest[] = [
  { ...good, model: 'm'.repeat(256) },
  { ...good, model: '😂'.repeat(128) },
  withFile({ path: 'a'.repeat(256) }),
  withFile({ bytes: CHUNK * CHUNKS_MAX }),
  { ...withFile({ bytes: 2 ** 24 * CHUNKS_MAX }), chunkBytes: 2 ** 24 },
  named(...Array.from({ length: FILES_MAX }, (_, at) => `f${10000 + at}`)),
  named('B', 'a', 'a-', 'a.b', 'a/b', 'a_', 'aa', '...', '..a').files.reduce(
    (whole, { path }) => manifestOf(CHUNK, [...whole.files, { ...file, path }]),
    named(),
  ),
]

/** Manifests and their sizes. */
export const weightsManifestLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law(
    ['CRY-206', 'CRY-207', 'CRY-209', 'CRY-210'],
    'a manifest is written canonically and read again',
    [manifest],
    async (drawn) => {
      const written = manifestBytes(drawn)
      equal(await provider.encodeWeightsManifest(drawn), written)
      equal(await provider.decodeWeightsManifest(written), drawn)
      equal(await provider.weightsRoot(written), weightsRootOf(written))
    },
  )

  cases(['CRY-206', 'CRY-207', 'CRY-209'], 'what is just within the limits is written and read', limits, async (most) => {
    const written = await provider.encodeWeightsManifest(most)
    equal(written, manifestBytes(most))
    equal(await provider.decodeWeightsManifest(written), most)
  })

  cases(
    ['CRY-206', 'CRY-208'],
    'what fails a row of the table is refused by writer, opener and reader',
    bad,
    async (manifest) => {
      await refuses(provider.encodeWeightsManifest(manifest), 'BAD_MANIFEST')
      await refuses((await provider.createWeightsKey(secret)).open(manifest, file.path), 'BAD_MANIFEST')
      // A number that JSON does not have is written as null, which no manifest holds either.
      await refuses(provider.decodeWeightsManifest(manifestBytes(manifest)), 'BAD_MANIFEST')
    },
  )

  law(
    'CRY-208',
    'a changed, added or missing byte is refused, or makes another manifest of which these are the bytes',
    [manifest, fc.nat(), fc.nat(255), fc.constantFrom('change', 'add', 'drop')],
    async (drawn, place, byte, how) => {
      const written = [...manifestBytes(drawn)]
      const at = place % written.length
      const changed = Uint8Array.from(
        how === 'drop' ? written.toSpliced(at, 1) : written.toSpliced(at, how === 'add' ? 0 : 1, byte),
      )
      const reading = provider.decodeWeightsManifest(changed)
      const code = await faultOf(reading)
      if (code === undefined) equal(manifestBytes(await reading), changed)
      else equal(code, 'BAD_MANIFEST')
    },
    { runs: 200 },
  )

  cases('CRY-208', 'a manifest cut to any length is refused', [manifestBytes(good)], async (written) => {
    for (let length = 0; length < written.length; length++)
      await refuses(provider.decodeWeightsManifest(written.slice(0, length)), 'BAD_MANIFEST')
    equal(await provider.decodeWeightsManifest(written), good)
  })

  law('CRY-208', 'what is no JSON, or other JSON, is refused', [bytes], async (junk) => {
    await refuses(provider.decodeWeightsManifest(junk), 'BAD_MANIFEST')
    const members = Buffer.from(manifestBytes(good))
      .toString()
      .slice(1, -1)
      .split(/,(?=")/)
    const rest = members.filter((_, at) => at !== junk.length % members.length)
    await refuses(provider.decodeWeightsManifest(utf8(`{${rest.join(',')}}`)), 'BAD_MANIFEST')
    await refuses(provider.decodeWeightsManifest(utf8(`{${[...members].reverse().join(',')}}`)), 'BAD_MANIFEST')
    await refuses(provider.decodeWeightsManifest(utf8(`{"a":1,${members.join(',')}}`)), 'BAD_MANIFEST')
  })

  law('CRY-210', 'the digest of any bytes', [bytes], async (any) => {
    equal(await provider.weightsRoot(any), weightsRootOf(any))
  })

  law(
    'CRY-212',
    'a file has as many chunks as it needs, and one at least',
    [fc.integer({ min: 12, max: 24 }), fc.nat(CHUNKS_MAX), fc.integer({ min: -2, max: 2 })],
    async (power, chunks, more) => {
      const size = Math.min(Math.max(0, chunks * 2 ** power + more), CHUNKS_MAX * 2 ** power)
      const count = await provider.sealedChunkCount(size, 2 ** power)
      holds(
        count >= 1 && (count === 1 || (count - 1) * 2 ** power < size) && count * 2 ** power >= size,
        'just enough chunks',
        count,
      )
    },
  )

  cases(
    'CRY-211',
    'no number of bytes, and no chunk size',
    [...notSizes.map((n) => [n, CHUNK]), ...notChunkSizes.map((c) => [1, c])],
    async ([many, chunkBytes]) => {
      const none = new Uint8Array(0)
      const changed = { ...file, bytes: many! }
      const source = async () => none
      await refuses(provider.sealedChunkCount(many!, chunkBytes!), 'BAD_LENGTH')
      await refuses(provider.damagedChunks(changed, chunkBytes!, [], source), 'BAD_LENGTH')
      await refuses(provider.challengedChunks(changed, chunkBytes!, none, 0), 'BAD_LENGTH')
      await refuses(provider.provePossession(changed, chunkBytes!, none, 0, [], source), 'BAD_LENGTH')
      await refuses(provider.verifyPossession(changed, chunkBytes!, none, 0, []), 'BAD_LENGTH')
    },
  )
}
