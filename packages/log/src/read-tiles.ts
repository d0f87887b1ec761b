import { sameBytes } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import { emptyRoot } from './hashes.ts'
import { spanRoot, spanRoots } from './spans.ts'
import type { Span } from './spans.ts'
import { askForTiles } from './tile-fetch.ts'
import type { AskedTile, FetchTile } from './tile-fetch.ts'
import { edgeTiles, fullTiles } from './tile-plan.ts'
import { TileSet } from './tile-set.ts'

/** The root that the edge tiles of a tree make. */
export async function readRoot(size: number, fetchTile: FetchTile): Promise<Bytes> {
  const asked = askForTiles(edgeTiles(size), fetchTile)
  // LOG-119
  return size === 0 ? emptyRoot() : edgeRoot(size, asked, new TileSet())
}

/** The roots of the spans of a proof, from tiles of the tree with this root. */
export async function readProof(
  size: number,
  root: Bytes,
  spans: readonly Span[],
  fetchTile: FetchTile,
): Promise<Bytes[]> {
  const edges = askForTiles(edgeTiles(size), fetchTile)
  const full = askForTiles(fullTiles(size, spans), fetchTile)
  const tiles = new TileSet()
  // LOG-124: the edge tiles, then the root, then the full tiles
  const computed = await edgeRoot(size, edges, tiles)
  // LOG-120
  if (!sameBytes(computed, root)) throw new LogError('ROOT_MISMATCH', 'The tiles make another root.')
  for (const asked of full) await readFull(asked, tiles)
  // LOG-122, LOG-123
  return spanRoots(spans, tiles.subtreeRoot)
}

async function edgeRoot(size: number, edges: readonly AskedTile[], tiles: TileSet): Promise<Bytes> {
  for (const asked of edges) tiles.add(asked.tile, await answerOf(asked))
  return spanRoot({ start: 0, end: size }, tiles.subtreeRoot)
}

async function readFull(asked: AskedTile, tiles: TileSet): Promise<void> {
  const { tile } = asked
  tiles.add(tile, await answerOf(asked))
  const expected = tiles.node(tile.level + 1, tile.index)
  // LOG-121
  if (!sameBytes(await tiles.tileRoot(tile), expected)) {
    throw new LogError('ROOT_MISMATCH', 'The hashes of a tile do not lead to the node above it.')
  }
}

async function answerOf({ answer }: AskedTile): Promise<Bytes> {
  const bytes = await answer
  // LOG-117, LOG-118
  if (bytes instanceof LogError) throw bytes
  return bytes
}
