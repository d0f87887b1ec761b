import { equal, holds, type Laws, ProviderError, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit, seed } from '../../driver.ts'
import { errorOf, joined1 } from '../../oracle/values.ts'
import { manifestOf, sealedWhole } from '../../oracle/weights.ts'
import { CHUNK, content, fixedFile, longFile, notIntegers, path, type Sealed, sealedFile } from './weights-drawn.ts'

/** Opening chunks one by one. */
export const weightsOpeningLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  const openerOf = async ({ key, file }: Sealed) =>
    (await provider.createWeightsKey(key)).open(manifestOf(CHUNK, [file]), file.path)

  law(
    'CRY-235',
    'every chunk opens, in any order and at the same time',
    [sealedFile, fc.array(fc.nat(), { maxLength: 8 })],
    async (whole, order) => {
      const opener = await openerOf(whole)
      const count = whole.sealed.length
      equal(await opener.chunks, count)
      const indexes = [...order.map((index) => index % count), ...whole.sealed.keys()]
      const opened = await Promise.all(indexes.map((index) => opener.open(index, whole.sealed[index]!)))
      equal(
        opened,
        indexes.map((index) => whole.plain[index]),
      )
    },
    { runs: 60 },
  )

  law(
    'CRY-234',
    'a chunk of another place, file, sealing or key does not open, and the message says which',
    [longFile, seed, path, fc.nat()],
    async (whole, other, otherPath, at) => {
      const { key, file, sealed, plain } = whole
      const opener = await openerOf(whole)
      const all = content(file.bytes, 9)
      const index = at % (sealed.length - 1)
      const strange = [
        ...(sealed.length > 2 ? [sealed[(index + 1) % (sealed.length - 1)]!] : []),
        sealedWhole(other, file.path, all, CHUNK, file.salt).sealed[index]!,
        sealedWhole(key, file.path, all, CHUNK, other).sealed[index]!,
        sealedWhole(key, `${otherPath}/x`, all, CHUNK, file.salt).sealed[index]!,
        sealedWhole(key, file.path, all.slice(1), CHUNK, file.salt).sealed[index]!,
        sealedWhole(key, file.path, joined1(all, 0), CHUNK, file.salt).sealed[index]!,
      ].filter((chunk) => chunk.length === sealed[index]!.length)
      for (const chunk of strange) await refuses(opener.open(index, chunk), 'CHUNK_FAILED')
      const error = await errorOf(opener.open(index, flipBit(sealed[index]!, at % (8 * CHUNK))))
      holds(error instanceof ProviderError && error.code === 'CHUNK_FAILED', 'CHUNK_FAILED')
      const message = (error as ProviderError).message
      holds(new RegExp(`(?<![0-9])${index}(?![0-9])`).test(message), `the index ${index}`, message)
      equal(await opener.open(index, sealed[index]!), plain[index])
    },
    { runs: 40 },
  )

  cases('CRY-234', 'every flipped byte of a short chunk', [fixedFile(1), fixedFile(2)], async (whole) => {
    const opener = await openerOf(whole)
    const last = whole.sealed.length - 1
    const sealed = whole.sealed[last]!
    const step = [...sealed.keys()].filter((at) => at % 97 === 0 || at > sealed.length - 20)
    for (const at of step) await refuses(opener.open(last, flipBit(sealed, 8 * at + (at % 8))), 'CHUNK_FAILED')
  })

  cases('CRY-234', 'the first chunk of a file of one is not that of a longer one, whatever its flag', [2, 3], async (chunks) => {
    const whole = fixedFile(chunks)
    const { file, key } = whole
    const shorter = sealedWhole(key, file.path, whole.plain[0]!, CHUNK, file.salt)
    await refuses((await openerOf(whole)).open(0, shorter.sealed[0]!), 'CHUNK_FAILED')
    await refuses((await openerOf({ ...shorter, key })).open(0, whole.sealed[0]!), 'CHUNK_FAILED')
  })

  law(
    ['CRY-232', 'CRY-233'],
    'no such chunk, then another length',
    [sealedFile, fc.nat(), fc.oneof(fc.nat(40), fc.nat(2 * CHUNK))],
    async (whole, at, length) => {
      const opener = await openerOf(whole)
      const count = whole.sealed.length
      for (const index of [...notIntegers, count]) await refuses(opener.open(index, new Uint8Array(0)), 'BAD_INDEX')
      const index = at % count
      const right = whole.sealed[index]!
      if (length !== right.length) await refuses(opener.open(index, new Uint8Array(length)), 'BAD_LENGTH')
      await refuses(opener.open(index, right.slice(1)), 'BAD_LENGTH')
      await refuses(opener.open(index, joined1(right, 0)), 'BAD_LENGTH')
    },
    { runs: 30 },
  )

  law(
    ['CRY-230', 'CRY-231'],
    'a path that is not there, another key, and an entry that was changed',
    [sealedFile, seed, path, fc.nat(255)],
    async ({ key, file }, other, otherPath, bit) => {
      fc.pre(otherPath !== file.path && Buffer.compare(key, other) !== 0)
      const manifest = manifestOf(CHUNK, [file])
      const holder = await provider.createWeightsKey(key)
      for (const absent of [otherPath, '', `${file.path}/`, 'constructor/x'])
        await refuses(holder.open(manifest, absent), 'NO_SUCH_FILE')
      await refuses((await provider.createWeightsKey(other)).open(manifest, file.path), 'WRONG_KEY')
      const changes = [
        { commitment: flipBit(file.commitment, bit) },
        { salt: flipBit(file.salt, bit) },
        { bytes: file.bytes + 1 },
        { path: otherPath },
      ]
      for (const change of changes) {
        const changed = { ...file, ...change }
        await refuses(holder.open(manifestOf(CHUNK, [changed]), changed.path), 'WRONG_KEY')
      }
      await refuses(holder.open(manifestOf(2 * CHUNK, [file]), file.path), 'WRONG_KEY')
      const opener = await holder.open(manifestOf(CHUNK, [{ ...file, root: other }], 'another'), file.path)
      equal(await opener.chunks, Math.max(1, Math.ceil(file.bytes / CHUNK)))
    },
    { runs: 30 },
  )

  cases(
    'CRY-241',
    'a destroyed opener refuses; what was called before goes on, and other openers too',
    [1, 3],
    async (chunks) => {
      const whole = fixedFile(chunks)
      const [opener, other] = [await openerOf(whole), await openerOf(whole)]
      const before = opener.open(0, whole.sealed[0]!)
      await opener.destroy()
      await refuses(opener.open(0, whole.sealed[0]!), 'DESTROYED')
      await refuses(opener.open(chunks, whole.sealed[0]!), 'BAD_INDEX')
      await refuses(opener.open(0, whole.sealed[0]!.slice(1)), 'BAD_LENGTH')
      equal(await before, whole.plain[0])
      equal(await other.open(0, whole.sealed[0]!), whole.plain[0])
      equal(await opener.chunks, chunks)
      await opener.destroy()
    },
  )
}
