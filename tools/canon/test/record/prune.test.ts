import { expect, test } from 'vitest'
import { digestBytes } from '../../src/base/digest.ts'
import { memoryHost } from '../../src/host/memory.ts'
import { keep, kept, pruneObjects } from '../../src/record/store.ts'

test('objects that a lock names stay, of the others the latest', () => {
  const host = memoryHost({})
  const bytes = Array.from({ length: 6 }, (_, i) => new TextEncoder().encode(`object ${i}`))
  for (const one of bytes) keep(host, one)
  const digests = bytes.map((one) => digestBytes(one))
  expect(pruneObjects(host, () => new Set([digests[0]!]), 2)).toBe(3)
  expect(digests.map((digest) => kept(host, digest) !== undefined)).toEqual([true, false, false, false, true, true])
  expect(pruneObjects(host, () => new Set([digests[0]!]), 2)).toBe(0)
})

test('a checkout without objects has nothing to forget', () => {
  expect(pruneObjects(memoryHost({}), () => new Set(), 0)).toBe(0)
})
