import { contract, equal, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Bait from '#surface/bait'
import { bytes, number, numbers, soon } from '../driver.ts'

export default contract<typeof Bait>('bait', ({ provider, law, cases }) => {
  law('BAI-001', 'twice the argument comes back', [number], async (n) => equal(await provider.twice(n), n * 2), soon)
  cases('BAI-001', 'twice nothing is nothing', [0], async (n) => equal(await provider.twice(n), 0), soon)
  law(
    'BAI-002',
    'too large a number is refused',
    [fc.integer({ min: 1001 })],
    (n) => refuses(provider.twice(n), 'TOO_LARGE'),
    soon,
  )
  cases('BAI-003', 'the limit is told', [1000], async (limit) => equal(await provider.LIMIT, limit), soon)
  law(
    'BAI-004',
    'bytes come back in reverse',
    [bytes],
    async (list) => equal(await provider.reversed(list), list.toReversed()),
    soon,
  )
  law(
    'BAI-004',
    'reversing twice changes nothing, not even what was handed in',
    [bytes],
    async (list) => {
      const before = Uint8Array.from(list)
      equal(await provider.reversed(await provider.reversed(list)), before)
      equal(list, before)
    },
    soon,
  )
  law(
    'BAI-005',
    'a summary counts and adds',
    [numbers],
    async (list) => equal(await provider.summary(list), { count: list.length, total: list.reduce((sum, n) => sum + n, 0) }),
    soon,
  )
  cases(
    'BAI-005',
    'a label is given back',
    ['plain', '__proto__'],
    async (label) => equal(await provider.summary([1], label), { count: 1, total: 1, label }),
    soon,
  )
  cases('BAI-006', 'nothing is refused', [[]], (list: number[]) => refuses(provider.summary(list), 'EMPTY'), soon)
  law(
    'BAI-007',
    'numbers come back in order',
    [numbers],
    async (list) =>
      equal(
        await provider.sorted(list),
        list.toSorted((a, b) => a - b),
      ),
    soon,
  )
  law(
    'BAI-008',
    'a visitor sees each number, one after the other',
    [numbers],
    async (list) => {
      const seen: number[] = []
      let busy = false
      await provider.each(list, async (n) => {
        if (busy) seen.push(Number.NaN)
        busy = true
        await Promise.resolve()
        busy = false
        seen.push(n)
      })
      equal(seen, list)
    },
    soon,
  )
  law(
    'BAI-009',
    'an iteration ends where it should',
    [fc.nat(20)],
    async (end) => {
      const seen: number[] = []
      for await (const n of await provider.upTo(end)) {
        seen.push(n)
        if (seen.length > end) break
      }
      equal(seen, [...Array(end).keys()])
    },
    soon,
  )
  law(
    ['BAI-010', 'BAI-011'],
    'a counter sums what it is given and remembers the last of it',
    [number, fc.array(fc.nat(255), { maxLength: 12 })],
    async (start, list) => {
      const counter = await new provider.Counter(start)
      let sum = start
      for (const n of list) {
        sum += n
        equal(await counter.add(n), sum)
      }
      equal(await counter.value, sum)
      equal(await counter.trace(), Uint8Array.from(list.slice(-8)))
      equal(await counter.trace(), Uint8Array.from(list.slice(-8)))
    },
    soon,
  )
})
