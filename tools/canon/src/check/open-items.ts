import { checkDiagnostic } from '../diagnostics/check.ts'
import type { SpecRule } from './rule.ts'

export const openItems: SpecRule = (spec) =>
  spec.open.map(({ text, place }) => checkDiagnostic('NEEDS_DECISION', text, { place }))
