import { checkDiagnostic } from '../diagnostics/check.ts'
import { type SpecRule, startOf } from './rule.ts'

/** A surface imports exported types of declared dependencies. */
export const surfaceImports: SpecRule = (spec, { specs, config }) =>
  Object.values(spec.surface.imports).flatMap(({ module, name }) => {
    const place = spec.surface.place ?? startOf(`${spec.folder}/spec.md`)
    const dependency = module.startsWith(`${config.scope}/`) ? module.slice(config.scope.length + 1) : undefined
    if (dependency === undefined || !spec.frontMatter.depends.includes(dependency)) {
      const expected = spec.frontMatter.depends.map((depends) => `'${config.scope}/${depends}'`).join(', ')
      return [checkDiagnostic('SURFACE_IMPORT_UNDECLARED', `the surface imports from '${module}'`, { place, expected })]
    }
    const provider = specs.find((other) => other.name === dependency)
    if (provider === undefined || provider.surface.exports.length === 0) return []
    if (provider.surface.exports.some((item) => item.name === name)) return []
    return [checkDiagnostic('SURFACE_IMPORT_UNKNOWN_NAME', `${dependency} does not export "${name}"`, { place })]
  })
