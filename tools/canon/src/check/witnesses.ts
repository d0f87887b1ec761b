import { checkDiagnostic } from '../diagnostics/check.ts'
import type { Spec } from '../model/spec.ts'
import { type SpecRule, startOf, type WorkspaceRule } from './rule.ts'

const idsOf = (spec: Spec): ReadonlySet<string> => new Set(spec.clauses.map(({ id }) => id))

export const vectorClauses: SpecRule = (spec) => {
  const known = idsOf(spec)
  return spec.vectors.flatMap(({ path, clauses }) =>
    clauses
      .filter((id) => !known.has(id))
      .map((id) =>
        checkDiagnostic('VECTOR_CLAUSE_UNKNOWN', `the vector cites ${id}, ${fateOf(id, spec)}`, {
          clause: id,
          place: startOf(path),
        }),
      ),
  )
}

export const lawClauses: SpecRule = (spec, { specs }) =>
  spec.contracts.flatMap(({ provider, laws }) => {
    const owner = specs.find(({ name }) => name === provider)
    if (owner === undefined) return []
    const known = idsOf(owner)
    return laws.flatMap(({ clauses, place }) =>
      clauses
        .filter((id) => !known.has(id))
        .map((id) => checkDiagnostic('LAW_CLAUSE_UNKNOWN', `the law cites ${id}, ${fateOf(id, owner)}`, { clause: id, place })),
    )
  })

const fateOf = (id: string, spec: Spec): string =>
  spec.withdrawn.some((item) => item.id === id) ? `which ${spec.name} has withdrawn` : `which is no clause of ${spec.name}`

/** Every clause is witnessed by a vector or by a law of anyone, or is listed with its reason; and not both. */
export const witnesses: WorkspaceRule = ({ specs }) => {
  const cited = new Map<string, Set<string>>()
  for (const { contracts } of specs)
    for (const { provider, laws } of contracts) {
      const ids = cited.get(provider) ?? new Set()
      for (const { clauses } of laws) for (const id of clauses) ids.add(id)
      cited.set(provider, ids)
    }
  return specs.flatMap((spec) => {
    const witnessed = new Set([...(cited.get(spec.name) ?? []), ...spec.vectors.flatMap(({ clauses }) => clauses)])
    const known = idsOf(spec)
    const excused = new Set(spec.unwitnessed.map(({ clause }) => clause))
    return [
      ...spec.clauses
        .filter(({ id, obligations }) => obligations > 0 && !witnessed.has(id) && !excused.has(id))
        .map(({ id, place }) =>
          checkDiagnostic('CLAUSE_NOT_WITNESSED', `no law and no vector cites ${id}`, { clause: id, place }),
        ),
      ...spec.unwitnessed.flatMap(({ clause, reason, place }) => {
        if (!known.has(clause))
          return [checkDiagnostic('UNWITNESSED_UNKNOWN', `${clause} is no clause of ${spec.name}`, { clause, place })]
        if (witnessed.has(clause)) return [checkDiagnostic('UNWITNESSED_WITNESSED', `${clause} has a witness`, { clause, place })]
        return reason.trim() === ''
          ? [checkDiagnostic('UNWITNESSED_NO_REASON', `${clause} has no reason`, { clause, place })]
          : []
      }),
    ]
  })
}
