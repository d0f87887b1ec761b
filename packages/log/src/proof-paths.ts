import { splitOf } from './spans.ts'
import type { Span } from './spans.ts'

/** A step up the tree: the span beside the one that is known, and on which side it lies. */
export interface Step {
  side: 'left' | 'right'
  sibling: Span
}

/** The spans of a consistency proof: the one it starts with, if any, and those beside the way up. */
export interface ConsistencyPath {
  /** Absent where the old tree itself is where the way starts. */
  first: Span | undefined
  steps: Step[]
}

/** The way from an entry up to the root, for index < size. */
export function inclusionPath(index: number, size: number): Step[] {
  // LOG-015
  const down: Step[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      down.push({ side: 'right', sibling: { start: middle, end } })
      end = middle
    } else {
      down.push({ side: 'left', sibling: { start, end: middle } })
      start = middle
    }
  }
  return down.reverse()
}

/** The way from the old tree's last subtree up to the new root, for 1 ≤ oldSize ≤ newSize. */
export function consistencyPath(oldSize: number, newSize: number): ConsistencyPath {
  // LOG-018
  const down: Step[] = []
  let start = 0
  let end = newSize
  while (oldSize < end) {
    const middle = start + splitOf(end - start)
    if (oldSize <= middle) {
      down.push({ side: 'right', sibling: { start: middle, end } })
      end = middle
    } else {
      down.push({ side: 'left', sibling: { start, end: middle } })
      start = middle
    }
  }
  return { first: start > 0 ? { start, end } : undefined, steps: down.reverse() }
}

/** The spans whose roots an inclusion proof lists, in its order. */
export function inclusionSpans(index: number, size: number): Span[] {
  return inclusionPath(index, size).map((step) => step.sibling)
}

/** The spans whose roots a consistency proof lists, in its order. */
export function consistencySpans(oldSize: number, newSize: number): Span[] {
  const { first, steps } = consistencyPath(oldSize, newSize)
  const siblings = steps.map((step) => step.sibling)
  return first === undefined ? siblings : [first, ...siblings]
}
