import { expect, it } from 'vitest'
import { runVectors } from '../../src/gate/vectors.ts'
import type { VectorStep } from '../../src/model/spec.ts'

const provider = {
  doubled: async (items: AsyncIterable<number>) => ({
    async *[Symbol.asyncIterator]() {
      for await (const item of items) yield 2 * item
    },
  }),
  source: {
    items: Promise.resolve({
      async *[Symbol.asyncIterator]() {
        yield 'x'
      },
    }),
  },
}
const ran = (...steps: VectorStep[]) =>
  runVectors([{ path: 'p', digest: 'd', operation: 'o', name: 'n', clauses: [], what: 'w', steps }], provider as never)
const doubling = { action: 'call', target: 'doubled', args: [{ $stream: [1, 2] }] } as const

it('hands a stream in, and compares the list of what a stream gives', async () => {
  expect(await ran({ ...doubling, expect: { returns: [2, 4] } })).toEqual([])
  expect(await ran({ ...doubling, expect: { returns: [2] } })).toHaveLength(1)
})

it('leaves a stream that is bound to the step that takes it', async () => {
  const bound = { ...doubling, as: 'twice', expect: { nothing: true } } as const
  const again = { ...doubling, args: [{ $name: 'twice' }] }
  expect(await ran(bound, { ...again, expect: { returns: [4, 8] } })).toEqual([])
})

it('iterates a stream that is a property', async () => {
  expect(await ran({ action: 'get', target: 'source.items', args: [], expect: { returns: ['x'] } })).toEqual([])
})
