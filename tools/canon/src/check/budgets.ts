import { checkDiagnostic } from '../diagnostics/check.ts'
import { repeated, type SpecRule } from './rule.ts'

/** A bound is a ratio to something that is measured in the same run. */
export const budgets: SpecRule = (spec) => [
  ...spec.budgets
    .filter(({ ratio }) => ratio === undefined)
    .map(({ id, bound, place }) =>
      checkDiagnostic('BUDGET_NO_RATIO', `the bound of ${id} is "${bound}"`, { place, expected: 'a ratio such as `6 ×`' }),
    ),
  ...spec.budgets
    .filter(({ against }) => against.trim() === '')
    .map(({ id, place }) => checkDiagnostic('BUDGET_NO_PEER', `${id} is measured against nothing`, { place })),
  ...repeated(spec.budgets, ({ id }) => id).map(({ id, place }) =>
    checkDiagnostic('BUDGET_DUPLICATE', `${id} is used above`, { place }),
  ),
]
