import { checkDiagnostic } from '../diagnostics/check.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import { placeOfKey, startOf, type WorkspaceRule } from './rule.ts'

/** `depends` and the contract files name the same subsystems, and each of them exists. */
export const edges: WorkspaceRule = ({ folders, specs }) => {
  const there = new Set(folders ?? specs.map(({ name }) => name))
  return specs.flatMap((spec) => edgesOf(spec, there))
}

function edgesOf(spec: Spec, folders: ReadonlySet<string>): Diagnostic[] {
  const depends = spec.frontMatter.depends
  const providers = new Set(spec.contracts.map(({ provider }) => provider))
  const place = placeOfKey(spec, 'depends')
  return [
    ...depends.flatMap((name) => {
      if (name === spec.name) return [checkDiagnostic('DEPENDS_CIRCLE', `${name} depends on itself`, { place })]
      if (!folders.has(name)) return [checkDiagnostic('DEPENDS_UNKNOWN', `there is no subsystem "${name}"`, { place })]
      if (providers.has(name)) return []
      const expected = `${spec.folder}/contracts/${name}.contract.ts`
      return [checkDiagnostic('EDGE_NO_CONTRACT', `${spec.name} depends on ${name} without a contract`, { place, expected })]
    }),
    ...spec.contracts.flatMap(({ provider, path }) => {
      const start = startOf(path)
      if (!folders.has(provider))
        return [checkDiagnostic('CONTRACT_PROVIDER_UNKNOWN', `there is no subsystem "${provider}"`, { place: start })]
      if (provider === spec.name || depends.includes(provider)) return []
      return [
        checkDiagnostic('EDGE_NOT_DECLARED', `${spec.name} does not depend on ${provider}`, {
          place: start,
          expected: `depends: [${provider}]`,
        }),
      ]
    }),
  ]
}
