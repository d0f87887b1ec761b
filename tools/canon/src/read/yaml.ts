import { createRequire } from 'node:module'

export interface YamlFault {
  readonly kind: 'syntax' | 'alias' | 'prototype'
  readonly message: string
  /** Line and column within the text, from 0. */
  readonly line: number
  readonly column: number
}

export interface YamlResult {
  readonly value: unknown
  readonly faults: readonly YamlFault[]
}

type Yaml = typeof import('yaml')
let library: Yaml | undefined
/** Loaded at the first use only: most documents need no YAML library (see front-matter.ts). */
const yaml = (): Yaml => {
  library ??= createRequire(import.meta.url)('yaml') as Yaml
  return library
}

/** Parses YAML 1.2 core without anchors, aliases, tags, duplicate keys or prototype keys. */
export function parseYaml(text: string): YamlResult {
  const { LineCounter, parseDocument, visit, isScalar } = yaml()
  const counter = new LineCounter()
  const faults: YamlFault[] = []
  const fault = (kind: YamlFault['kind'], message: string, offset: number) => {
    const { line, col } = counter.linePos(offset)
    faults.push({ kind, message, line: Math.max(0, line - 1), column: Math.max(0, col - 1) })
  }
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false, stringKeys: false })
  for (const error of document.errors) fault('syntax', error.message, error.pos[0])
  visit(document, {
    Alias: (_, node) => fault('alias', `*${node.source}`, node.range?.[0] ?? 0),
    Node: (_, node) => {
      if ('anchor' in node && node.anchor !== undefined) fault('alias', `&${node.anchor}`, node.range?.[0] ?? 0)
      if (node.tag !== undefined) fault('alias', node.tag, node.range?.[0] ?? 0)
    },
    Pair: (_, pair) => {
      if (isScalar(pair.key) && isPrototypeKey(pair.key.value))
        fault('prototype', String(pair.key.value), pair.key.range?.[0] ?? 0)
    },
  })
  if (faults.length > 0) return { value: undefined, faults }
  return { value: document.toJS({ maxAliasCount: 0 }), faults }
}

export const isPrototypeKey = (key: unknown): boolean => key === '__proto__' || key === 'constructor' || key === 'prototype'
