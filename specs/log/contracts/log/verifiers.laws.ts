import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { damage, damaged, entries, grow, outside, place } from '../../driver.ts'
import { judgeConsistency, judgeInclusion, leafOf, pathOf, rootOf, subproofOf } from '../../oracle/merkle.ts'
import { fromBase64, utf8 } from '../../oracle/notes.ts'
import { code, hashesOf, ROOT } from './values.ts'

/** What the verifiers of inclusion and consistency accept and refuse. */
export const verifierLaws: Laws<typeof Log> = ({ provider, law, cases, fieldFolder }) => {
  law(
    ['LOG-027', 'LOG-026'],
    'what the tree proves, the verifier accepts, and nothing for another entry',
    [entries, place],
    async (list, at) => {
      const tree = await grow(provider, list)
      const index = at % list.length
      const proof = await tree.inclusionProof(index, list.length)
      const claim = { index, size: list.length, leaf: leafOf(list[index]!), proof, root: await tree.root() }
      equal(await provider.verifyInclusion(claim), undefined)
      await refuses(provider.verifyInclusion({ ...claim, leaf: leafOf(utf8('another')) }), 'ROOT_MISMATCH')
    },
  )

  const oddNumber = fc.option(outside(1, 60), { nil: undefined, freq: 6 })

  law(
    ['LOG-022', 'LOG-023', 'LOG-024', 'LOG-025', 'LOG-026', 'LOG-027', 'LOG-028'],
    'a damaged inclusion is judged as the definition judges it',
    [entries, place, damage, damage, oddNumber, oddNumber, fc.constantFrom(0, 0, 1, -1, 8)],
    async (list, at, toProof, toHashes, oddSize, oddIndex, shift) => {
      const leaves = hashesOf(list)
      const index = at % list.length
      const [leaf, root] = damaged([leaves[index]!, rootOf(leaves)], at % 2 === 0 ? toHashes : 'none', at)
      const claim = {
        index: oddIndex ?? index + (at % 3 === 0 ? shift : 0),
        size: oddSize ?? list.length + (at % 3 === 1 ? shift : 0),
        leaf: leaf ?? ROOT,
        root: root ?? ROOT,
        proof: damaged(pathOf(index, leaves), at % 4 < 3 ? toProof : 'none', at),
      }
      equal(await code(provider.verifyInclusion(claim)), judgeInclusion(claim))
    },
    { runs: 400 },
  )

  law(
    ['LOG-033', 'LOG-032'],
    'what the tree proves to be a prefix, the verifier accepts, and no other root',
    [entries, place],
    async (list, at) => {
      const tree = await grow(provider, list)
      const oldSize = 1 + (at % list.length)
      const oldRoot = await tree.root(oldSize)
      const claim = {
        oldSize,
        newSize: list.length,
        oldRoot,
        newRoot: await tree.root(),
        proof: await tree.consistencyProof(oldSize, list.length),
      }
      equal(await provider.verifyConsistency(claim), undefined)
      await refuses(provider.verifyConsistency({ ...claim, newRoot: ROOT }), 'ROOT_MISMATCH')
      await refuses(provider.verifyConsistency({ ...claim, oldRoot: ROOT }), 'ROOT_MISMATCH')
    },
  )

  law(
    ['LOG-029', 'LOG-030', 'LOG-031', 'LOG-032', 'LOG-033', 'LOG-034'],
    'a damaged consistency is judged as the definition judges it',
    [entries, place, damage, damage, oddNumber, oddNumber, fc.constantFrom(0, 0, 1, -1, 8)],
    async (list, at, toProof, toRoots, oddOld, oddNew, shift) => {
      const leaves = hashesOf(list)
      const oldSize = 1 + (at % list.length)
      const [oldRoot, newRoot] = damaged([rootOf(leaves.slice(0, oldSize)), rootOf(leaves)], at % 2 === 0 ? toRoots : 'none', at)
      const claim = {
        oldSize: oddOld ?? oldSize + (at % 3 === 0 ? shift : 0),
        newSize: oddNew ?? list.length + (at % 3 === 1 ? shift : 0),
        oldRoot: oldRoot ?? ROOT,
        newRoot: newRoot ?? ROOT,
        proof: damaged(subproofOf(oldSize, leaves), at % 4 < 3 ? toProof : 'none', at),
      }
      equal(await code(provider.verifyConsistency(claim)), judgeConsistency(claim))
    },
    { runs: 400 },
  )

  law(
    ['LOG-026', 'LOG-025'],
    'one flipped bit anywhere in a proof, a leaf or a root never passes',
    [entries, place, fc.constantFrom('proof', 'leaf', 'root')],
    async (list, at, where) => {
      const leaves = hashesOf(list)
      const index = at % list.length
      const flip = (hash: Uint8Array) => damaged([hash], 'flip', at)[0]!
      const claim = { index, size: list.length, leaf: leaves[index]!, proof: pathOf(index, leaves), root: rootOf(leaves) }
      const bad =
        where === 'leaf'
          ? { ...claim, leaf: flip(claim.leaf) }
          : where === 'root' || list.length === 1
            ? { ...claim, root: flip(claim.root) }
            : { ...claim, proof: damaged(claim.proof, 'flip', at) }
      await refuses(provider.verifyInclusion(bad), 'ROOT_MISMATCH')
    },
  )

  cases(
    ['LOG-022', 'LOG-025', 'LOG-026'],
    'sizes beyond 32 bits are walked exactly',
    [2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40 + 3, Number.MAX_SAFE_INTEGER],
    async (size) => {
      for (const index of [0, 2 ** 31 - 1, size - 1])
        for (const length of [1, 2, 31, 32, 33, 40, 41, 52, 53, 54, 64, 65]) {
          const claim = { index, size, leaf: ROOT, root: ROOT, proof: Array.from({ length }, () => ROOT) }
          equal(await code(provider.verifyInclusion(claim)), judgeInclusion(claim), `index ${index}, ${length} hashes`)
          const prefix = { oldSize: index + 1, newSize: size, oldRoot: ROOT, newRoot: ROOT, proof: claim.proof }
          equal(
            await code(provider.verifyConsistency(prefix)),
            judgeConsistency(prefix),
            `old size ${index + 1}, ${length} hashes`,
          )
        }
    },
  )

  cases(['LOG-028', 'LOG-034'], 'of several faults the verifiers name the first in order', [0], async () => {
    const short = ROOT.slice(1)
    const inclusion = { index: 2, size: 3, leaf: short, proof: [ROOT, ROOT, ROOT], root: ROOT }
    await refuses(provider.verifyInclusion({ ...inclusion, size: 0 }), 'BAD_SIZE')
    await refuses(provider.verifyInclusion({ ...inclusion, index: 3 }), 'BAD_INDEX')
    await refuses(provider.verifyInclusion(inclusion), 'BAD_HASH')
    await refuses(provider.verifyInclusion({ ...inclusion, leaf: ROOT, root: short }), 'BAD_HASH')
    await refuses(provider.verifyInclusion({ ...inclusion, leaf: ROOT, proof: [ROOT, ROOT, short] }), 'BAD_HASH')
    await refuses(provider.verifyInclusion({ ...inclusion, leaf: ROOT }), 'BAD_PROOF')
    const consistency = { oldSize: 2, newSize: 3, oldRoot: short, newRoot: ROOT, proof: [ROOT, ROOT, ROOT] }
    await refuses(provider.verifyConsistency({ ...consistency, oldSize: 4 }), 'BAD_SIZE')
    await refuses(provider.verifyConsistency(consistency), 'BAD_HASH')
    await refuses(provider.verifyConsistency({ ...consistency, oldRoot: ROOT, newRoot: short }), 'BAD_HASH')
    await refuses(provider.verifyConsistency({ ...consistency, oldRoot: ROOT, proof: [short] }), 'BAD_HASH')
    await refuses(provider.verifyConsistency({ ...consistency, oldRoot: ROOT }), 'BAD_PROOF')
    await refuses(
      provider.verifyConsistency({ oldSize: 3, newSize: 3, oldRoot: ROOT, newRoot: leafOf(ROOT), proof: [ROOT] }),
      'BAD_PROOF',
    )
  })

  cases(
    ['LOG-022', 'LOG-024', 'LOG-025', 'LOG-026', 'LOG-027'],
    'the published inclusion proofs',
    fieldFolder('crypto/merkle/testdata/inclusion', (json, path) => ({
      path,
      ...(json as {
        leafIdx: number
        treeSize: number
        root: string | null
        leafHash: string | null
        proof: string[] | null
        wantErr: boolean
      }),
    })),
    async (row) => {
      const claim = {
        index: row.leafIdx,
        size: row.treeSize,
        root: fromBase64(row.root ?? ''),
        leaf: fromBase64(row.leafHash ?? ''),
        proof: (row.proof ?? []).map(fromBase64),
      }
      equal((await code(provider.verifyInclusion(claim))) !== undefined, row.wantErr, row.path)
    },
  )

  cases(
    ['LOG-029', 'LOG-030', 'LOG-031', 'LOG-032', 'LOG-033'],
    'the published consistency proofs',
    fieldFolder('crypto/merkle/testdata/consistency', (json, path) => ({
      path,
      ...(json as {
        size1: number
        size2: number
        root1: string | null
        root2: string | null
        proof: string[] | null
        wantErr: boolean
      }),
    })),
    async (row) => {
      const claim = {
        oldSize: row.size1,
        newSize: row.size2,
        oldRoot: fromBase64(row.root1 ?? ''),
        newRoot: fromBase64(row.root2 ?? ''),
        proof: (row.proof ?? []).map(fromBase64),
      }
      const observed = await code(provider.verifyConsistency(claim))
      if (row.path.endsWith('sizes-are-equal-one-and-proof-is-empty.json')) equal(observed, 'BAD_HASH')
      else equal(observed !== undefined, row.wantErr, row.path)
    },
  )
}
