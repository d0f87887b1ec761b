import { parseSync } from 'oxc-parser'
import type { Surface, SurfaceExport } from '../../model/surface.ts'

/** One line of the assertion file, and the export it speaks of. */
export interface Assertion {
  readonly export: string
  readonly what: string
  readonly line: string
}

export interface AssertionFiles {
  /** The surface with each class replaced by the package's own, so that `#private` members do not make them differ. */
  readonly substituted: string
  readonly assertions: readonly Assertion[]
  /** Text of the assertion file; assertion `i` is on line `firstLine + i`. */
  readonly text: string
  readonly firstLine: number
}

const HEADER = `import type * as Actual from './src/index.ts'
import type * as Declared from './surface.declared.d.ts'
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Public<T> = { [K in keyof T]: T[K] }
type Statics<C, B> = Public<Omit<C, 'prototype' | keyof B>>
`

/** Writes, for each declared export, a line that compiles only when the package's export has exactly the declared type. */
export function surfaceAssertions(surface: Surface): AssertionFiles {
  const classes = surface.exports.filter(({ kind }) => kind === 'class')
  const substituted = substituteClasses(surface.text, new Set(classes.map(({ name }) => name)))
  const assertions = surface.exports.flatMap((item) => assertionsFor(item, surface))
  const text = HEADER + assertions.map(({ line }) => `${line}\n`).join('')
  return { substituted, assertions, text, firstLine: HEADER.split('\n').length }
}

function assertionsFor(item: SurfaceExport, surface: Surface): Assertion[] {
  const { name } = item
  const line = (suffix: string, what: string, left: string, right: string): Assertion => ({
    export: name,
    what,
    line: `export const ${name}${suffix}: Equal<${left}, ${right}> = true`,
  })
  if (item.kind === 'function' || item.kind === 'value')
    return [line('', `the type of ${name}`, `typeof Actual.${name}`, `typeof Declared.${name}`)]
  if (item.kind === 'type')
    return isGeneric(surface.text, name) ? [] : [line('', `the type ${name}`, `Actual.${name}`, `Declared.${name}`)]
  const shape = surface.classes[name]
  // What an error inherits may be narrower than Error says: a literal name is a string.
  const members = (type: string) => (shape?.extends === 'Error' ? `Public<Omit<${type}, keyof Error>>` : `Public<${type}>`)
  const base =
    shape?.extends === 'Error' ? 'ErrorConstructor' : shape?.extends === undefined ? 'object' : `typeof Actual.${shape.extends}`
  return [
    line('', `the members of class ${name}`, members(`Actual.${name}`), members(`Declared.${name}$members`)),
    line(
      '$statics',
      `the static members of class ${name}`,
      `Statics<typeof Actual.${name}, ${base}>`,
      `Statics<Declared.${name}$statics, ${base}>`,
    ),
    ...(shape?.constructor_ === undefined
      ? []
      : [
          line(
            '$new',
            `the constructor of ${name}`,
            `ConstructorParameters<typeof Actual.${name}>`,
            `ConstructorParameters<Declared.${name}$constructor>`,
          ),
        ]),
  ]
}

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown }

/** Turns `export class X {…}` into the package's X plus interfaces of its declared members. */
function substituteClasses(text: string, names: ReadonlySet<string>): string {
  const program = parseSync('surface.d.ts', text).program as unknown as { body: Node[] }
  const parts: string[] = [...names].map((name) => `import { ${name} } from './src/index.ts'; export { ${name} };\n`)
  let from = 0
  for (const statement of program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? (statement.declaration as Node | null) : statement
    if (declared?.type !== 'ClassDeclaration' || !names.has((declared.id as Node & { name: string }).name)) continue
    parts.push(text.slice(from, statement.start), classInterfaces(text, declared))
    from = statement.end
  }
  parts.push(text.slice(from))
  return parts.join('')
}

function classInterfaces(text: string, node: Node): string {
  const name = (node.id as Node & { name: string }).name
  const superClass = node.superClass as Node | null
  const base = superClass === null ? '' : ` extends ${text.slice(superClass.start, superClass.end)}`
  const members: string[] = []
  const statics: string[] = []
  let parameters = ''
  for (const member of (node.body as unknown as { body: Node[] }).body) {
    const source = text.slice(member.start, member.end).replace(/;\s*$/, '')
    if (member.kind === 'constructor') {
      const value = member.value as Node & { params: Node[] }
      const last = value.params.at(-1)
      parameters = last === undefined ? '()' : `(${text.slice(value.params[0]!.start, last.end)})`
    } else if (member.static === true) statics.push(source.replace(/^static\s+/, ''))
    else members.push(source)
  }
  return [
    `export interface ${name}$members${base} { ${members.join('; ')} }`,
    `export interface ${name}$statics { ${statics.join('; ')} }`,
    ...(parameters === '' ? [] : [`export type ${name}$constructor = new ${parameters} => ${name}`]),
    '',
  ].join('\n')
}

function isGeneric(text: string, name: string): boolean {
  return new RegExp(`\\b(?:type|interface)\\s+${name}\\s*<`).test(text)
}
