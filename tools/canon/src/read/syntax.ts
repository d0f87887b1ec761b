import { createRequire } from 'node:module'

/** A node of the syntax tree as the parser gives it (ESTree with TypeScript), read with care because it is untyped here. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export interface Syntax {
  readonly body: readonly Node[]
  readonly errors: readonly { readonly message: string; readonly offset: number }[]
}

type Parser = Pick<typeof import('oxc-parser'), 'parseSync'>
let parser: Parser | undefined

/** Parses TypeScript without resolving anything; the native parser is loaded at the first use. */
export function parseTypeScript(name: string, text: string): Syntax {
  parser ??= createRequire(import.meta.url)('oxc-parser') as Parser
  const result = parser.parseSync(name, text)
  const errors = result.errors.map((error) => ({ message: error.message, offset: error.labels[0]?.start ?? 0 }))
  return { body: errors.length > 0 ? [] : (result.program.body as unknown as Node[]), errors }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** Visits every node below, outer first. */
export function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const item of node) walk(item, visit)
  else if (isNode(node)) {
    visit(node)
    for (const key in node) if (typeof node[key] === 'object') walk(node[key], visit)
  }
}

/** Turns offsets into line and column, both from 0. */
export function positionsOf(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low, column: offset - starts[low]! }
  }
}

/** The text of a string literal or of a template without expressions. */
export function literalText(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type !== 'TemplateLiteral' || (node.expressions as unknown[]).length > 0) return undefined
  return ((node.quasis as Node[])[0]?.value as { cooked?: string } | undefined)?.cooked
}
