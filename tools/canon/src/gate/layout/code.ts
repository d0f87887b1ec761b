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
  const both = frontMatter.runs.includes('node') && frontMatter.runs.includes('browser')
  const refused = new Map(removedGlobals(frontMatter).map((name) => [name, `the global ${name}, which \`may\` does not grant`]))
  for (const name of NODE_GLOBALS)
    if (both ? path !== 'src/platform/node.ts' : !frontMatter.runs.includes('node')) refused.set(name, `the Node global ${name}`)
  for (const [name, offset] of names.used) {
    const reason = refused.get(name)
    if (reason !== undefined && !names.declared.has(name)) found.push({ code: 'LAYOUT_GLOBAL', message: reason, offset })
    if ((name === 'eval' || name === 'Function') && !names.declared.has(name))
      found.push({ code: 'LAYOUT_CODE_FROM_TEXT', message: `the global ${name}`, offset })
  }
  return found
}

interface Names {
  /** First use of each identifier that is read as a value. */
  readonly used: Map<string, number>
  readonly declared: Set<string>
  readonly faults: CodeFault[]
}

/** Names in the whole module: close enough to scopes, since redeclaring a guarded name only hides it from the module itself. */
function collectNames(program: Node): Names {
  const names: Names = { used: new Map(), declared: new Set(), faults: [] }
  const stack: { node: Node; parent: Node | undefined; key: string }[] = [{ node: program, parent: undefined, key: '' }]
  while (stack.length > 0) {
    const { node, parent, key } = stack.pop()!
    visit(node, parent, key, names)
    for (const [name, value] of Object.entries(node)) {
      if (Array.isArray(value)) {
        for (const item of value) if (isNode(item)) stack.push({ node: item, parent: node, key: name })
      } else if (isNode(value)) stack.push({ node: value, parent: node, key: name })
    }
  }
  return names
}

function visit(node: Node, parent: Node | undefined, key: string, names: Names): void {
  if (node.type === 'TSModuleDeclaration')
    names.faults.push({ code: 'LAYOUT_SILENCED_CHECK', message: 'a declaration of a global or module', offset: node.start })
  if (
    node.type === 'MetaProperty' &&
    parent?.type === 'MemberExpression' &&
    (parent.property as Node | undefined)?.name === 'resolve'
  )
    names.faults.push({ code: 'LAYOUT_CODE_FROM_TEXT', message: 'import.meta.resolve', offset: node.start })
  // `something.constructor('…')` is Function by another name.
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const callee = node.callee as Node
    const property = callee.type === 'MemberExpression' ? (callee.property as Node) : undefined
    if (property?.name === 'constructor' || property?.value === 'constructor')
      names.faults.push({ code: 'LAYOUT_CODE_FROM_TEXT', message: 'a call of a constructor property', offset: node.start })
  }
  if (node.type !== 'Identifier') return
  const name = node.name as string
  if (isDeclaration(parent, key)) names.declared.add(name)
  else if (!isLabelOrKey(parent, key) && !names.used.has(name)) names.used.set(name, node.start)
}

function isDeclaration(parent: Node | undefined, key: string): boolean {
  if (parent === undefined) return false
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
