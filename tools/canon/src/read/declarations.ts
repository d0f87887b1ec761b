import { modified, plainMembers, plainParameters, plainType, required } from './plain-types.ts'
import type { Node } from './syntax.ts'
import { notPlain, type Scanner, scannerOf } from './token-scanner.ts'

/**
 * The syntax tree of plain declarations, equal in all that is read of it to the parser's; undefined for text that holds
 * anything else. The parser's tree crosses into JavaScript as JSON, which costs more than all other reading of a surface.
 */
export function plainDeclarations(text: string): Node[] | undefined {
  const body: Node[] = []
  try {
    const scanner = scannerOf(text)
    while (!scanner.atEnd()) body.push(statement(scanner))
    return body
  } catch (error) {
    if (error === notPlain) return undefined
    throw error
  }
}

function statement(scanner: Scanner): Node {
  const start = scanner.start()
  const word = scanner.word()
  if (word !== 'export') {
    if (word !== 'type' && word !== 'interface') throw notPlain
    return declaration(scanner, start, word)
  }
  scanner.staysOnLine()
  const inner = scanner.start()
  return {
    type: 'ExportNamedDeclaration',
    start,
    end: 0,
    declaration: declaration(scanner, inner, scanner.word()),
    specifiers: [],
  }
}

function declaration(scanner: Scanner, start: number, word: string): Node {
  scanner.staysOnLine()
  switch (word) {
    case 'type': {
      const id = scanner.name()
      required(scanner, '=')
      const typeAnnotation = plainType(scanner)
      scanner.endsStatement()
      return { type: 'TSTypeAliasDeclaration', start, end: 0, id, typeAnnotation }
    }
    case 'interface': {
      const id = scanner.name()
      const open = scanner.start()
      return {
        type: 'TSInterfaceDeclaration',
        start,
        end: 0,
        id,
        body: { type: 'TSInterfaceBody', start: open, end: 0, body: plainMembers(scanner) },
      }
    }
    case 'function': {
      const id = scanner.name()
      const params = plainParameters(scanner)
      required(scanner, ':')
      const returnType = annotationOf(plainType(scanner))
      scanner.endsStatement()
      return { type: 'TSDeclareFunction', start, end: 0, id, params, returnType }
    }
    case 'const': {
      const id = scanner.name()
      required(scanner, ':')
      const typed = { ...id, typeAnnotation: annotationOf(plainType(scanner)) }
      scanner.endsStatement()
      return {
        type: 'VariableDeclaration',
        start,
        end: 0,
        declarations: [{ type: 'VariableDeclarator', start: id.start, end: 0, id: typed }],
      }
    }
    case 'class':
      return classDeclaration(scanner, start)
    default:
      throw notPlain
  }
}

function classDeclaration(scanner: Scanner, start: number): Node {
  const id = scanner.name()
  let superClass: Node | undefined
  if (!scanner.takes('{')) {
    if (scanner.word() !== 'extends') throw notPlain
    superClass = scanner.name()
    required(scanner, '{')
  }
  const body: Node[] = []
  while (!scanner.takes('}')) if (!scanner.takes(';')) body.push(classMember(scanner))
  return { type: 'ClassDeclaration', start, end: 0, id, superClass, body: { type: 'ClassBody', start, end: 0, body } }
}

/** Words that begin something else than a member of that name. */
const modifiers = new Set(
  'abstract accessor async await declare export get in new out override private prototype protected public set static yield'.split(
    ' ',
  ),
)

function classMember(scanner: Scanner): Node {
  const start = scanner.start()
  let key = scanner.key()
  const isStatic = key.name === 'static'
  if (isStatic) key = modified(scanner)
  const isReadonly = key.name === 'readonly'
  if (isReadonly) key = modified(scanner)
  if (key.type === 'Literal' || key.name === 'readonly' || modifiers.has(key.name as string)) throw notPlain
  if (scanner.peeks('(')) {
    if (isReadonly) throw notPlain
    const params = plainParameters(scanner)
    const constructs = key.name === 'constructor'
    if (constructs && isStatic) throw notPlain
    if (!constructs) required(scanner, ':')
    const returnType = constructs ? undefined : annotationOf(plainType(scanner))
    scanner.endsMember(';')
    const value = { type: 'TSEmptyBodyFunctionExpression', start, end: 0, params, returnType }
    return { type: 'MethodDefinition', start, end: 0, kind: constructs ? 'constructor' : 'method', key, value, static: isStatic }
  }
  if (key.name === 'constructor') throw notPlain
  const optional = scanner.takes('?')
  required(scanner, ':')
  const typeAnnotation = annotationOf(plainType(scanner))
  scanner.endsMember(';')
  return { type: 'PropertyDefinition', start, end: 0, key, typeAnnotation, optional, static: isStatic }
}

const annotationOf = (type: Node): Node => ({ type: 'TSTypeAnnotation', start: type.start, end: 0, typeAnnotation: type })
