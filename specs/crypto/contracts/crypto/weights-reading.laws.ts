import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit } from '../../driver.ts'
import { manifestOf } from '../../oracle/weights.ts'
import { drained, faultOf, sourceError } from './drained.ts'
import { AHEAD_MAX } from './limits.ts'
import { CHUNK, fixedFile, longFile, notIntegers, type Sealed } from './weights-drawn.ts'

const ahead = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom(1, 63, AHEAD_MAX))

/** Reading many chunks in order. */
export const weightsReadingLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  const openerOf = async ({ key, file }: Sealed) =>
    (await provider.createWeightsKey(key)).open(manifestOf(CHUNK, [file]), file.path)
  /** Long enough for the package to do what it is about to do. */
  const quiet = async () => {
    for (let at = 0; at < 20; at++) await provider.sealedChunkCount(0, CHUNK)
  }
  const rangeOf = (count: number, a: number, b: number) =>
    [a % (count + 1), b % (count + 1)].sort((x, y) => x - y) as [number, number]

  law(
    ['CRY-238', 'CRY-239'],
    'a range is read in order, each chunk asked for once, and progress told after each',
    [longFile, fc.nat(), fc.nat(), ahead],
    async (whole, a, b, most) => {
      const [from, to] = rangeOf(whole.sealed.length, a, b)
      const asked: number[] = []
      const heard: [number, number][] = []
      const source = async (index: number) => {
        asked.push(index)
        return whole.sealed[index]!
      }
      const items = (await openerOf(whole)).read(source, from, to, most, (done, total) => {
        heard.push([done, total])
      })
      equal(await drained(items), { given: whole.plain.slice(from, to), code: undefined })
      equal(
        asked,
        Array.from({ length: to - from }, (_, at) => from + at),
      )
      equal(
        heard,
        Array.from({ length: to - from }, (_, at) => [at + 1, to - from]),
      )
    },
    { runs: 40 },
  )

  cases(
    'CRY-238',
    'never are more chunks asked for and not yet given than allowed',
    [1, 2, 3, 5, 12, AHEAD_MAX],
    async (most) => {
      const whole = fixedFile(12)
      const waiting: (() => void)[] = []
      let asked = 0
      const source = (index: number) => {
        asked++
        return new Promise<Uint8Array>((resolve) => waiting.push(() => resolve(whole.sealed[index]!)))
      }
      const items = (await (await openerOf(whole)).read(source, 0, 12, most))[Symbol.asyncIterator]()
      for (let given = 0; given < 12; given++) {
        const next = items.next()
        await quiet()
        holds(asked <= given + most && asked > given, `at most ${given + most} chunks asked for`, asked)
        for (const release of waiting.splice(0)) release()
        equal((await next).value, whole.plain[given])
        await quiet()
        holds(asked <= given + 1 + most, `at most ${given + 1 + most} chunks asked for`, asked)
      }
      equal((await items.next()).done, true)
      equal(asked, 12)
    },
  )

  law(
    'CRY-238',
    'chunks that come in another order are given in order',
    [longFile, fc.integer({ min: 2, max: 8 })],
    async (whole, most) => {
      const count = whole.sealed.length
      const waiting = new Map<number, () => void>()
      const source = (index: number) =>
        new Promise<Uint8Array>((resolve) => waiting.set(index, () => resolve(whole.sealed[index]!)))
      const items = drained((await openerOf(whole)).read(source, 0, count, most))
      let done = false
      void items.finally(() => {
        done = true
      })
      while (!done) {
        await quiet()
        const last = [...waiting.keys()].at(-1)
        if (last === undefined) continue
        waiting.get(last)!()
        waiting.delete(last)
      }
      equal(await items, { given: whole.plain, code: undefined })
    },
    { runs: 8 },
  )

  law(
    'CRY-240',
    'a read ends in the fault of the first chunk that has one, after all before it',
    [longFile, fc.nat(), fc.constantFrom('flip', 'short', 'source', 'other'), ahead, fc.boolean()],
    async (whole, place, how, most, twice) => {
      const count = whole.sealed.length
      const at = place % count
      const heard: number[] = []
      const source = async (index: number) => {
        const sealed = whole.sealed[index]!
        if (index > at && twice) throw Object.assign(new Error('later'), { name: 'Later' })
        if (index !== at) return sealed
        if (how === 'source') throw sourceError()
        if (how === 'short') return sealed.slice(1)
        return how === 'flip' ? flipBit(sealed, place % 80) : flipBit(sealed, 8 * sealed.length - 1)
      }
      const items = (await openerOf(whole)).read(source, 0, count, most, (done) => {
        heard.push(done)
      })
      const codes = { flip: 'CHUNK_FAILED', other: 'CHUNK_FAILED', short: 'BAD_LENGTH', source: 'SourceGone' }
      equal(await drained(items), { given: whole.plain.slice(0, at), code: codes[how as keyof typeof codes] })
      equal(
        heard,
        Array.from({ length: at }, (_, done) => done + 1),
      )
    },
    { runs: 40 },
  )

  cases(
    ['CRY-236', 'CRY-237'],
    'a range or a number ahead that is none is refused at the call, the range first',
    [1, 3],
    async (chunks) => {
      const whole = fixedFile(chunks)
      const opener = await openerOf(whole)
      const source = async () => new Uint8Array(0)
      for (const bad of [...notIntegers, chunks + 1]) {
        await refuses(opener.read(source, bad, chunks, 0), 'BAD_INDEX')
        await refuses(opener.read(source, 0, bad, 0), 'BAD_INDEX')
      }
      await refuses(opener.read(source, 1, 0, 0), 'BAD_INDEX')
      for (const bad of [...notIntegers, 0, AHEAD_MAX + 1]) await refuses(opener.read(source, 0, chunks, bad), 'BAD_LENGTH')
      for (const at of [0, chunks]) equal(await drained(opener.read(source, at, at, 1)), { given: [], code: undefined })
    },
  )

  cases('CRY-241', 'a read stops at the next piece when its opener is destroyed', [1, 2, 4, AHEAD_MAX], async (most) => {
    const whole = fixedFile(4)
    const opener = await openerOf(whole)
    const items = (await opener.read(async (index) => whole.sealed[index]!, 0, 4, most))[Symbol.asyncIterator]()
    equal((await items.next()).value, whole.plain[0])
    await opener.destroy()
    equal(await faultOf(items.next()), 'DESTROYED')
    const source = async (index: number) => whole.sealed[index]!
    await refuses(opener.read(source, 0, 5, 0), 'BAD_INDEX')
    await refuses(opener.read(source, 0, 4, 0), 'BAD_LENGTH')
    equal(await drained(opener.read(source, 0, 4, most)), { given: [], code: 'DESTROYED' })
  })

  cases('CRY-239', 'progress is told of a chunk before it is given, and not before it is asked for', [1, 4], async (most) => {
    const whole = fixedFile(3)
    const heard: number[] = []
    const stream = await (await openerOf(whole)).read(
      async (index) => whole.sealed[index]!,
      0,
      3,
      most,
      (done) => {
        heard.push(done)
      },
    )
    const items = stream[Symbol.asyncIterator]()
    for (const given of [1, 2, 3]) {
      await quiet()
      equal(heard.length, given - 1)
      await items.next()
      equal(heard.at(-1), given)
    }
  })
}
