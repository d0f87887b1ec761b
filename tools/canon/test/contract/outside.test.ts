import { outside, sample } from '@canon/contract'
import { expect, test } from 'vitest'

const { bytes, number, list, record, optional } = sample
const samples = { size: number(1), proof: record({ path: list(bytes(new Uint8Array(1))), root: optional(number(2)) }) }

test('one part of the arguments is wrong at a time, and is named as the surface names it', () => {
  const all = [...outside(samples)]
  expect(new Set(all.map(({ name }) => name))).toEqual(new Set(['size', 'proof', 'path', 'root', undefined]))
  expect(all.find(({ what }) => what === 'size is null')).toEqual({
    what: 'size is null',
    name: 'size',
    args: [null, { path: [new Uint8Array(1)], root: 2 }],
  })
  expect(all.find(({ what }) => what === 'proof.path[0] is 7')).toMatchObject({
    name: undefined,
    args: [1, { path: [7], root: 2 }],
  })
  expect(all.find(({ what }) => what === 'proof.root is null')).toMatchObject({ name: 'root', args: [1, { root: null }] })
})

test('what may be left out is not wrong when it is', () => {
  const whats = [...outside(samples)].map(({ what }) => what)
  expect(whats).not.toContain('proof.root is undefined')
  expect(whats).toContain('size is undefined')
})
