import { expect, test } from 'vitest'
import { same, sameButForOrder } from '../../src/gate/compare/observation.ts'

test.each([
  ['members in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, true, true],
  ['elements in another order', [1, 2], [2, 1], false, true],
  [
    'entries of a map in another order',
    {
      m: new Map([
        [1, 'a'],
        [2, 'b'],
      ]),
    },
    {
      m: new Map([
        [2, 'b'],
        [1, 'a'],
      ]),
    },
    false,
    true,
  ],
  ['elements of a set in another order', new Set([1, 2]), new Set([2, 1]), false, true],
  ['another value', { a: 1 }, { a: 2 }, false, false],
  ['−0 and 0', { a: -0 }, { a: 0 }, false, false],
])('%s', (_, a, b, equal, equalButForOrder) => {
  expect(same(a, b)).toBe(equal)
  expect(sameButForOrder(a, b)).toBe(equalButForOrder)
})
