import { checkDiagnostic } from '../diagnostics/check.ts'
import type { Shape, Surface } from '../model/surface.ts'
import { type SpecRule, startOf } from './rule.ts'

/** The codes that the surface's error classes can carry are exactly those of the table. */
export const errorUnion: SpecRule = (spec) => {
  const codes = codesOf(spec.surface)
  if (codes === undefined) return []
  const listed = new Set(spec.errors.map(({ code }) => code))
  const place = spec.surface.place ?? startOf(`${spec.folder}/spec.md`)
  const report = (message: string) => checkDiagnostic('ERROR_CODES_DIFFER', message, { place, expected: [...listed].join(', ') })
  return [
    ...[...codes].filter((code) => !listed.has(code)).map((code) => report(`the surface has \`${code}\`, the table has not`)),
    ...[...listed].filter((code) => !codes.has(code)).map((code) => report(`the table has \`${code}\`, the surface has not`)),
  ]
}

/** Undefined when no error class declares its codes as literals. */
function codesOf(surface: Surface): Set<string> | undefined {
  const codes = new Set<string>()
  let found = false
  for (const shape of Object.values(surface.classes)) {
    if (shape.extends !== 'Error') continue
    const literals = literalsOf(shape.members.find(({ name }) => name === 'code')?.shape, surface)
    if (literals === undefined) continue
    found = true
    for (const code of literals) codes.add(code)
  }
  return found ? codes : undefined
}

function literalsOf(shape: Shape | undefined, surface: Surface): string[] | undefined {
  const target = shape?.kind === 'named' ? surface.types[shape.name] : shape
  if (target === undefined) return undefined
  const items = target.kind === 'union' ? target.of : [target]
  const literals = items.map((item) => (item.kind === 'literal' && typeof item.value === 'string' ? item.value : undefined))
  return literals.includes(undefined) ? undefined : (literals as string[])
}
