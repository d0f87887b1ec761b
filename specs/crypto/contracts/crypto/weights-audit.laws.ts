import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, flipBit, seed } from '../../driver.ts'
import { joined1 } from '../../oracle/values.ts'
import { chunkHash, rootOf } from '../../oracle/weights.ts'
import { sourceError } from './drained.ts'
import { CHALLENGE_COUNT_MAX } from './limits.ts'
import { CHUNK, longFile, sealedFile } from './weights-drawn.ts'

const _count = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: CHALLENGE_COUNT_MAX }))
const hashList = (most: number) =>
  fc.integer({ min: 1, max: most }).chain((many) => fc.array(seed, { minLength: many, maxLength: many }))

/** What can be checked without a key. */
export const weightsAuditLaws: Laws<typeof Crypto> = ({ provider, law }) => {
  law('CRY-242', 'a chunk hash is that of a leaf', [bytes], async (chunk) => {
    equal(await provider.sealedChunkHash(chunk), chunkHash(chunk))
  })

  law('CRY-244', 'a root is that of RFC 9162', [hashList(70)], async (hashes) => {
    equal(await provider.sealedFileRoot(hashes), rootOf(hashes))
  })

  law(
    'CRY-243',
    'no hash at all, and one of another length anywhere, is refused',
    [hashList(9), fc.nat(), fc.nat(70).filter((length) => length !== 32)],
    async (hashes, at, length) => {
      await refuses(provider.sealedFileRoot([]), 'BAD_HASHES')
      await refuses(provider.sealedFileRoot(hashes.with(at % hashes.length, new Uint8Array(length))), 'BAD_HASHES')
    },
  )

  law(
    'CRY-246',
    'the damaged chunks are found, and no others',
    [
      sealedFile,
      fc.array(fc.constantFrom('fine', 'fine', 'flip', 'short', 'long', 'gone', 'other'), { minLength: 6, maxLength: 6 }),
    ],
    async ({ file, sealed, hashes }, fates) => {
      const source = async (index: number) => {
        const chunk = sealed[index]!
        if (fates[index] === 'gone') throw sourceError()
        if (fates[index] === 'flip') return flipBit(chunk, index)
        if (fates[index] === 'short') return chunk.slice(1)
        if (fates[index] === 'long') return joined1(chunk, 0)
        return fates[index] === 'other' ? flipBit(sealed[(index + 1) % sealed.length]!, 1) : chunk
      }
      const damaged = [...sealed.keys()].filter((index) => fates[index] !== 'fine')
      equal(await provider.damagedChunks(file, CHUNK, [...hashes], source), damaged)
    },
    { runs: 60 },
  )

  law(
    'CRY-245',
    'hashes that are not those of the file are refused, before the challenge is looked at',
    [longFile, fc.nat()],
    async ({ file, sealed, hashes }, at) => {
      const none = new Uint8Array(0)
      const [first, second] = [hashes[0]!, hashes[1]!]
      const lists = [
        [],
        hashes.slice(1),
        hashes.slice(0, -1),
        [...hashes, first],
        [...hashes, none],
        [rootOf(hashes)],
        hashes.with(at % hashes.length, flipBit(hashes[at % hashes.length]!, at % 256)),
        [...hashes].reverse(),
        // The same bytes in a row, cut elsewhere.
        [joined1(first, second[0]!), second.slice(1), ...hashes.slice(2)],
        hashes.map(() => file.root),
      ]
      const source = async (index: number) => sealed[index]!
      for (const list of lists) {
        await refuses(provider.damagedChunks(file, CHUNK, list, source), 'BAD_HASHES')
        await refuses(provider.provePossession(file, CHUNK, none, 0, list, source), 'BAD_HASHES')
      }
      const changed = { ...file, root: flipBit(file.root, at % 256) }
      await refuses(provider.damagedChunks(changed, CHUNK, [...hashes], source), 'BAD_HASHES')
    },
    { runs: 20 },
  )
}
