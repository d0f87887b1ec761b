import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { seed } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { manifestOf, sealedWhole } from '../../oracle/weights.ts'
import { cutAt, drained, faultOf, held, sourceError, streamed } from './drained.ts'
import { CHUNK, content, fixedFile, longFile, notChunkSizes, notSizes, path, sealedFile } from './weights-drawn.ts'

const places = fc.array(fc.nat(), { maxLength: 8 })

/** Sealing files. */
export const weightsSealingLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  const keyOf = (key: Uint8Array) => provider.createWeightsKey(key)

  law(
    ['CRY-226', 'CRY-228'],
    'a file is sealed as defined, however its source is cut',
    [sealedFile, places],
    async ({ key, file, plain, sealed }, cuts) => {
      const source = streamed(cutAt(joined(...plain), cuts))
      const sealing = await (await keyOf(key)).seal(file.path, file.bytes, CHUNK, source, file.salt)
      const entry = sealing.file()
      equal(await drained(sealing.chunks), { given: sealed, code: undefined })
      equal(await entry, file)
      equal(await sealing.file(), file)
    },
    { runs: 60 },
  )

  law(
    ['CRY-226', 'CRY-228', 'CRY-235'],
    'chunks of any size are sealed and opened',
    [seed, seed, path, fc.integer({ min: 12, max: 16 }), fc.nat(), fc.boolean()],
    async (key, salt, name, power, drawn, exact) => {
      const chunkBytes = 2 ** power
      const many = drawn % (3 * chunkBytes)
      const bytes = exact ? many - (many % chunkBytes) : many
      const { file, plain, sealed } = sealedWhole(key, name, content(bytes, 5), chunkBytes, salt)
      const holder = await keyOf(key)
      const sealing = await holder.seal(name, bytes, chunkBytes, streamed([content(bytes, 5)]), salt)
      equal(await drained(sealing.chunks), { given: sealed, code: undefined })
      equal(await sealing.file(), file)
      const opener = await holder.open(manifestOf(chunkBytes, [file]), name)
      equal(await Promise.all(sealed.map((chunk, at) => opener.open(at, chunk))), plain)
    },
    { runs: 25 },
  )

  law(
    ['CRY-226', 'CRY-228'],
    'each sealing has a salt of its own',
    [longFile],
    async ({ key, file, plain }) => {
      const salts = new Set<string>()
      for (let at = 0; at < 3; at++) {
        const sealing = await (await keyOf(key)).seal(file.path, file.bytes, CHUNK, streamed(plain))
        const { given } = await drained(sealing.chunks)
        const entry = await sealing.file()
        const right = sealedWhole(key, file.path, joined(...plain), CHUNK, entry.salt)
        equal(given, right.sealed)
        equal(entry, right.file)
        salts.add(Buffer.from(entry.salt).toString('hex'))
      }
      equal(salts.size, 3)
    },
    { runs: 10 },
  )

  law(
    'CRY-226',
    'a chunk that is not the last is given while the source waits',
    [longFile, fc.nat(CHUNK - 1)],
    async ({ key, file, plain, sealed }, more) => {
      const all = joined(...plain)
      const begun = all.slice(0, Math.min(CHUNK + more, all.length))
      const source = held([begun])
      const sealing = await (await keyOf(key)).seal(file.path, file.bytes, CHUNK, source.stream, file.salt)
      const chunks = (await sealing.chunks)[Symbol.asyncIterator]()
      equal((await chunks.next()).value, sealed[0])
      source.release()
      if (begun.length === all.length) equal((await chunks.next()).value, sealed[1])
      else equal(await faultOf(chunks.next()), 'BAD_LENGTH')
    },
    { runs: 20 },
  )

  law(
    ['CRY-227', 'CRY-228'],
    'a source that gives too much or too little ends in an error, before the last chunk',
    [sealedFile, places, fc.constantFrom(-4096, -4095, -1, 1, 2, 4096), fc.boolean()],
    async ({ key, file, plain, sealed }, cuts, more, asked) => {
      const all = joined(...plain)
      const given = more > 0 ? joined(all, new Uint8Array(more)) : all.slice(0, more)
      fc.pre(given.length !== all.length)
      const sealing = await (await keyOf(key)).seal(file.path, file.bytes, CHUNK, streamed(cutAt(given, cuts)), file.salt)
      const early = asked ? faultOf(sealing.file()) : 'BAD_LENGTH'
      const result = await drained(sealing.chunks)
      equal(result.code, 'BAD_LENGTH')
      equal(result.given, sealed.slice(0, -1).slice(0, result.given.length))
      equal(await early, 'BAD_LENGTH')
      await refuses(sealing.file(), 'BAD_LENGTH')
    },
    { runs: 40 },
  )

  law(
    ['CRY-226', 'CRY-228'],
    'an error of the source comes after the chunks before it',
    [longFile],
    async ({ key, file, plain, sealed }) => {
      const source = streamed(plain.slice(0, -1), sourceError())
      const sealing = await (await keyOf(key)).seal(file.path, file.bytes, CHUNK, source, file.salt)
      equal(await drained(sealing.chunks), { given: sealed.slice(0, -1), code: 'SourceGone' })
      equal(await faultOf(sealing.file()), 'SourceGone')
    },
    { runs: 10 },
  )

  cases('CRY-228', 'there is no entry of a file whose sealing was ended early', [0, 1, 2, 3], async (taken) => {
    const { key, file, plain } = fixedFile(3)
    const sealing = await (await keyOf(key)).seal(file.path, file.bytes, CHUNK, streamed(plain), file.salt)
    const early = faultOf(sealing.file())
    const chunks = (await sealing.chunks)[Symbol.asyncIterator]()
    for (let given = 0; given < taken; given++) await chunks.next()
    await chunks.return?.()
    const fault = taken === 3 ? undefined : 'BAD_LENGTH'
    equal(await early, fault)
    equal(await faultOf(sealing.file()), fault)
  })

  cases('CRY-229', 'chunks are iterated once', [1, 3], async (chunks) => {
    const { key, file, plain, sealed } = fixedFile(chunks)
    const sealing = await (await keyOf(key)).seal(file.path, file.bytes, CHUNK, streamed(plain), file.salt)
    equal((await drained(sealing.chunks)).given, sealed)
    equal(await drained(sealing.chunks), { given: [], code: 'USED' })
    equal(await sealing.file(), file)
  })

  cases(
    ['CRY-224', 'CRY-225'],
    'no path, then no number of bytes, no chunk size and no salt',
    [
      ...notSizes.map((many) => [many, CHUNK, 32]),
      ...notChunkSizes.map((size) => [1, size, 32]),
      ...[0, 31, 33].map((salt) => [1, CHUNK, salt]),
    ],
    async ([many, chunkBytes, salt]) => {
      const key = await keyOf(new Uint8Array(32))
      for (const path of ['', '.', '..', 'a/', '/a', 'a//b', 'a/..', 'a b', 'é', 'a'.repeat(257)])
        await refuses(key.seal(path, many!, chunkBytes!, streamed([]), new Uint8Array(salt!)), 'BAD_PATH')
      for (const path of ['a', 'a'.repeat(256), '...'])
        await refuses(key.seal(path, many!, chunkBytes!, streamed([]), new Uint8Array(salt!)), 'BAD_LENGTH')
    },
  )
}
