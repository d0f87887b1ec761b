import { posix } from 'node:path'
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
  ...spec.budgets
    .filter(({ measure }) => !MEASURES.includes(measure))
    .map(({ id, measure, place }) =>
      checkDiagnostic('BUDGET_MEASURE', `${id} measures "${measure}"`, { place, expected: MEASURES.join(' or ') }),
    ),
  ...repeated(spec.budgets, ({ id }) => id).map(({ id, place }) =>
    checkDiagnostic('BUDGET_DUPLICATE', `${id} is used above`, { place }),
  ),
]

const MEASURES = ['time', 'memory']

/** Every budget has one measurement, and every measurement a budget. */
export const measurements: SpecRule = (spec, { config }) => {
  const { budgets: measured, imports } = spec.measurements ?? { budgets: [], imports: [] }
  const has = (list: readonly { readonly id: string }[], wanted: string) => list.some(({ id }) => id === wanted)
  return [
    ...spec.budgets
      .filter(({ id }) => !has(measured, id))
      .map(({ id, place }) => checkDiagnostic('BUDGET_UNMEASURED', `nothing measures ${id}`, { place })),
    ...measured
      .filter(({ id }) => !has(spec.budgets, id))
      .map(({ id, place }) => checkDiagnostic('BUDGET_UNKNOWN', `${id} is no budget of ${spec.name}`, { place })),
    ...repeated(measured, ({ id }) => id).map(({ id, place }) =>
      checkDiagnostic('BUDGET_DUPLICATE', `${id} is measured above`, { place }),
    ),
    ...imports
      .filter(({ module, typeOnly, place }) => {
        if (module === '@canon/contract' || config.oracles.includes(module)) return false
        if (module === `#surface/${spec.name}`) return typeOnly === false
        return !(module.startsWith('.') && posix.join(posix.dirname(place.file), module).startsWith(`${spec.folder}/`))
      })
      .map(({ module, place }) =>
        checkDiagnostic('BUDGET_IMPORT', module === '' ? 'a computed import' : `budgets.ts imports '${module}'`, { place }),
      ),
  ]
}
