import { createRequire } from 'node:module'

/** One module named by a file, however it names it. */
export interface Imported {
  readonly specifier: string
  /** From 1. */
  readonly line: number
}

/** Static, re-exporting and dynamic imports with a literal name, and `import('…')` types; in the order of the text. */
export function importsOf(file: string, text: string): readonly Imported[] {
  const { module, errors } = parser.parseSync(file, text)
  if (errors.length > 0) throw new SyntaxError(`${file} cannot be parsed: ${errors[0]!.message}`)
  const named = [
    ...module.staticImports.map((one) => one.moduleRequest),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest ?? [])),
  ]
  const found = [
    ...named.map(({ value, start }) => ({ specifier: value, start })),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => literal(text.slice(start, end), start)),
    ...[...text.matchAll(IMPORT_TYPE)].map((match) => ({ specifier: match[1]!, start: match.index })),
  ]
  const unique = new Map(found.map((one) => [`${one.specifier} ${lineOf(text, one.start)}`, one]))
  return [...unique.values()]
    .sort((a, b) => a.start - b.start)
    .map(({ specifier, start }) => ({ specifier, line: lineOf(text, start) }))
}

/** `import('x')` in type position is no dynamic import to the parser. */
const IMPORT_TYPE = /(?:typeof|[:=<|&(,])\s*import\(\s*['"]([^'"]+)['"]\s*\)/g

function literal(source: string, start: number) {
  const match = /^(['"`])([^'"`$]*)\1$/.exec(source)
  return match === null ? [] : [{ specifier: match[2]!, start }]
}

const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length

interface Span {
  readonly start: number
  readonly end: number
}

interface Parser {
  parseSync(
    file: string,
    text: string,
  ): {
    readonly errors: readonly { readonly message: string }[]
    readonly module: {
      readonly staticImports: readonly { readonly moduleRequest: Span & { readonly value: string } }[]
      readonly staticExports: readonly {
        readonly entries: readonly { readonly moduleRequest: (Span & { readonly value: string }) | null }[]
      }[]
      readonly dynamicImports: readonly { readonly moduleRequest: Span }[]
    }
  }
}

/** The tool's own parser: the tasks have no dependencies of their own. */
const parser = createRequire(new URL('../canon/package.json', import.meta.url))('oxc-parser') as Parser
