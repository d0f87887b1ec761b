import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { JsonValue } from '#surface/crypto'
import { json, outcome, text, utf8 } from '../../driver.ts'
import { canonicalText } from '../../oracle/canonical.ts'
import { begun, fixed } from '../../oracle/exchanges.ts'
import { all, watched } from '../../oracle/streams.ts'
import { codeOf } from '../../oracle/values.ts'

type Event = { [key: string]: JsonValue }

/** The window as the clauses have it, with all the memory it likes. */
class Model {
  readonly #held = new Map<string, number>()
  #now = 0
  readonly #windowMs: number
  readonly #capacity: number
  constructor(windowMs: number, capacity: number) {
    this.#windowMs = windowMs
    this.#capacity = capacity
  }
  admit(enc: number, at: number, now: number): string | undefined {
    this.#now = Math.max(this.#now, now)
    if (Math.abs(at - this.#now) > this.#windowMs) return 'STALE'
    for (const [key, time] of this.#held) if (this.#now - time > this.#windowMs) this.#held.delete(key)
    if (this.#held.has(String(enc))) return 'REPLAYED'
    if (this.#held.size >= this.#capacity) return 'BUSY'
    this.#held.set(String(enc), at)
    return undefined
  }
}

const bucketOf = (length: number, least: number, linear: number) => {
  let bucket = least
  while (bucket < length) bucket = bucket < linear ? bucket * 2 : bucket + linear
  return bucket
}
const padded = (event: Event) => {
  const length = (zeros: number) => `data: ${canonicalText({ ...event, obfuscation: '0'.repeat(zeros) })}\n\n`
  const bare = utf8(length(0)).length
  return utf8(length(bucketOf(bare, 256, Number.POSITIVE_INFINITY) - bare))
}
const comment = utf8(`: ${'0'.repeat(252)}\n\n`)
const done = utf8(`data: [DONE]\n: ${'0'.repeat(239)}\n\n`)
const paddedAll = (events: readonly Event[]) => {
  const count = bucketOf(events.length + 1, 16, 256)
  return [...events.map(padded), ...Array.from({ length: count - events.length - 1 }, () => comment), done]
}
const event: fc.Arbitrary<Event> = fc.dictionary(text, json, { maxKeys: 4 }).map(({ obfuscation: _, ...rest }) => rest)
const enc = (number: number) => new Uint8Array(32).fill(number)

/** What keeps requests from being replayed, and what hides their lengths. */
export const trafficLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law(
    ['CRY-194', 'CRY-195', 'CRY-196', 'CRY-197'],
    'a window admits each encapsulation once, in its time, as long as it has room',
    [
      fc.constantFrom(1, 5, 20),
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.record({ who: fc.nat(7), late: fc.integer({ min: -25, max: 25 }), step: fc.integer({ min: -3, max: 9 }) }), {
        maxLength: 40,
        size: 'max',
      }),
    ],
    async (windowMs, capacity, calls) => {
      const window = await provider.createReplayWindow(windowMs, capacity)
      const model = new Model(windowMs, capacity)
      let now = 1000
      for (const { who, late, step } of calls) {
        now += step
        equal(await codeOf(window.admit(enc(who), now + late, now)), model.admit(who, now + late, now))
      }
    },
    { runs: 150 },
  )

  law(
    ['CRY-195', 'CRY-197'],
    'of calls at the same time the first is admitted, whatever the encapsulation is',
    [fc.uint8Array({ maxLength: 1120, size: 'max' }), fc.integer({ min: 2, max: 6 })],
    async (value, times) => {
      const window = await provider.createReplayWindow(10, 100)
      const codes = await Promise.all(Array.from({ length: times }, () => codeOf(window.admit(value, 5, 5))))
      equal(codes, [undefined, ...Array.from({ length: times - 1 }, () => 'REPLAYED')])
      const other = await provider.createReplayWindow(10, 100)
      equal(await other.admit(value, 5, 5), undefined)
    },
    { runs: 20 },
  )

  cases(['CRY-196', 'CRY-197'], 'a window has room for its capacity, and for no more', [1, 1000], async (capacity) => {
    const window = await provider.createReplayWindow(1000, capacity)
    const number = (at: number) => Uint8Array.of(at & 255, at >> 8)
    for (let at = 0; at < capacity; at++) equal(await window.admit(number(at), 1000, 1000), undefined)
    await refuses(window.admit(number(capacity), 1000, 2000), 'BUSY')
    for (let at = 0; at < capacity; at++) await refuses(window.admit(number(at), 1000, 2000), 'REPLAYED')
    equal(await window.admit(number(capacity), 2001, 2001), undefined)
    for (let at = 0; at < capacity - 1; at++) equal(await window.admit(number(at), 2001, 2001), undefined)
  })

  law(
    ['CRY-192', 'CRY-193'],
    'a window, a capacity or a time out of range is refused, and changes nothing',
    [fc.oneof(fc.constantFrom(-1, NaN, Infinity, 2 ** 53), fc.double({ noInteger: true }))],
    async (bad) => {
      await refuses(provider.createReplayWindow(bad, 1), 'BAD_LENGTH')
      await refuses(provider.createReplayWindow(0, 1), 'BAD_LENGTH')
      await refuses(provider.createReplayWindow(3600001, 1), 'BAD_LENGTH')
      await refuses(provider.createReplayWindow(1, bad), 'BAD_LENGTH')
      await refuses(provider.createReplayWindow(1, 0), 'BAD_LENGTH')
      await refuses(provider.createReplayWindow(1, 16777217), 'BAD_LENGTH')
      const window = await provider.createReplayWindow(3600000, 1)
      await refuses(window.admit(enc(1), bad, 9007199254740991), 'BAD_TIME')
      await refuses(window.admit(enc(1), 0, bad), 'BAD_TIME')
      equal(await window.admit(enc(1), 0, 0), undefined)
    },
    { runs: 15 },
  )

  law(
    ['CRY-199', 'CRY-200'],
    'a length is padded to its bucket',
    [
      fc.oneof(
        fc.nat(16777216),
        fc.nat(70000),
        fc.integer({ min: -5, max: 16777230 }),
        fc.nat(256).map((at) => at * 65536 + 1),
      ),
    ],
    async (length) => {
      if (length < 0 || length > 16777216) await refuses(provider.paddedRequestLength(length), 'BAD_LENGTH')
      else equal(await provider.paddedRequestLength(length), bucketOf(length, 1024, 65536))
    },
    { runs: 200 },
  )

  law(
    ['CRY-201', 'CRY-202', 'CRY-203'],
    'an event is padded to its bucket, or refused',
    [event, fc.oneof(fc.constant(0), fc.nat(700), fc.nat(66000)), json],
    async (drawn, filler, value) => {
      const full: Event = filler === 0 ? drawn : { ...drawn, filler: 'é'.repeat(filler >> 1) }
      const expected = padded(full)
      equal(
        await outcome(provider.padEvent(full as never)),
        expected.length > 65536 ? { refused: 'TOO_LARGE' } : { returned: expected },
      )
      await refuses(provider.padEvent({ ...full, obfuscation: value } as never), 'BAD_EVENT')
    },
  )

  cases(
    'CRY-204',
    'a stream of events has a number of pieces that is a bucket',
    [0, 1, 14, 15, 16, 31, 32, 127, 255, 256, 511, 512],
    async (count) => {
      const events = Array.from({ length: count }, (_, at): Event => ({ at, text: 'x'.repeat(at) }))
      equal(await all(await provider.padEvents(watched(events) as never)), paddedAll(events))
    },
  )

  law(
    'CRY-204',
    'each event is padded at once',
    [fc.integer({ min: 1, max: 5 })],
    async (count) => {
      const source = watched(Array.from({ length: count }, (_, at): Event => ({ at })))
      const iterator = (await provider.padEvents(source as never))[Symbol.asyncIterator]()
      for (let at = 0; at < count; at++) {
        equal((await iterator.next()).value, padded({ at }))
        await provider.paddedRequestLength(0)
        equal(source.asked, at + 1)
      }
    },
    { runs: 10 },
  )

  cases(
    'CRY-205',
    'who sees the sizes and the number of pieces of 1,000 sealed replies tells two prompts apart no better than their buckets do',
    [
      { far: 0, advantage: 0 },
      { far: 50, advantage: 0.1 },
    ],
    async ({ far, advantage }) => {
      const { kem, keyId, secret, aead } = fixed
      const gateway = await provider.createExchangeGateway(await provider.createRecipientKey(kem, secret), keyId, [aead])
      const { head } = begun(fixed, 'chunked request')
      const seen = new Map<string, [number, number]>()
      const look = async (reply: number) => {
        const prompt = reply % 2
        const turn = reply >> 1
        // One prompt is answered in few long words, the other in many short ones; `far` of the second's 500 replies are longer.
        const count = prompt === 0 ? 1 + (turn % 5) : turn < far ? 16 : 8 + (turn % 8)
        const word = (at: number) => (prompt === 0 ? 'w'.repeat(60 + ((turn * 7 + at) % 90)) : 's'.repeat((turn + at) % 9))
        const events = Array.from({ length: count }, (_, at): Event => ({ id: turn, text: word(at) }))
        const exchange = await gateway.openStream(watched([head]))
        const pieces = await all(await exchange.seal(await provider.padEvents(watched(events) as never)))
        const trace = pieces.map((piece) => piece.length).join(' ')
        const counts = seen.get(trace) ?? [0, 0]
        counts[prompt as 0 | 1]++
        seen.set(trace, counts)
      }
      for (let reply = 0; reply < 1000; reply += 20)
        await Promise.all(Array.from({ length: 20 }, (_, more) => look(reply + more)))
      const distance = [...seen.values()].reduce((sum, [one, two]) => sum + Math.abs(one - two), 0) / 1000
      holds(distance <= advantage, `an advantage of at most ${advantage}`, distance)
    },
    { timeoutMs: 120_000, mutants: false },
  )
}
