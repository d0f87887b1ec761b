import { tileWidth } from './limits.ts'
import { subtreesOf } from './spans.ts'
import type { Span } from './spans.ts'
import { layoutOf } from './tile-layout.ts'

/** A hash tile of a tree. */
export interface HashTile {
  level: number
  index: number
  width: number
}

/** The height of the perfect subtree that a node of this level is the root of. */
export function heightOf(level: number): number {
  return 8 * level
}

/** The level of the tiles that hold the nodes of a perfect subtree of this height. */
export function levelOf(height: number): number {
  return Math.floor(height / 8)
}

/** The partial tiles of a tree, by level from 0 up. */
export function edgeTiles(size: number): HashTile[] {
  // LOG-116, item 1
  return layoutOf(size)
    .filter(({ partialWidth }) => partialWidth > 0)
    .map(({ level, full, partialWidth }) => ({ level, index: full, width: partialWidth }))
}

/** The full tiles that a proof of these spans needs, from the highest level down. */
export function fullTiles(size: number, spans: readonly Span[]): HashTile[] {
  const layout = layoutOf(size)
  const tiles = new Map<string, HashTile>()
  for (const span of spans) {
    const [subtree, another] = subtreesOf(span)
    // LOG-116, item 2: the span is not one perfect subtree
    if (subtree === undefined || another !== undefined) continue
    let level = levelOf(subtree.height)
    let index = Math.floor(subtree.start / 2 ** heightOf(level + 1))
    // LOG-116, items 2 and 3
    while (index < (layout[level]?.full ?? 0)) {
      tiles.set(`${level}/${index}`, { level, index, width: tileWidth })
      level++
      index = Math.floor(index / tileWidth)
    }
  }
  return [...tiles.values()].sort((a, b) => b.level - a.level || a.index - b.index)
}
