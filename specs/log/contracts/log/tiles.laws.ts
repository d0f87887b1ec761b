import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Log from '#surface/log'
import { leavesTo, outside, place, tile } from '../../driver.ts'
import { utf8 } from '../../oracle/notes.ts'
import { layoutOf, pathText, tileOf, tilesOf } from '../../oracle/tiles.ts'

/** Paths, layout and contents of tiles. */
export const tileLaws: Laws<typeof Log> = ({ provider, law, cases, field }) => {
  law(['LOG-101', 'LOG-103'], 'a tile has one path and a path one tile', [tile], async (value) => {
    const path = pathText(value.level, value.index, value.width)
    equal(await provider.formatTilePath(value), path)
    equal(await provider.parseTilePath(path), value)
  })

  law(
    'LOG-102',
    'coordinates of no tile have no path',
    [tile, outside(0, 63), outside(0, Number.MAX_SAFE_INTEGER), outside(1, 256)],
    async (value, level, index, width) => {
      for (const bad of [
        { ...value, level },
        { ...value, index },
        { ...value, width },
      ])
        await refuses(async () => provider.formatTilePath(bad), 'BAD_TILE_PATH')
    },
  )

  cases(
    ['LOG-104', 'LOG-107'],
    'a string of no tile is refused',
    [
      '',
      'tile',
      'tile/',
      'tile/0',
      'tile/0/',
      'tile/0/0',
      'tile/0/00',
      'tile/0/0000',
      'tile/0/x000/000',
      'tile/0/x000/001',
      'tile/0/001/000',
      'tile/0/x001/x000',
      'tile/0/x001',
      'tile/0/001.p',
      'tile/0/001.p/',
      'tile/0/001.p/0',
      'tile/0/001.p/256',
      'tile/0/001.p/01',
      'tile/0/001.p/257',
      'tile/0/001.p/-1',
      'tile/64/000',
      'tile/00/000',
      'tile/-1/000',
      'tile/01/000',
      'tile/x/000',
      'tile/data/000',
      'tile/Entries/000',
      '/tile/0/000',
      'tile/0/000/',
      'tile/0/000 ',
      'tile/0/000\n',
      'Tile/0/000',
      'tile/8/0/000',
      'tile/0/X001/000',
      'tile/0/x01/000',
      'tile/0/٠٠٠',
      'tile/0/x009/x007/x199/x254/x740/992',
      'tile/0/x999/x999/x999/x999/x999/x999/x999/999',
    ],
    async (path) => {
      await refuses(async () => provider.parseTilePath(path), 'BAD_TILE_PATH')
      const tree = await new provider.MerkleTree()
      await refuses(tree.tile(path), 'BAD_TILE_PATH')
    },
  )

  cases(
    ['LOG-103', 'LOG-104'],
    'the published tile paths, without their tile height',
    field(
      'protocol/c2sp/sumdb-tlog.json',
      (json) =>
        (json as { tile_paths: { path: string; tile: { L: number; N: number; W: number; H: number } | null }[] }).tile_paths,
    ),
    async (row) => {
      const path = row.path.replace(/^tile\/\d+\//, 'tile/').replace('/data/', '/entries/')
      if (row.tile === null) return refuses(async () => provider.parseTilePath(path), 'BAD_TILE_PATH')
      equal(await provider.parseTilePath(path), {
        level: row.tile.L === -1 ? 'entries' : row.tile.L,
        index: row.tile.N,
        width: path.includes('.p/') ? row.tile.W : 256,
      })
    },
  )

  law(
    ['LOG-106', 'LOG-105'],
    'a tree has the tiles of its size',
    [
      fc.oneof(fc.nat(70_000), fc.maxSafeNat(), fc.constantFrom(0, 1, 255, 256, 257, 65_536, 2 ** 24, Number.MAX_SAFE_INTEGER)),
      outside(0, Number.MAX_SAFE_INTEGER),
    ],
    async (size, bad) => {
      equal(await provider.tileLayout(size), layoutOf(size))
      await refuses(async () => provider.tileLayout(bad), 'BAD_SIZE')
    },
  )

  cases(
    ['LOG-106', 'LOG-101'],
    'the examples of tlog-tiles',
    field('protocol/c2sp/c2sp-spec-examples.json', (json) => [
      (
        json as {
          tlog_tiles: {
            index_path: { index: number; path: string }[]
            tile_layout: { tree_size: number; tiles: { level: number; full: number; partial_width: number | null }[] }[]
          }
        }
      ).tlog_tiles,
    ]),
    async (row) => {
      for (const { index, path } of row.index_path)
        equal(await provider.formatTilePath({ level: 3, index, width: 256 }), `tile/3/${path}`)
      for (const { tree_size: size, tiles } of row.tile_layout)
        equal(
          await provider.tileLayout(size),
          tiles.map((each) => ({ level: each.level, full: each.full, partialWidth: each.partial_width ?? 0 })),
        )
    },
  )

  law(
    ['LOG-109', 'LOG-108', 'LOG-107'],
    'a tree gives each hash tile it reaches, and no other',
    [fc.constantFrom(0, 1, 255, 256, 300, 513), place, fc.integer({ min: 1, max: 256 })],
    async (size, at, width) => {
      const tree = await new provider.MerkleTree()
      await Promise.all(Array.from({ length: size }, (_, i) => tree.append(utf8(String(i)))))
      const leaves = leavesTo(size)
      for (const [path, bytes] of tilesOf(leaves)) equal(await tree.tile(path), bytes, path)
      const level = at % 3
      const index = level === 0 ? at % 4 : 0
      const path = pathText(level, index, width)
      if ((index * 256 + width) * 256 ** level > size) await refuses(tree.tile(path), 'NO_SUCH_TILE')
      else equal(await tree.tile(path), tileOf(leaves, level, index, width))
      if (size >= 256) equal(await tree.tile(pathText(0, 0, width)), tileOf(leaves, 0, 0, width))
      await refuses(tree.tile(pathText(0, Math.floor(size / 256), (size % 256) + 1)), 'NO_SUCH_TILE')
      await refuses(tree.tile(pathText(63, Number.MAX_SAFE_INTEGER, width)), 'NO_SUCH_TILE')
      await refuses(tree.tile(pathText('entries', 0, width)), 'BAD_TILE_PATH')
    },
    { runs: 12 },
  )
}
