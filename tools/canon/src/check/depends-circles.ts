import { checkDiagnostic } from '../diagnostics/check.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { placeOfKey, type WorkspaceRule } from './rule.ts'

/** Each circle is reported once, at the subsystem that comes first in the alphabet. */
export const dependsCircles: WorkspaceRule = ({ specs }) => {
  const byName = new Map(specs.map((spec) => [spec.name, spec]))
  const done = new Set<string>()
  const path: string[] = []
  const found: Diagnostic[] = []
  const visit = (name: string): void => {
    const at = path.indexOf(name)
    if (at !== -1) {
      const circle = path.slice(at)
      const first = circle.toSorted()[0]!
      const from = circle.indexOf(first)
      const names = [...circle.slice(from), ...circle.slice(0, from), first]
      found.push(checkDiagnostic('DEPENDS_CIRCLE', names.join(' → '), { place: placeOfKey(byName.get(first)!, 'depends') }))
      return
    }
    if (done.has(name)) return
    path.push(name)
    for (const next of byName.get(name)?.frontMatter.depends ?? []) if (next !== name && byName.has(next)) visit(next)
    path.pop()
    done.add(name)
  }
  for (const { name } of specs) visit(name)
  return found
}
