import type { Place } from '../model/diagnostic.ts'
import type { ClassShape, FunctionShape, MemberShape, Shape, Surface, SurfaceExport } from '../model/surface.ts'
import { withMethods } from './shape-sets.ts'
import { functionShape, keyName, memberOf, type Scope, type SurfaceFault, shapeOf, shapeOfDeclared } from './shapes.ts'
import { isNode, type Node } from './syntax.ts'

/** Turns the statements of a declaration file into shapes. */
export function convertSurface(
  text: string,
  body: readonly Node[],
  placeOf: (offset: number) => Place,
  faults: SurfaceFault[],
): Surface {
  const scope: Scope = {
    declared: new Map(),
    classes: new Set(),
    imports: byName(),
    shapes: new Map(),
    pending: new Set(),
    faults,
  }
  const statements = body.flatMap((node) => declarationOf(node, scope))
  for (const statement of statements) declare(statement, scope)
  const exports: SurfaceExport[] = []
  const surface = {
    types: byName<Shape>(),
    functions: byName<FunctionShape[]>(),
    classes: byName<ClassShape>(),
    values: byName<Shape>(),
  }
  for (const { node, exported } of statements) {
    const named = convert(node, scope, surface)
    for (const { name, kind, offset } of named)
      if (exported && !exports.some((item) => item.name === name && item.kind === kind))
        exports.push({ name, kind, place: placeOf(offset) })
  }
  return { text, exports, ...surface, imports: scope.imports }
}

/** A table from its first entry on: as a plain object each new name would cost the engine a layout of its own. */
const byName = <T>(): Record<string, T> => Object.create(null)

interface Statement {
  readonly node: Node
  readonly exported: boolean
}

function declarationOf(node: Node, scope: Scope): Statement[] {
  if (node.type === 'ImportDeclaration') {
    readImport(node, scope)
    return []
  }
  if (node.type !== 'ExportNamedDeclaration') return [{ node, exported: false }]
  if (isNode(node.declaration)) return [{ node: node.declaration, exported: true }]
  if ((node.specifiers as unknown[]).length > 0) unsupported(scope, node, 'an export list')
  return []
}

function readImport(node: Node, scope: Scope): void {
  const module = (node.source as Node).value as string
  for (const specifier of node.specifiers as Node[]) {
    const local = (specifier.local as Node).name as string
    const typeOnly = node.importKind === 'type' || specifier.importKind === 'type'
    if (specifier.type !== 'ImportSpecifier' || !typeOnly)
      scope.faults.push({ code: 'SURFACE_IMPORT', message: `${local} is not imported as a named type`, offset: specifier.start })
    scope.imports[local] = { module, name: nameOf(specifier.imported ?? specifier.local) }
  }
}

function declare({ node }: Statement, scope: Scope): void {
  const name = isNode(node.id) ? nameOf(node.id) : undefined
  if (name === undefined || !/^(?:TSTypeAliasDeclaration|TSInterfaceDeclaration|ClassDeclaration)$/.test(node.type)) return
  if (scope.declared.has(name) || scope.classes.has(name) || Object.hasOwn(scope.imports, name))
    return duplicate(scope, node, name)
  if (node.type === 'ClassDeclaration') scope.classes.add(name)
  else scope.declared.set(name, node)
}

type Surfaces = {
  types: Record<string, Shape>
  functions: Record<string, FunctionShape[]>
  classes: Record<string, ClassShape>
  values: Record<string, Shape>
}

type Named = { name: string; kind: SurfaceExport['kind']; offset: number }

