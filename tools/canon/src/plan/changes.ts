import type { Lock } from '../model/lock.ts'
import type { Spec } from '../model/spec.ts'

/** What of a document is not as the lock recorded it: clause ids, `surface`, `types`, vectors; `parameters and terms` for the rest. */
export function changedSpec(spec: Spec, lock: Lock): string[] {
  const { normative, surface, types, clauses, vectors } = spec.digests
  const changed = [
    ...changedKeys(lock.spec.clauses, clauses),
    ...(surface === lock.spec.surface ? [] : ['surface']),
    ...(types === lock.spec.types ? [] : ['types']),
    ...changedKeys(lock.spec.vectors, vectors),
  ]
  return changed.length === 0 && normative !== lock.spec.normative ? ['parameters and terms'] : changed
}

/** Keys whose values differ, or that only one side has, sorted. */
export function changedKeys(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].filter((key) => before[key] !== after[key]).sort()
}
