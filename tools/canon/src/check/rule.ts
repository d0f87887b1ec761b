import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'

/** Judges one subsystem on its own. */
export type SpecRule = (spec: Spec, workspace: Workspace) => Diagnostic[]
/** Judges the subsystems together. */
export type WorkspaceRule = (workspace: Workspace) => Diagnostic[]

/** Where a key of the front matter stands. */
export const placeOfKey = (spec: Spec, key: string): Place => spec.keys?.[key] ?? startOf(`${spec.folder}/spec.md`)

export const startOf = (file: string): Place => ({ file, line: 1, column: 1 })

/** Items that have an earlier one with the same key. */
export function repeated<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const key = keyOf(item)
    if (seen.has(key)) return true
    seen.add(key)
    return false
  })
}
