import type { Bytes } from './bytes.ts'
import { hashNode } from './hashes.ts'

/** Entries `start` to `end` − 1, as LOG-011 divides a tree into them. */
export interface Span {
  start: number
  end: number
}

/** The root of the perfect subtree of 2^height entries from `start` on. */
export type SubtreeRoot = (start: number, height: number) => Promise<Bytes>

/** A perfect subtree: 2^height entries from `start` on. */
export interface Subtree {
  start: number
  height: number
}

const heightMax = 52

/** The largest power of two smaller than n, for n > 1. */
export function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** The perfect subtrees of which a span is made, from the left: the largest first. */
export function subtreesOf(span: Span): Subtree[] {
  const subtrees: Subtree[] = []
  let { start } = span
  for (let height = heightMax; height >= 0; height--) {
    const width = 2 ** height
    if (span.end - start < width) continue
    subtrees.push({ start, height })
    start += width
  }
  return subtrees
}

/** The root of a span that is not empty. */
export async function spanRoot(span: Span, subtreeRoot: SubtreeRoot): Promise<Bytes> {
  // LOG-010, LOG-011
  const [smallest, ...larger] = subtreesOf(span).reverse()
  if (smallest === undefined) throw new RangeError('A span has at least one entry.')
  let root = await subtreeRoot(smallest.start, smallest.height)
  for (const { start, height } of larger) root = await hashNode(await subtreeRoot(start, height), root)
  return root
}

/** The roots of several spans, in their order. */
export async function spanRoots(spans: readonly Span[], subtreeRoot: SubtreeRoot): Promise<Bytes[]> {
  const roots: Bytes[] = []
  for (const span of spans) roots.push(await spanRoot(span, subtreeRoot))
  return roots
}
