import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, flipBit, seed, utf8 } from '../../driver.ts'
import { ends, kems } from '../../oracle/hpke.ts'
import { aeads } from '../../oracle/primitives.ts'
import { joined1 } from '../../oracle/values.ts'
import { bothSides, contextSecret, outcomeOf } from './hpke-sides.ts'
import { AEAD_BYTES_MAX } from './limits.ts'

const _kem = fc.constantFrom(...kems)
const aead = fc.constantFrom(...aeads)
const message = fc.record({ aad: bytes, plaintext: bytes })
const messages = fc.array(message, { maxLength: 12, size: 'max' })
const none = new Uint8Array(0)

/** Contexts: the order and the count of messages. */
export const hpkeOrderLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law(
    ['CRY-107', 'CRY-108'],
    'messages in flight together take their places in the order of the calls',
    [aead, seed, bytes, messages],
    async (suite, random, info, list) => {
      const { right, sender, recipient } = await bothSides(provider, suite, random, info)
      const sealed = list.map(({ aad, plaintext }, at) => right.seal(at, aad, plaintext))
      equal(await Promise.all(list.map(({ aad, plaintext }) => sender.seal(aad, plaintext))), sealed)
      const opened = await Promise.all(list.map(({ aad }, at) => recipient.open(aad, sealed[at]!)))
      equal(
        opened,
        list.map(({ plaintext }) => plaintext),
      )
    },
    { runs: 60 },
  )

  law(
    ['CRY-108', 'CRY-109'],
    'a message reordered, repeated, dropped, changed or from elsewhere is refused, and what comes next still opens',
    [
      aead,
      seed,
      fc.array(
        fc.record({
          offset: fc.constantFrom(0, 0, 0, -1, 1, 2),
          change: fc.constantFrom('no', 'no', 'bit', 'aad', 'cut', 'other'),
          at: fc.nat(),
        }),
        {
          maxLength: 30,
          size: 'max',
        },
      ),
    ],
    async (suite, random, arrivals) => {
      const { right, recipient } = await bothSides(provider, suite, random, none)
      const foreign = ends('x25519', suite, random, none)
      let next = 0
      const calls: Promise<unknown>[] = []
      const expected: unknown[] = []
      for (const { offset, change, at } of arrivals) {
        const plaintext = utf8(`message ${next + offset}`)
        const sealed = (change === 'other' ? foreign : right).seal(Math.max(0, next + offset), none, plaintext)
        const cipher =
          change === 'bit'
            ? flipBit(sealed, at % (8 * sealed.length))
            : change === 'cut'
              ? sealed.subarray(0, at % sealed.length)
              : sealed
        const good = (change === 'no' && offset === 0) || (change === 'no' && next + offset <= 0 && next === 0)
        calls.push(outcomeOf(recipient.open(change === 'aad' ? utf8('x') : none, cipher)))
        expected.push(good ? plaintext : 'OPEN_FAILED')
        if (good) next++
      }
      equal(await Promise.all(calls), expected)
      equal(await recipient.open(none, right.seal(next, none, utf8('last'))), utf8('last'))
    },
    { runs: 60 },
  )

  cases(
    ['CRY-107', 'CRY-108'],
    'the count goes on beyond a byte, and beyond two',
    aeads,
    async (suite) => {
      const { right, sender, recipient } = await bothSides(provider, suite, contextSecret, none)
      for (let from = 0; from < (suite === 'aes-128-gcm' ? 66_000 : 600); from += 600) {
        const sealed = await Promise.all(Array.from({ length: 600 }, () => sender.seal(none, none)))
        for (const at of [0, 255, 256, 599]) equal(sealed[at], right.seal(from + at, none, none))
        if (from > 0) continue
        const opened = await Promise.all(sealed.map((each) => recipient.open(none, each)))
        equal(
          opened.every((each) => each.length === 0),
          true,
        )
      }
    },
    { timeoutMs: 60_000 },
  )

  cases(
    ['CRY-107', 'CRY-108', 'CRY-110', 'CRY-114'],
    'the longest message is sealed and opened; one byte more is refused, does not count, and not before the end of the context',
    ['aes-256-gcm'] as const,
    async (suite) => {
      const { right, sender, recipient } = await bothSides(provider, suite, contextSecret, none)
      const [most, over] = [new Uint8Array(AEAD_BYTES_MAX), new Uint8Array(AEAD_BYTES_MAX + 1)]
      await refuses(sender.seal(none, over), 'TOO_LARGE')
      await refuses(sender.seal(over, none), 'TOO_LARGE')
      const sealed = await sender.seal(none, most)
      equal(Buffer.compare(sealed, right.seal(0, none, most)), 0)
      await refuses(recipient.open(none, joined1(sealed, 0)), 'TOO_LARGE')
      await refuses(recipient.open(over, sealed), 'TOO_LARGE')
      equal(Buffer.compare(await recipient.open(none, sealed), most), 0)
      equal(await recipient.open(most, await sender.seal(most, none)), none)
      await Promise.all([sender.destroy(), recipient.destroy()])
      await refuses(sender.seal(none, over), 'DESTROYED')
      await refuses(recipient.open(over, none), 'DESTROYED')
    },
    { alone: true },
  )
}
