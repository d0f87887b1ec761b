import { checkDiagnostic } from '../diagnostics/check.ts'
import { startOf, type WorkspaceRule } from './rule.ts'

/** The index lists exactly the subsystems that there are. */
export const index: WorkspaceRule = ({ index: { path, present, names, places }, folders, specs }) => {
  const there = folders ?? specs.map(({ name }) => name)
  if (!present)
    return there.length === 0 ? [] : [checkDiagnostic('INDEX_MISSING', `there is no ${path}`, { place: startOf(path) })]
  const listed = new Set(names)
  const existing = new Set(there)
  return [
    ...there
      .filter((name) => !listed.has(name))
      .map((name) =>
        checkDiagnostic('INDEX_ROW_MISSING', `${name} is not in the index`, {
          place: startOf(path),
          expected: `| [${name}](${name}/spec.md) | … |`,
        }),
      ),
    ...names
      .filter((name) => !existing.has(name))
      .map((name) =>
        checkDiagnostic('INDEX_ROW_UNKNOWN', `there is no folder "${name}"`, { place: places?.[name] ?? startOf(path) }),
      ),
  ]
}