function convert(node: Node, scope: Scope, surface: Surfaces): Named[] {
  if (node.type === 'VariableDeclaration') return (node.declarations as Node[]).map((item) => convertValue(item, scope, surface))
  const name = isNode(node.id) ? nameOf(node.id) : ''
  const offset = isNode(node.id) ? node.id.start : node.start
  switch (node.type) {
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration': {
      const shape = shapeOfDeclared(name, scope)
      if (shape !== undefined) surface.types[name] = shape
      return [{ name, kind: 'type', offset }]
    }
    case 'TSDeclareFunction':
    case 'FunctionDeclaration': {
      if (Object.hasOwn(surface.values, name) || scope.classes.has(name)) duplicate(scope, node, name)
      const overloads = Object.hasOwn(surface.functions, name) ? surface.functions[name]! : []
      surface.functions[name] = [...overloads, functionShape(node, scope, new Map())]
      return [{ name, kind: 'function', offset }]
    }
    case 'ClassDeclaration':
      surface.classes[name] = classShape(name, node, scope)
      return [{ name, kind: 'class', offset }]
    default:
      unsupported(scope, node, statementNames[node.type] ?? node.type)
      return []
  }
}

const statementNames: Readonly<Record<string, string>> = {
  TSEnumDeclaration: 'an enum',
  TSModuleDeclaration: 'a namespace',
  TSGlobalDeclaration: 'a change of globals',
  ExportDefaultDeclaration: 'a default export',
  ExportAllDeclaration: 'an export of everything',
  TSExportAssignment: 'an export assignment',
  ExpressionStatement: 'a statement',
}

function convertValue(declarator: Node, scope: Scope, surface: Surfaces): Named {
  const id = declarator.id as Node
  const name = nameOf(id)
  if (Object.hasOwn(surface.values, name) || Object.hasOwn(surface.functions, name) || scope.classes.has(name))
    duplicate(scope, id, name)
  const annotation = isNode(id.typeAnnotation) ? id.typeAnnotation.typeAnnotation : undefined
  if (!isNode(annotation)) unsupported(scope, id, `the value ${name} without a type`)
  surface.values[name] = isNode(annotation) ? shapeOf(annotation, scope, new Map()) : { kind: 'primitive', of: 'unknown' }
  return { name, kind: 'value', offset: id.start }
}

function classShape(name: string, node: Node, scope: Scope): ClassShape {
  if (isNode(node.typeParameters)) unsupported(scope, node, 'a generic class')
  const members: MemberShape[] = []
  const statics: MemberShape[] = []
  let construct: FunctionShape | undefined
  for (const item of (node.body as Node).body as Node[]) {
    const hidden = item.accessibility === 'private' || item.accessibility === 'protected'
    if (item.kind === 'constructor') {
      if (construct !== undefined) unsupported(scope, item, 'a second constructor')
      if (!hidden) construct = functionShape(item.value as Node, scope, new Map(), { kind: 'named', name })
    } else if (hidden || (isNode(item.key) && item.key.type === 'PrivateIdentifier')) unsupported(scope, item, 'a private member')
    else {
      const member = memberOf(item, scope, new Map())
      if (member !== undefined) (item.static === true ? statics : members).push(member)
    }
  }
  const base = baseOf(node, scope)
  return {
    name,
    ...(base === undefined ? {} : { extends: base }),
    ...(construct === undefined ? {} : { constructor_: construct }),
    members: withMethods(members),
    statics: withMethods(statics),
  }
}

function baseOf(node: Node, scope: Scope): string | undefined {
  const base = node.superClass
  if (!isNode(base)) return undefined
  const name = keyName(base) ?? ''
  if (/^(?:Error|TypeError|RangeError|SyntaxError)$/.test(name)) return 'Error'
  if (scope.classes.has(name)) return name
  scope.faults.push({ code: 'SURFACE_UNDECLARED', message: `the base class "${name}" is not declared`, offset: base.start })
  return undefined
}

const nameOf = (node: unknown): string => (isNode(node) ? ((node.name ?? node.value ?? '') as string) : '')

function unsupported(scope: Scope, node: Node, what: string): void {
  scope.faults.push({ code: 'SURFACE_UNSUPPORTED', message: `${what} has no place in a surface`, offset: node.start })
}

function duplicate(scope: Scope, node: Node, name: string): void {
  scope.faults.push({ code: 'SURFACE_DUPLICATE', message: `"${name}" is declared twice`, offset: node.start })
}
