import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { leavesTo, outside, place, seed, tiledSize } from '../../driver.ts'
import { H, rootOf } from '../../oracle/merkle.ts'
import { join } from '../../oracle/notes.ts'
import { consistencyFromTiles, inclusionFromTiles, tilesOf } from '../../oracle/tiles.ts'

/** Roots and proofs from tiles, and what bad tiles are refused with. */
export const tileProofLaws: Laws<typeof Log> = ({ provider, law, cases }) => {
  const library = new Map<number, Map<string, Uint8Array>>()
  const shelf = (size: number): Map<string, Uint8Array> => {
    const known = library.get(size) ?? tilesOf(leavesTo(size))
    library.set(size, known)
    return known
  }
  /** Answers tiles and keeps count of what was asked. */
  const reader = (size: number, change: (path: string, bytes: Uint8Array) => Uint8Array | undefined = (_, bytes) => bytes) => {
    const asked: string[] = []
    const fetch = async (path: string): Promise<Uint8Array> => {
      asked.push(path)
      const bytes = change(path, (shelf(size).get(path) ?? new Uint8Array(0)).slice())
      if (bytes === undefined) throw new Error('gone')
      return bytes
    }
    return { asked, fetch }
  }

  law(
    ['LOG-119', 'LOG-116', 'LOG-115'],
    'the root comes from the edge tiles alone',
    [tiledSize],
    async (size) => {
      const { asked, fetch } = reader(size)
      equal(await provider.rootFromTiles(size, fetch), rootOf(leavesTo(size)))
      equal(asked.sort(), inclusionFromTiles(0, leavesTo(size)).edge.sort())
    },
    { runs: 40 },
  )

  cases('LOG-119', 'an empty tree needs no tile', [0], async (size) => {
    const { asked, fetch } = reader(1)
    equal(await provider.rootFromTiles(size, fetch), H())
    equal(asked, [])
  })

  law(
    ['LOG-122', 'LOG-116', 'LOG-115'],
    'an inclusion proof from tiles is that of the tree, from just the tiles it needs',
    [tiledSize, place],
    async (size, at) => {
      const leaves = leavesTo(size)
      const { asked, fetch } = reader(size)
      const want = inclusionFromTiles(at % size, leaves)
      equal(await provider.inclusionProofFromTiles(at % size, size, rootOf(leaves), fetch), want.proof)
      equal(asked.sort(), [...want.edge, ...want.full].sort())
    },
    { runs: 40 },
  )

  law(
    ['LOG-123', 'LOG-116', 'LOG-115'],
    'a consistency proof from tiles is that of the tree, from just the tiles it needs',
    [tiledSize, fc.oneof(place, fc.constantFrom(255, 511, 767, 65_535))],
    async (size, at) => {
      const leaves = leavesTo(size)
      const { asked, fetch } = reader(size)
      const oldSize = 1 + (at % size)
      const want = consistencyFromTiles(oldSize, leaves)
      equal(await provider.consistencyProofFromTiles(oldSize, size, rootOf(leaves), fetch), want.proof)
      equal(asked.sort(), [...want.edge, ...want.full].sort())
    },
    { runs: 40 },
  )

  law(
    ['LOG-120', 'LOG-121', 'LOG-118', 'LOG-117', 'LOG-124'],
    'of bad tiles the first in order is named, and no bad tile passes',
    [
      tiledSize,
      place,
      fc.constantFrom('flip', 'short', 'long', 'gone', 'foreign'),
      fc.constantFrom('flip', 'short', 'gone', 'none'),
      place,
    ],
    async (size, at, how, other, which) => {
      const leaves = leavesTo(size)
      const index = at % size
      const consistency = which % 2 === 0
      const want = consistency ? consistencyFromTiles(index + 1, leaves) : inclusionFromTiles(index, leaves)
      const order = [...want.edge, ...want.full]
      const broken = new Map([
        [order[at % order.length]!, how],
        ...(other === 'none' ? [] : [[order[which % order.length]!, other] as const]),
      ])
      const { fetch } = reader(size, (path, bytes) => {
        const fault = broken.get(path)
        if (fault === 'flip') bytes[at % bytes.length]! ^= 1
        if (fault === 'foreign') return new Uint8Array(bytes.length).fill(1)
        if (fault === 'short') return bytes.slice(1)
        if (fault === 'long') return join(bytes, bytes.slice(0, 32))
        return fault === 'gone' ? undefined : bytes
      })
      const named = (path: string) => codeOf[broken.get(path) ?? '']
      const edge = want.edge.map(named)
      const expected =
        edge.find((each) => each === 'BAD_TILE' || each === 'FETCH_FAILED') ??
        edge.find((each) => each !== undefined) ??
        want.full.map(named).find((each) => each !== undefined)
      const root = rootOf(leaves)
      const call = consistency
        ? provider.consistencyProofFromTiles(index + 1, size, root, fetch)
        : provider.inclusionProofFromTiles(index, size, root, fetch)
      await refuses(call, expected!)
      if (edge.some((each) => each === 'BAD_TILE' || each === 'FETCH_FAILED'))
        await refuses(provider.rootFromTiles(size, fetch), expected!)
    },
    { runs: 80 },
  )

  law(
    ['LOG-110', 'LOG-111', 'LOG-112', 'LOG-113', 'LOG-114', 'LOG-120'],
    'sizes, index and root are checked in this order, before any tile',
    [
      fc.integer({ min: 1, max: 600 }).chain((size) => fc.tuple(fc.constant(size), outside(0, size - 1))),
      outside(1, Number.MAX_SAFE_INTEGER),
      seed,
    ],
    async ([size, index], bad, wrong) => {
      const { asked, fetch } = reader(size)
      const short = wrong.slice(1)
      if (bad !== 0) await refuses(provider.rootFromTiles(bad, fetch), 'BAD_SIZE')
      await refuses(provider.inclusionProofFromTiles(index, bad, short, fetch), 'BAD_SIZE')
      await refuses(provider.inclusionProofFromTiles(index, size, short, fetch), 'BAD_INDEX')
      await refuses(provider.inclusionProofFromTiles(0, size, short, fetch), 'BAD_HASH')
      await refuses(provider.consistencyProofFromTiles(1, bad, short, fetch), 'BAD_SIZE')
      await refuses(provider.consistencyProofFromTiles(bad, size, short, fetch), 'BAD_SIZE')
      await refuses(provider.consistencyProofFromTiles(size + 1, size, short, fetch), 'BAD_SIZE')
      await refuses(provider.consistencyProofFromTiles(size, size, short, fetch), 'BAD_HASH')
      equal(asked, [])
      await refuses(provider.consistencyProofFromTiles(size, size, wrong, fetch), 'ROOT_MISMATCH')
      await refuses(provider.inclusionProofFromTiles(0, size, wrong, fetch), 'ROOT_MISMATCH')
    },
  )
}

/** What a bad tile is refused with. */
const codeOf: Record<string, string | undefined> = {
  short: 'BAD_TILE',
  long: 'BAD_TILE',
  gone: 'FETCH_FAILED',
  flip: 'ROOT_MISMATCH',
  foreign: 'ROOT_MISMATCH',
}
