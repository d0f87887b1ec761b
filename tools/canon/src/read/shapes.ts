import type { ReadCode } from '../diagnostics/read.ts'
import type { FieldShape, FunctionShape, MemberShape, ParameterShape, Primitive, Shape } from '../model/surface.ts'
import { globalShape } from './global-shapes.ts'
import { mergeShapes, unionOf, withMethods } from './shape-sets.ts'
import { isNode, type Node } from './syntax.ts'

export interface SurfaceFault {
  readonly code: ReadCode
  readonly message: string
  readonly offset: number
}

/** What a name in a surface can mean, and the shapes found so far. */
export interface Scope {
  /** Aliases and interfaces by name. */
  readonly declared: Map<string, Node>
  readonly classes: Set<string>
  readonly imports: Record<string, { module: string; name: string }>
  readonly shapes: Map<string, Shape>
  /** Names whose shape is being made: a name that needs itself unfolded has none. */
  readonly pending: Set<string>
  readonly faults: SurfaceFault[]
}

/** Type parameters in force. */
export type Bindings = ReadonlyMap<string, Shape>

const primitives: Readonly<Record<string, Primitive>> = {
  TSStringKeyword: 'string',
  TSNumberKeyword: 'number',
  TSBooleanKeyword: 'boolean',
  TSBigIntKeyword: 'bigint',
  TSUndefinedKeyword: 'undefined',
  TSNullKeyword: 'null',
  TSVoidKeyword: 'void',
  TSNeverKeyword: 'never',
  TSUnknownKeyword: 'unknown',
}
const unknownShape: Shape = { kind: 'primitive', of: 'unknown' }

/** The shape of a type; what has none is a fault and taken as `unknown`. */
export function shapeOf(node: Node, scope: Scope, bound: Bindings): Shape {
  const primitive = primitives[node.type]
  if (primitive !== undefined) return { kind: 'primitive', of: primitive }
  const inner = (key: string) => shapeOf(node[key] as Node, scope, bound)
  switch (node.type) {
    case 'TSLiteralType':
      return literalShape(node, scope)
    case 'TSArrayType':
      return { kind: 'array', item: inner('elementType') }
    case 'TSTupleType':
      return tupleShape(node, scope, bound)
    case 'TSParenthesizedType':
      return inner('typeAnnotation')
    case 'TSTypeOperator':
      return node.operator === 'readonly' ? inner('typeAnnotation') : unsupported(scope, node, `"${node.operator}"`)
    case 'TSTypePredicate':
      return { kind: 'primitive', of: node.asserts === true ? 'void' : 'boolean' }
    case 'TSUnionType':
      return unionOf((node.types as Node[]).map((item) => shapeOf(item, scope, bound)))
    case 'TSIntersectionType':
      return intersectionShape(node, scope, bound)
    case 'TSTypeLiteral':
      return objectShape(node.members as Node[], scope, bound)
    case 'TSFunctionType':
      return { kind: 'function', overloads: [functionShape(node, scope, bound)] }
    case 'TSTypeReference':
      return referenceShape(node, scope, bound)
    default:
      return unsupported(scope, node, typeNames[node.type] ?? node.type)
  }
}

const typeNames: Readonly<Record<string, string>> = {
  TSAnyKeyword: '"any"',
  TSObjectKeyword: '"object"',
  TSSymbolKeyword: '"symbol"',
  TSThisType: '"this"',
  TSConditionalType: 'a conditional type',
  TSMappedType: 'a mapped type',
  TSIndexedAccessType: 'an indexed access',
  TSTypeQuery: '"typeof"',
  TSImportType: 'an import type',
  TSTemplateLiteralType: 'a template literal type',
  TSConstructorType: 'a constructor type',
  TSInferType: '"infer"',
}

function literalShape(node: Node, scope: Scope): Shape {
  const literal = node.literal as Node
  if (literal.type === 'Literal' && literal.bigint != null) return { kind: 'literal', value: { bigint: String(literal.bigint) } }
  if (literal.type === 'Literal' && literal.value === null) return { kind: 'primitive', of: 'null' }
  if (literal.type === 'Literal') return { kind: 'literal', value: literal.value as string | number | boolean }
  const argument = literal.argument
  if (literal.type === 'UnaryExpression' && literal.operator === '-' && isNode(argument)) {
    if (argument.bigint != null) return { kind: 'literal', value: { bigint: `-${argument.bigint}` } }
    if (typeof argument.value === 'number') return { kind: 'literal', value: -argument.value }
  }
  return unsupported(scope, node, 'a template literal type')
}

