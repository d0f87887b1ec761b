import { checkDiagnostic } from '../diagnostics/check.ts'
import type { SpecRule } from './rule.ts'

/** One obligation a clause, and none outside. */
export const obligations: SpecRule = (spec) => [
  ...spec.clauses.flatMap(({ id, obligations: count, place }) => {
    if (count === 1) return []
    const expected = 'exactly one MUST or SHALL'
    return count === 0
      ? [checkDiagnostic('CLAUSE_NO_OBLIGATION', `${id} has no MUST`, { clause: id, place, expected })]
      : [checkDiagnostic('CLAUSE_SEVERAL_OBLIGATIONS', `${id} has ${count} obligations`, { clause: id, place, expected })]
  }),
  ...spec.documents.flatMap((document) =>
    (document.strayObligations ?? []).map((place) =>
      checkDiagnostic('OBLIGATION_OUTSIDE_CLAUSE', 'this obligation has no id', { place }),
    ),
  ),
]
