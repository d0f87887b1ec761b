import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { entries, entry, grow, outside, place } from '../../driver.ts'
import { leafOf, pathOf, rootOf, subproofOf } from '../../oracle/merkle.ts'
import { utf8 } from '../../oracle/notes.ts'
import { hashesOf } from './values.ts'

/** Leaf hashes, roots and proofs of the tree. */
export const treeLaws: Laws<typeof Log> = ({ provider, law, cases }) => {
  law('LOG-005', 'a leaf hash is H(0x00 || entry)', [entry], async (value) => {
    equal(await provider.leafHash(value), leafOf(value))
  })

  cases('LOG-006', 'an entry may have 1,048,576 bytes and not one more', [0, 1], async (over) => {
    const value = new Uint8Array(1_048_576 + over).fill(3)
    const tree = await new provider.MerkleTree()
    if (over === 0) {
      equal(await provider.leafHash(value), leafOf(value))
      equal(await tree.append(value), 0)
    } else {
      await refuses(provider.leafHash(value), 'ENTRY_TOO_LARGE')
      await refuses(tree.append(value), 'ENTRY_TOO_LARGE')
      equal(await tree.size, 0)
      equal(await tree.append(value.subarray(1)), 0)
    }
  })

  law(['LOG-007', 'LOG-008', 'LOG-013'], 'calls that are not awaited take effect in their order', [entries], async (list) => {
    const tree = await new provider.MerkleTree()
    const calls: Promise<unknown>[] = []
    for (const value of list) calls.push(tree.append(value), tree.root(), tree.size)
    const leaves = hashesOf(list)
    equal(
      await Promise.all(calls),
      list.flatMap((_, i) => [i, rootOf(leaves.slice(0, i + 1)), i + 1]),
    )
  })

  law(
    ['LOG-009', 'LOG-010', 'LOG-011', 'LOG-012'],
    'the tree has the root of the definition at each size, then and later',
    [entries],
    async (list) => {
      const leaves = hashesOf(list)
      const tree = await grow(provider, list)
      for (let size = 0; size <= list.length; size++) equal(await tree.root(size), rootOf(leaves.slice(0, size)), `size ${size}`)
      await tree.append(utf8('later'))
      equal(await tree.root(list.length), rootOf(leaves))
      equal(await tree.root(), rootOf([...leaves, leafOf(utf8('later'))]))
    },
    { runs: 60 },
  )

  law('LOG-010', 'a tree of one entry has its leaf hash as root', [entry], async (value) => {
    equal(await (await grow(provider, [value])).root(1), leafOf(value))
  })

  law(
    'LOG-014',
    'a root of a size that the tree has not is refused',
    [entries.chain((list) => fc.tuple(fc.constant(list), outside(0, list.length)))],
    async ([list, size]) => {
      const tree = await grow(provider, list)
      await refuses(tree.root(size), 'BAD_SIZE')
      equal(await tree.root(), rootOf(hashesOf(list)))
    },
  )

  law('LOG-015', 'an inclusion proof is the path of the definition', [entries, place, place], async (list, a, b) => {
    const size = 1 + (a % list.length)
    const index = b % size
    equal(await (await grow(provider, list)).inclusionProof(index, size), pathOf(index, hashesOf(list).slice(0, size)))
  })

  law(
    ['LOG-016', 'LOG-017'],
    'an inclusion proof needs a size of the tree, then an index below it',
    [entries.chain((list) => fc.tuple(fc.constant(list), outside(1, list.length), outside(0, list.length - 1)))],
    async ([list, size, index]) => {
      const tree = await grow(provider, list)
      await refuses(tree.inclusionProof(0, size), 'BAD_SIZE')
      await refuses(tree.inclusionProof(index, size), 'BAD_SIZE')
      await refuses(tree.inclusionProof(index, list.length), 'BAD_INDEX')
    },
  )

  law('LOG-018', 'a consistency proof is the subproof of the definition', [entries, place, place], async (list, a, b) => {
    const now = 1 + (a % list.length)
    const old = 1 + (b % now)
    equal(await (await grow(provider, list)).consistencyProof(old, now), subproofOf(old, hashesOf(list).slice(0, now)))
  })

  law(
    'LOG-019',
    'a consistency proof needs 1 ≤ old ≤ new ≤ size',
    [entries.chain((list) => fc.tuple(fc.constant(list), outside(1, list.length)))],
    async ([list, size]) => {
      const tree = await grow(provider, list)
      await refuses(tree.consistencyProof(size, list.length), 'BAD_SIZE')
      await refuses(tree.consistencyProof(1, size), 'BAD_SIZE')
      await refuses(tree.consistencyProof(list.length + 1, list.length), 'BAD_SIZE')
      await refuses(tree.consistencyProof(0, list.length), 'BAD_SIZE')
    },
  )
}
