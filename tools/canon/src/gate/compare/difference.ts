import type { DisagreementKind } from '../../model/comparison.ts'
import { type Observation, same, sameButForOrder } from './observation.ts'

/** Where two runs of one input part. */
export interface Difference {
  /** Of the observations: the first that differs. */
  readonly at: number
  readonly a: Observation
  readonly b: Observation
  readonly kind: Extract<DisagreementKind, 'answer' | 'error-order' | 'iteration-order'>
  /** Equal for differences of one sort: which answers differ, and of what form they are. */
  readonly sort: string
}

/** The first difference; undefined where both sides answered the same. */
export function differenceOf(a: readonly Observation[], b: readonly Observation[]): Difference | undefined {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [one, other] = [a[at] ?? ABSENT, b[at] ?? ABSENT]
    if (same(one, other)) continue
    const leaf = firstLeaf(one, other, 0)
    const kind = leaf.codes ? 'error-order' : sameButForOrder(one, other) ? 'iteration-order' : 'answer'
    return { at, a: one, b: other, kind, sort: `${kind} ${leaf.sort}` }
  }
  return undefined
}

const ABSENT: Observation = { fault: 'the sequence had ended' }
const CODE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/
const PATH_DEPTH_MAX = 3

interface Leaf {
  /** Both are refusals, of different codes. */
  readonly codes: boolean
  readonly sort: string
}

function firstLeaf(a: unknown, b: unknown, depth: number): Leaf {
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a)
    if (keys.join() !== Object.keys(b).join()) return { codes: false, sort: `${formOf(a)}/${formOf(b)}` }
    for (const key of keys) {
      if (same(a[key], b[key])) continue
      const below = firstLeaf(a[key], b[key], depth + 1)
      return depth < PATH_DEPTH_MAX ? { ...below, sort: `${key}.${below.sort}` } : below
    }
  }
  const codes = typeof a === 'string' && typeof b === 'string' && isCode(a) && isCode(b)
  return { codes, sort: `${formOf(a)}/${formOf(b)}` }
}

const isCode = (text: string) => CODE.test(text) || text === 'TypeError'

function formOf(value: unknown): string {
  if (typeof value === 'string' && isCode(value)) return value
  if (value instanceof Uint8Array) return 'bytes'
  if (isRecord(value) && !Array.isArray(value)) return `{${Object.keys(value).slice(0, 8).join()}}`
  return Array.isArray(value) ? 'list' : typeof value
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
