import { pathOf, rootOf, splitOf, subproofOf } from './merkle.ts'

/** Tiles by their definition: every node is computed anew from the leaf hashes. */

export function pathText(level: number | 'entries', index: number, width: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0')
  const groups = digits.match(/\d{3}/g)!
  const last = groups.pop()
  return `tile/${level}/${groups.map((group) => `x${group}/`).join('')}${last}${width === 256 ? '' : `.p/${width}`}`
}

export function tileOf(leaves: readonly Uint8Array[], level: number, index: number, width: number): Uint8Array {
  const span = 256 ** level
  const nodes = Array.from({ length: width }, (_, i) => {
    const at = (index * 256 + i) * span
    return rootOf(leaves.slice(at, at + span))
  })
  return new Uint8Array(Buffer.concat(nodes))
}

export interface Layer {
  level: number
  full: number
  partialWidth: number
}

export function layoutOf(size: number): Layer[] {
  const layers: Layer[] = []
  for (let level = 0, nodes = BigInt(size); nodes > 0n; level++, nodes /= 256n)
    layers.push({ level, full: Number(nodes / 256n), partialWidth: Number(nodes % 256n) })
  return layers
}

/** Every tile of the tree, by path. */
export function tilesOf(leaves: readonly Uint8Array[]): Map<string, Uint8Array> {
  const tiles = new Map<string, Uint8Array>()
  for (const { level, full, partialWidth } of layoutOf(leaves.length)) {
    for (let index = 0; index < full; index++) tiles.set(pathText(level, index, 256), tileOf(leaves, level, index, 256))
    if (partialWidth > 0) tiles.set(pathText(level, full, partialWidth), tileOf(leaves, level, full, partialWidth))
  }
  return tiles
}

export const edgePaths = (size: number): string[] =>
  layoutOf(size)
    .filter((layer) => layer.partialWidth > 0)
    .map((layer) => pathText(layer.level, layer.full, layer.partialWidth))

type Range = readonly [from: number, to: number]

function inclusionRanges(index: number, [a, b]: Range): Range[] {
  if (b - a === 1) return []
  const k = a + splitOf(b - a)
  return index < k ? [...inclusionRanges(index, [a, k]), [k, b]] : [...inclusionRanges(index, [k, b]), [a, k]]
}

function consistencyRanges(m: number, [a, b]: Range, whole: boolean): Range[] {
  if (m === b) return whole ? [] : [[a, b]]
  const k = a + splitOf(b - a)
  return m <= k ? [...consistencyRanges(m, [a, k], whole), [k, b]] : [...consistencyRanges(m, [k, b], false), [a, k]]
}

/** The full tiles that a proof with these ranges needs, from the highest level down. */
function fullPaths(ranges: readonly Range[], size: number): string[] {
  const needed = new Map<string, number>()
  const need = (level: number, index: number): void => {
    if (index >= Math.floor(size / 256 ** (level + 1))) return
    needed.set(pathText(level, index, 256), level)
    need(level + 1, Math.floor(index / 256))
  }
  for (const [a, b] of ranges) {
    const height = Math.log2(b - a)
    if (!Number.isInteger(height)) continue
    const level = Math.floor(height / 8)
    need(level, Math.floor(a / 256 ** (level + 1)))
  }
  return [...needed].sort(([, a], [, b]) => b - a).map(([path]) => path)
}

export interface TileProof {
  proof: Uint8Array[]
  edge: string[]
  full: string[]
}

export const inclusionFromTiles = (index: number, leaves: readonly Uint8Array[]): TileProof => ({
  proof: pathOf(index, leaves),
  edge: edgePaths(leaves.length),
  full: fullPaths(inclusionRanges(index, [0, leaves.length]), leaves.length),
})

export const consistencyFromTiles = (oldSize: number, leaves: readonly Uint8Array[]): TileProof => ({
  proof: subproofOf(oldSize, leaves),
  edge: edgePaths(leaves.length),
  full: fullPaths(consistencyRanges(oldSize, [0, leaves.length], true), leaves.length),
})
