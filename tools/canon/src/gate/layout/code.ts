import type { ParseResult } from 'oxc-parser'
import type { GateCode } from '../../diagnostics/gate.ts'
import type { FrontMatter } from '../../model/spec.ts'
import { NODE_GLOBALS, removedGlobals } from './modules.ts'

export interface CodeFault {
  readonly code: GateCode
  readonly message: string
  readonly offset: number
}

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown }

const DIRECTIVES = /@ts-(?:ignore|nocheck|expect-error)|eslint-disable|biome-ignore/

/** What one module's syntax shows: code from text, silenced checks, globals that are not granted. */
export function codeFaults(path: string, source: string, parsed: ParseResult, frontMatter: FrontMatter): CodeFault[] {
  const found: CodeFault[] = []
  for (const comment of parsed.comments) {
    const directive = DIRECTIVES.exec(comment.value)
    // A triple-slash directive would bring in types that the document does not name.
    if (directive || (comment.type === 'Line' && comment.value.startsWith('/') && comment.value.includes('<reference')))
      found.push({
        code: 'LAYOUT_SILENCED_CHECK',
        message: `the comment "${comment.value.trim().slice(0, 60)}"`,
        offset: comment.start,
      })
  }
  for (const item of parsed.module.dynamicImports)
    if (!/^(["'])[^"'\\]+\1$/.test(source.slice(item.moduleRequest.start, item.moduleRequest.end)))
      found.push({ code: 'LAYOUT_CODE_FROM_TEXT', message: 'a dynamic import of a computed name', offset: item.start })
    else found.push({ code: 'LAYOUT_IMPORT', message: 'a dynamic import; import at the top instead', offset: item.start })
  const names = collectNames(parsed.program as unknown as Node)
  found.push(...names.faults)
  const refused = refusedGlobals(path, frontMatter)
  const judge = (name: string, offset: number) => {
    const reason = refused.get(name)
    if (reason !== undefined) found.push({ code: 'LAYOUT_GLOBAL', message: reason, offset })
    if (FROM_TEXT.has(name)) found.push({ code: 'LAYOUT_CODE_FROM_TEXT', message: `the global ${name}`, offset })
  }
  for (const [name, offset] of names.used) if (!names.declared.has(name) && !names.hidden.has(name)) judge(name, offset)
  // Which of the two a use means would take scopes to say, and nobody needs a guarded name for something else.
  for (const [name, offset] of names.hidden)
    if (refused.has(name) || FROM_TEXT.has(name))
      found.push({ code: 'LAYOUT_GLOBAL', message: `an inner name that hides the global ${name}`, offset })
  for (const { realm, member, offset } of names.realms) {
    if (names.declared.has(realm) || names.hidden.has(realm)) continue
    if (refused.has(realm)) judge(realm, offset)
    if (member !== undefined) judge(member, offset)
    else found.push({ code: 'LAYOUT_GLOBAL', message: `${realm} as a value, which gives every global`, offset })
  }
  return found
}

/** Names of the global object; a member of it is a global like any other. */
const REALMS = new Set(['globalThis', 'global', 'self', 'window'])
const FROM_TEXT = new Set(['eval', 'Function'])

/** Globals that this file may not use, and why. */
function refusedGlobals(path: string, frontMatter: FrontMatter): Map<string, string> {
  const both = frontMatter.runs.includes('node') && frontMatter.runs.includes('browser')
  const refused = new Map(removedGlobals(frontMatter).map((name) => [name, `the global ${name}, which \`may\` does not grant`]))
  for (const name of NODE_GLOBALS)
    if (both ? path !== 'src/platform/node.ts' : !frontMatter.runs.includes('node')) refused.set(name, `the Node global ${name}`)
  return refused
}

interface Names {
  /** First use of each identifier that is read as a value. */
  readonly used: Map<string, number>
  /** Declared for the whole module. */
  readonly declared: Set<string>
  /** Declared in an inner scope only, and where first. */
  readonly hidden: Map<string, number>
  /** Uses of the global object: of which member, where it is one that can be read here. */
  readonly realms: { readonly realm: string; readonly member: string | undefined; readonly offset: number }[]
  readonly faults: CodeFault[]
}

interface Visit {
  readonly node: Node
  readonly parent: Node | undefined
  readonly key: string
  readonly inner: boolean
}

/** Names in the whole module; what is only declared to the compiler, or is a type, declares nothing. */
function collectNames(program: Node): Names {
  const names: Names = { used: new Map(), declared: new Set(), hidden: new Map(), realms: [], faults: [] }
  const stack: Visit[] = [{ node: program, parent: undefined, key: '', inner: false }]
  while (stack.length > 0) {
    const at = stack.pop()!
    const { node } = at
    visit(at, names)
    if (node.declare === true || node.importKind === 'type') continue
    const inner = at.inner || SCOPES.test(node.type)
    for (const [key, value] of Object.entries(node)) {
      // The name of a function or class belongs to the scope around it.
      const within = key === 'id' ? at.inner : inner
      if (Array.isArray(value)) {
        for (const item of value) if (isNode(item)) stack.push({ node: item, parent: node, key, inner: within })
      } else if (isNode(value)) stack.push({ node: value, parent: node, key, inner: within })
    }
  }
  for (const name of names.declared) names.hidden.delete(name)
  return names
}

const SCOPES = /Function|^BlockStatement$|^Class|^For|^CatchClause$|^SwitchStatement$|^StaticBlock$/

function visit({ node, parent, key, inner }: Visit, names: Names): void {
  const fault = (code: GateCode, message: string) => names.faults.push({ code, message, offset: node.start })
  if (node.type === 'TSModuleDeclaration') fault('LAYOUT_SILENCED_CHECK', 'a declaration of a global or module')
  if (node.type === 'MetaProperty' && (node.meta as { name?: unknown }).name === 'import') {
    const resolves = parent?.type === 'MemberExpression' && (parent.property as Node | undefined)?.name === 'resolve'
    if (resolves) fault('LAYOUT_CODE_FROM_TEXT', 'import.meta.resolve')
    else fault('LAYOUT_GLOBAL', 'import.meta, which tells where the package lies')
  }
  // `something.constructor('…')` is Function by another name.
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const callee = node.callee as Node
    const property = callee.type === 'MemberExpression' ? (callee.property as Node) : undefined
    if (property?.name === 'constructor' || property?.value === 'constructor')
      fault('LAYOUT_CODE_FROM_TEXT', 'a call of a constructor property')
  }
  if (node.type !== 'Identifier') return
  const name = node.name as string
  if (isDeclaration(parent, key)) {
    if (!inner) names.declared.add(name)
    else if (!names.hidden.has(name)) names.hidden.set(name, node.start)
  } else if (isLabelOrKey(parent, key)) return
  else if (REALMS.has(name)) names.realms.push({ realm: name, member: memberOf(parent, key), offset: node.start })
  else if (!names.used.has(name)) names.used.set(name, node.start)
}

function memberOf(parent: Node | undefined, key: string): string | undefined {
  if (parent?.type !== 'MemberExpression' || key !== 'object' || parent.computed === true) return undefined
  return (parent.property as { name?: string }).name
}

function isDeclaration(parent: Node | undefined, key: string): boolean {
  if (parent === undefined || /^TS(?:TypeAlias|Interface)/.test(parent.type)) return false
  if (key === 'params' || key === 'local') return true
  return key === 'id' && /Declar|Function|Class/.test(parent.type)
}

function isLabelOrKey(parent: Node | undefined, key: string): boolean {
  if (parent === undefined) return false
  if (parent.type.startsWith('TS') && !/^TS(?:As|Satisfies|NonNull|TypeAssertion|Instantiation)/.test(parent.type)) return true
  if (key === 'property' && parent.type === 'MemberExpression') return parent.computed !== true
  if (key === 'key') return parent.computed !== true
  return key === 'label' || key === 'imported' || key === 'exported'
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
