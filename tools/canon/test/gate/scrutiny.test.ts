import { types } from 'node:util'
import { describe, expect, test } from 'vitest'
import { scrutinyOf } from '../../src/gate/child/scrutiny.ts'

class Declared extends Error {}
const { Lookalike } = { Lookalike: class Declared extends Error {} }
const scrutiny = scrutinyOf([['Declared', Declared.prototype]], types.isProxy)

describe('what a package gives is plain data, or the reason why it is not', () => {
  for (const value of [{}, Object.create(null), [1, 2], new Uint8Array(3), new Map(), new Set(), new Date(0), new ArrayBuffer(1)])
    test(`plain: ${Object.prototype.toString.call(value)}`, () => expect(scrutiny.data(value)).toBe(undefined))

  const faults: Record<string, [value: object, says: string]> = {
    'a proxy of a list': [new Proxy([], {}), 'a proxy'],
    'bytes of a subclass': [new (class extends Uint8Array {})(1), 'a subclass of Uint8Array'],
    'a buffer of Node': [Buffer.alloc(2), 'a subclass of Uint8Array'],
    'a list of a subclass': [new (class extends Array {})(), 'a subclass of Array'],
    'a map of a subclass': [new (class extends Map {})(), 'a subclass of Map'],
    'a list with a field': [Object.assign([1], { toJSON: 1 }), 'fields beside the items'],
    'bytes with a field': [Object.assign(new Uint8Array(1), { at: 1 }), 'fields beside the items'],
  }
  for (const [name, [value, says]] of Object.entries(faults)) test(name, () => expect(scrutiny.data(value)).toContain(says))
})

describe('classes of an error', () => {
  test('are told by what is exported, and for the platform by name', () => {
    expect(scrutiny.classes(new Declared())).toEqual(['Declared', 'Error'])
    expect(scrutiny.classes(new TypeError())).toEqual(['TypeError', 'Error'])
  })
  test('a class of the same name is not the exported one', () => {
    expect(scrutiny.classes(new Lookalike())).toEqual(['Error'])
  })
})

describe('a promise is one of the platform', () => {
  test('and its end is told', async () => {
    const ended = await new Promise((done) => scrutiny.settle(Promise.resolve(7), done, done))
    expect(ended).toBe(7)
  })
  test('what only has a then is none, nor is a proxy of one', () => {
    const told: unknown[] = []
    const tell = (value: unknown) => void told.push(value)
    expect(scrutiny.settle(Object.fromEntries([['then', tell]]), tell, tell)).toBe(false)
    expect(scrutiny.settle(new Proxy(Promise.resolve(1), {}), tell, tell)).toBe(false)
    expect(told).toEqual([])
  })
})
