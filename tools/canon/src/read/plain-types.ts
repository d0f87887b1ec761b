import type { Node } from './syntax.ts'
import { notPlain, type Scanner } from './token-scanner.ts'

/** A type of references, keywords, literals, arrays, tuples, unions and object types. @throws notPlain */
export function plainType(scanner: Scanner, depth = 0): Node {
  if (depth > depthMax) throw notPlain
  const start = scanner.start()
  const leading = scanner.takes('|')
  const first = operand(scanner, depth)
  if (!leading && !scanner.peeks('|')) return first
  const types = [first]
  while (scanner.takes('|')) types.push(operand(scanner, depth))
  return { type: 'TSUnionType', start, end: 0, types }
}

const depthMax = 64

function operand(scanner: Scanner, depth: number): Node {
  const start = scanner.start()
  let type = primary(scanner, start, depth)
  const readonly = type === readonlyOperator
  if (readonly) type = primary(scanner, scanner.start(), depth)
  if (type === readonlyOperator) throw notPlain
  const element = type
  while (scanner.takesOnLine('[')) {
    required(scanner, ']')
    type = { type: 'TSArrayType', start: element.start, end: 0, elementType: type }
  }
  if (!readonly) return type
  if (type.type !== 'TSArrayType' && type.type !== 'TSTupleType') throw notPlain
  return { type: 'TSTypeOperator', start, end: 0, operator: 'readonly', typeAnnotation: type }
}

const readonlyOperator: Node = { type: 'readonly', start: 0, end: 0 }

const keywords: ReadonlyMap<string, string> = new Map([
  ['string', 'TSStringKeyword'],
  ['number', 'TSNumberKeyword'],
  ['boolean', 'TSBooleanKeyword'],
  ['bigint', 'TSBigIntKeyword'],
  ['undefined', 'TSUndefinedKeyword'],
  ['null', 'TSNullKeyword'],
  ['void', 'TSVoidKeyword'],
  ['never', 'TSNeverKeyword'],
  ['unknown', 'TSUnknownKeyword'],
])

function primary(scanner: Scanner, start: number, depth: number): Node {
  if (scanner.peeks('{')) return { type: 'TSTypeLiteral', start, end: 0, members: plainMembers(scanner, depth + 1) }
  if (scanner.takes('[')) return { type: 'TSTupleType', start, end: 0, elementTypes: typesUntil(scanner, ']', depth) }
  const literal = scanner.literal()
  if (literal !== undefined) return { type: 'TSLiteralType', start, end: 0, literal }
  const word = scanner.word()
  const keyword = keywords.get(word)
  if (keyword !== undefined) return { type: keyword, start, end: 0 }
  if (word === 'readonly') return readonlyOperator
  if (scanner.isReserved(word)) throw notPlain
  const typeName = { type: 'Identifier', start, end: 0, name: word }
  if (!scanner.takesOnLine('<')) return { type: 'TSTypeReference', start, end: 0, typeName }
  const params = typesUntil(scanner, '>', depth)
  if (params.length === 0) throw notPlain
  return {
    type: 'TSTypeReference',
    start,
    end: 0,
    typeName,
    typeArguments: { type: 'TSTypeParameterInstantiation', start, end: 0, params },
  }
}

function typesUntil(scanner: Scanner, close: string, depth: number): Node[] {
  const types: Node[] = []
  if (scanner.takes(close)) return types
  do types.push(plainType(scanner, depth + 1))
  while (scanner.takes(','))
  // A label, a rest or an optional element of a tuple is no comma either.
  required(scanner, close)
  return types
}

/** The members between the braces of an interface or an object type. @throws notPlain */
export function plainMembers(scanner: Scanner, depth = 0): Node[] {
  required(scanner, '{')
  const members: Node[] = []
  while (!scanner.takes('}')) members.push(member(scanner, depth))
  return members
}

function member(scanner: Scanner, depth: number): Node {
  const start = scanner.start()
  let key = scanner.key()
  const isReadonly = key.name === 'readonly'
  if (isReadonly) key = modified(scanner)
  if (key.name === 'get' || key.name === 'set' || key.name === 'new' || key.name === 'readonly') throw notPlain
  const optional = scanner.takes('?')
  const params = scanner.peeks('(') && !isReadonly ? plainParameters(scanner, depth) : undefined
  required(scanner, ':')
  const type = plainType(scanner, depth + 1)
  const annotation = { type: 'TSTypeAnnotation', start: type.start, end: 0, typeAnnotation: type }
  scanner.endsMember(',;')
  if (params === undefined) return { type: 'TSPropertySignature', start, end: 0, key, optional, typeAnnotation: annotation }
  return { type: 'TSMethodSignature', start, end: 0, kind: 'method', key, optional, params, returnType: annotation }
}

/** Named parameters, each with its type, optional ones last. @throws notPlain */
export function plainParameters(scanner: Scanner, depth = 0): Node[] {
  required(scanner, '(')
  const params: Node[] = []
  let optionals = false
  while (!scanner.takes(')')) {
    const id = scanner.parameter()
    const optional = scanner.takes('?')
    if (optionals && !optional) throw notPlain
    optionals = optional
    required(scanner, ':')
    const type = plainType(scanner, depth + 1)
    params.push({
      ...id,
      optional,
      typeAnnotation: { type: 'TSTypeAnnotation', start: type.start, end: 0, typeAnnotation: type },
    })
    if (!scanner.takes(',') && !scanner.peeks(')')) throw notPlain
  }
  return params
}

/** The name behind a word such as `readonly`. @throws notPlain */
export function modified(scanner: Scanner): Node {
  scanner.staysOnLine()
  return scanner.key()
}

/** @throws notPlain */
export function required(scanner: Scanner, sign: string): void {
  if (!scanner.takes(sign)) throw notPlain
}
