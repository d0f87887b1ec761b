import type { Spec } from '../model/spec.ts'
import type { FunctionShape, Surface } from '../model/surface.ts'

/** A module that type-checks only when `src/index.ts` exports what the surface names; the gate compares more closely. */
export function surfaceCheck(spec: Spec): string {
  const { surface } = spec
  const lines = surface.exports.flatMap(({ name, kind }) => {
    if (kind === 'type') return pair(name, `Written.${name}`, `Promised.${name}`)
    if (kind === 'class')
      return [
        fits(`${name}_class`, `typeof Written.${name}`, `typeof Promised.${name}`),
        fits(`${name}_members`, `keyof Written.${name}`, `keyof Promised.${name}`),
      ]
    return takesObject(surface, name) ? [] : [fits(`${name}_value`, `typeof Written.${name}`, `typeof Promised.${name}`)]
  })
  return [
    "import type * as Written from '../src/index.ts'",
    `import type * as Promised from '../surface/${spec.name}.d.ts'`,
    '',
    'type Fits<A extends B, B> = [A, B]',
    ...pair('names', 'keyof typeof Written', 'keyof typeof Promised'),
    ...new Set(lines),
    '',
  ].join('\n')
}

/** A class with private fields fits its declaration in one direction only, so a function that takes one cannot be compared here. */
function takesObject(surface: Surface, name: string): boolean {
  const parameters = (surface.functions[name] ?? []).flatMap((one: FunctionShape) => one.parameters)
  const text = JSON.stringify(parameters)
  return Object.keys(surface.classes).some((one) => text.includes(`"name":"${one}"`))
}

const fits = (label: string, a: string, b: string) => `export type ${label} = Fits<${a}, ${b}>`
const pair = (name: string, a: string, b: string) => [fits(`${name}_there`, a, b), fits(`${name}_back`, b, a)]