function tupleShape(node: Node, scope: Scope, bound: Bindings): Shape {
  const items: Shape[] = []
  let rest: Shape | undefined
  for (let element of node.elementTypes as Node[]) {
    if (element.type === 'TSNamedTupleMember') {
      if (element.optional === true) unsupported(scope, element, 'an optional element of a tuple')
      element = element.elementType as Node
    }
    if (element.type === 'TSRestType') {
      const shape = shapeOf(element.typeAnnotation as Node, scope, bound)
      rest = shape.kind === 'array' ? shape.item : unsupported(scope, element, 'a rest element that is not an array')
    } else if (rest !== undefined) unsupported(scope, element, 'an element after the rest of a tuple')
    else
      items.push(
        element.type === 'TSOptionalType'
          ? unsupported(scope, element, 'an optional element of a tuple')
          : shapeOf(element, scope, bound),
      )
  }
  return { kind: 'tuple', items, ...(rest === undefined ? {} : { rest }) }
}

function intersectionShape(node: Node, scope: Scope, bound: Bindings): Shape {
  let merged: Shape | undefined
  for (const part of node.types as Node[]) {
    const shape = unfold(shapeOf(part, scope, bound), scope)
    merged = merged === undefined ? shape : mergeShapes(merged, shape)
    if (merged === undefined) return unsupported(scope, part, 'an intersection of other than object types')
  }
  return merged ?? unknownShape
}

/** An object without methods is plain data; one method makes it an interface. */
export function objectShape(members: readonly Node[], scope: Scope, bound: Bindings): Shape {
  const found: MemberShape[] = []
  let index: Shape | undefined
  for (const member of members) {
    if (member.type === 'TSIndexSignature') index = indexShape(member, scope, bound)
    else {
      const shape = memberOf(member, scope, bound)
      if (shape !== undefined) found.push(shape)
    }
  }
  if (found.some((member) => member.kind === 'method')) {
    if (index !== undefined) unsupported(scope, members[0]!, 'an index signature beside methods')
    return { kind: 'interface', members: withMethods(found) }
  }
  const fields: FieldShape[] = found.map(({ name, optional, shape }) => ({ name, optional, shape: shape! }))
  return { kind: 'object', fields, ...(index === undefined ? {} : { index }) }
}

function indexShape(node: Node, scope: Scope, bound: Bindings): Shape {
  const key = ((node.parameters as Node[])[0]?.typeAnnotation as Node | undefined)?.typeAnnotation
  if (!isNode(key) || key.type !== 'TSStringKeyword') return unsupported(scope, node, 'an index that is not a string')
  return annotation(node, scope, bound)
}

/** A member of an object type, an interface or a class; accessors are properties, a setter alone is none. */
export function memberOf(node: Node, scope: Scope, bound: Bindings): MemberShape | undefined {
  const name = isNode(node.key) ? keyName(node.key, node.computed === true) : undefined
  if (name === undefined) {
    unsupported(scope, node, 'a member without a plain name')
    return undefined
  }
  const optional = node.optional === true
  const callable = isNode(node.value) && node.type !== 'PropertyDefinition' ? node.value : node
  if (node.kind === 'set') return undefined
  if (node.kind === 'get') return { name, kind: 'property', optional, shape: annotation(callable, scope, bound, 'returnType') }
  if (node.kind === 'method') return { name, kind: 'method', optional, overloads: [functionShape(callable, scope, bound)] }
  return { name, kind: 'property', optional, shape: annotation(node, scope, bound) }
}

/** `name`, `'name'`, `1` or `[Symbol.asyncIterator]`. */
export function keyName(node: Node, computed = false): string | undefined {
  if (node.type === 'Identifier' && !computed) return node.name as string
  if (node.type === 'Literal') return String(node.value)
  if (node.type !== 'MemberExpression' || !isNode(node.object) || node.object.name !== 'Symbol') return undefined
  return isNode(node.property) ? `Symbol.${node.property.name}` : undefined
}

/** Parameters and result of anything that can be called. */
export function functionShape(node: Node, scope: Scope, bound: Bindings, returns?: Shape): FunctionShape {
  const generic = node.typeParameters
  const bindings = isNode(generic)
    ? new Map([...bound, ...parameterNames(generic).map((name) => [name, unknownShape] as const)])
    : bound
  if (isNode(generic)) unsupported(scope, generic, 'a generic function')
  const params = (node.params as Node[]).map((param, index) => parameterShape(param, index, scope, bindings))
  return { parameters: params, returns: returns ?? annotation(node, scope, bindings, 'returnType') }
}

