import fc, { type Arbitrary } from 'fast-check'
import { fromVectorValue, toVectorValue } from '../../base/vector-value.ts'
import type { Law } from '../laws/law.ts'

/** Whether a law's arbitraries could still draw these values; `unknown` where one of them cannot tell. */
export type Standing = 'inside' | 'outside' | 'unknown'

/** Asks each arbitrary for its component. Only those that recognise their own draws, read back from written form, are believed. */
export function standingOf({ subject }: Law, values: readonly unknown[]): Standing {
  if (subject.kind === 'listed' || values.length !== subject.arbitraries.length) return 'outside'
  const found = subject.arbitraries.map((arbitrary, at) => componentStanding(arbitrary, values[at]))
  if (found.includes('outside')) return 'outside'
  return found.includes('unknown') ? 'unknown' : 'inside'
}

function componentStanding(arbitrary: Arbitrary<unknown>, written: unknown): Standing {
  let value: unknown
  try {
    value = fromVectorValue(written)
  } catch {
    return 'outside'
  }
  if (arbitrary.canShrinkWithoutContext(value)) return 'inside'
  return canTell(arbitrary) ? 'outside' : 'unknown'
}

const DRAWS = 64
const SEED = 1

/** A mapped arbitrary denies even what it drew itself. */
function canTell(arbitrary: Arbitrary<unknown>): boolean {
  try {
    return fc
      .sample(arbitrary, { seed: SEED, numRuns: DRAWS })
      .every((drawn) => arbitrary.canShrinkWithoutContext(fromVectorValue(toVectorValue(drawn))))
  } catch {
    return false
  }
}
