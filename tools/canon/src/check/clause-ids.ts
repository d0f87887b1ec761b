import { checkDiagnostic } from '../diagnostics/check.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import { repeated, type SpecRule, startOf, type WorkspaceRule } from './rule.ts'

/** Ids are assigned once, in sequence, under one prefix, and never again after they were withdrawn. */
export const clauseIds: SpecRule = (spec) => {
  if (spec.clauses.length === 0)
    return [checkDiagnostic('CLAUSES_NONE', `${spec.name} has no clause`, { place: startOf(`${spec.folder}/spec.md`) })]
  const withdrawn = new Set(spec.withdrawn.map(({ id }) => id))
  const prefix = prefixOf(spec)!
  const expected = `an id such as ${prefix}-${nextNumber(spec, prefix)}`
  return [
    ...repeated(spec.clauses, ({ id }) => id).map(({ id, place }) =>
      checkDiagnostic('CLAUSE_DUPLICATE', `${id} is used before`, { clause: id, place, expected }),
    ),
    ...spec.clauses
      .filter(({ id }) => withdrawn.has(id))
      .map(({ id, place }) => checkDiagnostic('CLAUSE_REUSED', `${id} was withdrawn`, { clause: id, place, expected })),
    ...spec.clauses
      .filter(({ id }) => !id.startsWith(`${prefix}-`))
      .map(({ id, place }) =>
        checkDiagnostic('CLAUSE_PREFIX', `${id} does not begin with ${prefix}`, { clause: id, place, expected }),
      ),
    ...gaps(spec, prefix, withdrawn),
  ]
}

/** A document's prefix is that of most of its clauses, the earlier one where two are equally frequent. */
function prefixOf(spec: Spec): string | undefined {
  const counts = new Map<string, number>()
  for (const { id } of spec.clauses) {
    const prefix = id.slice(0, id.indexOf('-'))
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
  }
  let best: string | undefined
  for (const [prefix, count] of counts) if (best === undefined || count > counts.get(best)!) best = prefix
  return best
}

const numbersOf = (ids: readonly { readonly id: string }[], prefix: string): number[] =>
  ids.filter(({ id }) => id.startsWith(`${prefix}-`)).map(({ id }) => Number(id.slice(prefix.length + 1)))

const padded = (number: number): string => String(number).padStart(3, '0')

const nextNumber = (spec: Spec, prefix: string): string =>
  padded(Math.max(0, ...numbersOf(spec.clauses, prefix), ...numbersOf(spec.withdrawn, prefix)) + 1)

const gapsMax = 20

/** Reported at the first clause after the gap. */
function gaps(spec: Spec, prefix: string, withdrawn: ReadonlySet<string>): Diagnostic[] {
  const own = spec.clauses.filter(({ id }) => id.startsWith(`${prefix}-`))
  const sorted = own.toSorted((a, b) => Number(a.id.slice(prefix.length + 1)) - Number(b.id.slice(prefix.length + 1)))
  const missing: Diagnostic[] = []
  let next = 1
  for (const { id, place } of sorted) {
    const number = Number(id.slice(prefix.length + 1))
    for (; next < number && missing.length < gapsMax; next++) {
      const absent = `${prefix}-${padded(next)}`
      if (!withdrawn.has(absent))
        missing.push(checkDiagnostic('CLAUSE_MISSING', `${absent} is neither a clause nor withdrawn`, { clause: absent, place }))
    }
    next = number + 1
  }
  return missing
}

export const clausePrefixes: WorkspaceRule = ({ specs }) => {
  const owners = new Map<string, string>()
  return specs.flatMap((spec) => {
    const prefix = prefixOf(spec)
    if (prefix === undefined) return []
    const owner = owners.get(prefix)
    if (owner === undefined) {
      owners.set(prefix, spec.name)
      return []
    }
    const { id, place } = spec.clauses.find((clause) => clause.id.startsWith(prefix))!
    return [checkDiagnostic('CLAUSE_PREFIX_TAKEN', `the prefix ${prefix} is that of ${owner}`, { clause: id, place })]
  })
}