function parameterShape(param: Node, index: number, scope: Scope, bound: Bindings): ParameterShape {
  const rest = param.type === 'RestElement'
  const target = rest && isNode(param.argument) ? param.argument : param
  const name = typeof target.name === 'string' ? target.name : `argument${index}`
  const holder = isNode(param.typeAnnotation) ? param : target
  return {
    name,
    shape: annotation(holder, scope, bound),
    optional: param.optional === true || target.optional === true,
    rest,
  }
}

function annotation(node: Node, scope: Scope, bound: Bindings, key = 'typeAnnotation'): Shape {
  const holder = node[key]
  if (isNode(holder) && isNode(holder.typeAnnotation)) return shapeOf(holder.typeAnnotation, scope, bound)
  return unsupported(scope, node, 'a declaration without a type')
}

export const parameterNames = (node: Node): string[] =>
  (node.params as Node[]).map((param) => (isNode(param.name) ? (param.name.name as string) : String(param.name)))

const unfoldMax = 32

function referenceShape(node: Node, scope: Scope, bound: Bindings): Shape {
  const target = node.typeName as Node
  const name = target.type === 'Identifier' ? (target.name as string) : ''
  const holder = node.typeArguments ?? node.typeParameters
  const args = isNode(holder) ? (holder.params as Node[]).map((arg) => shapeOf(arg, scope, bound)) : []
  const parameter = bound.get(name)
  if (parameter !== undefined) return parameter
  if (scope.classes.has(name)) return { kind: 'named', name }
  const declared = scope.declared.get(name)
  if (declared !== undefined) {
    if (!isNode(declared.typeParameters)) return { kind: 'named', name }
    return instantiate(node, name, declared, args, scope)
  }
  const imported = Object.hasOwn(scope.imports, name) ? scope.imports[name] : undefined
  if (imported !== undefined) return { kind: 'imported', ...imported }
  const found = globalShape(name, args, (shape) => unfold(shape, scope))
  if (typeof found === 'object') return found
  if (found === 'unsupported') return unsupported(scope, node, `"${name}"`)
  scope.faults.push({ code: 'SURFACE_UNDECLARED', message: `"${name}" is not declared`, offset: target.start })
  return unknownShape
}

function instantiate(node: Node, name: string, declared: Node, args: readonly Shape[], scope: Scope): Shape {
  const names = parameterNames(declared.typeParameters as Node)
  if (names.length !== args.length)
    return unsupported(scope, node, `"${name}" with ${args.length} of ${names.length} type arguments`)
  if (scope.pending.has(name) || scope.pending.size > unfoldMax)
    return unsupported(scope, node, `the recursive generic "${name}"`)
  scope.pending.add(name)
  const shape = declarationShape(declared, scope, new Map(names.map((parameter, index) => [parameter, args[index]!])))
  scope.pending.delete(name)
  return shape
}

/** The shape of an alias or interface by name; undefined for a generic one, whose body is still looked at for undeclared names. */
export function shapeOfDeclared(name: string, scope: Scope): Shape | undefined {
  const known = scope.shapes.get(name)
  const node = scope.declared.get(name)
  if (known !== undefined || node === undefined || scope.pending.has(name)) return known
  scope.pending.add(name)
  const generic = node.typeParameters
  const bound = new Map(isNode(generic) ? parameterNames(generic).map((parameter) => [parameter, unknownShape]) : [])
  const shape = declarationShape(node, scope, bound)
  scope.pending.delete(name)
  if (isNode(generic)) return undefined
  scope.shapes.set(name, shape)
  return shape
}

function declarationShape(node: Node, scope: Scope, bound: Bindings): Shape {
  if (node.type === 'TSTypeAliasDeclaration') return shapeOf(node.typeAnnotation as Node, scope, bound)
  let shape = objectShape((node.body as Node).body as Node[], scope, bound)
  for (const base of ((node.extends ?? []) as Node[]).toReversed()) {
    const reference = {
      ...base,
      type: 'TSTypeReference',
      typeName: base.expression,
      typeArguments: base.typeArguments,
    } as Node
    const merged = mergeShapes(unfold(shapeOf(reference, scope, bound), scope), shape)
    shape = merged ?? unsupported(scope, base, 'a base that is not an object type of this surface')
  }
  return shape
}

/** The shape behind the names of this surface. */
export function unfold(shape: Shape, scope: Scope): Shape {
  let at = shape
  for (let hops = 0; at.kind === 'named' && hops < unfoldMax; hops++) {
    const next = shapeOfDeclared(at.name, scope)
    if (next === undefined) return at
    at = next
  }
  return at
}

function unsupported(scope: Scope, node: Node, what: string): Shape {
  scope.faults.push({ code: 'SURFACE_UNSUPPORTED', message: `${what} cannot be checked at run time`, offset: node.start })
  return unknownShape
}
