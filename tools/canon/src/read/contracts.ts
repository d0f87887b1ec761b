import { digestBytes } from '../base/digest.ts'
import { readDiagnostic } from '../diagnostics/read.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { ContractFile, LawReference } from '../model/spec.ts'
import type { SpecFiles } from './files.ts'
import { isNode, literalText, type Node, parseTypeScript, positionsOf, walk } from './syntax.ts'
import { readText, type TextFile } from './text.ts'

/** Reads the contract files of a subsystem by their syntax; nothing of them is run. */
export function readContracts(
  host: Host,
  folder: string,
  consumer: string,
  files: SpecFiles,
  diagnostics: Diagnostic[],
): ContractFile[] {
  const contracts: ContractFile[] = []
  for (const name of files.contracts) {
    const file = readText(host, `${folder}/contracts/${name}`, diagnostics)
    if (file === undefined) continue
    const provider = name.slice(0, -'.contract.ts'.length)
    const examples = files.examples.includes(`${provider}.examples.json`)
      ? readText(host, `${folder}/contracts/${provider}.examples.json`, diagnostics, 16 * 1024 * 1024)
      : undefined
    contracts.push({
      path: file.path,
      digest: digestBytes(file.bytes),
      consumer,
      provider,
      ...readLaws(file, provider, diagnostics),
      ...(examples === undefined ? {} : { examples: { path: examples.path, digest: digestBytes(examples.bytes) } }),
    })
  }
  return contracts
}

function readLaws(file: TextFile, provider: string, diagnostics: Diagnostic[]): Pick<ContractFile, 'laws' | 'imports'> {
  const positionOf = positionsOf(file.text)
  const placeOf = (offset: number): Place => {
    const { line, column } = positionOf(offset)
    return { file: file.path, line: line + 1, column: column + 1 }
  }
  const { body, errors } = parseTypeScript(file.path, file.text)
  for (const { message, offset } of errors)
    diagnostics.push(readDiagnostic('CONTRACT_SYNTAX', message, { place: placeOf(offset) }))
  if (errors.length > 0) return { laws: [], imports: [] }
  const laws: LawReference[] = []
  const imports: { module: string; place: Place; typeOnly: boolean }[] = []
  let bound: string | undefined
  walk(body, (node) => {
    const place = placeOf(node.start)
    const module = moduleOf(node)
    if (module !== undefined) imports.push({ module, place, typeOnly: (node.importKind ?? node.exportKind) === 'type' })
    if (node.type !== 'CallExpression') return
    const callee = calleeOf(node)
    const [first, second] = node.arguments as unknown[]
    if (callee === 'contract') bound = literalText(first)
    if (callee !== 'law' && callee !== 'cases') return
    const clauses = clausesOf(first)
    const sentence = literalText(second)
    if (clauses === undefined || sentence === undefined)
      diagnostics.push(readDiagnostic('CONTRACT_NOT_LITERAL', `this ${callee} does not begin with literals`, { place }))
    else laws.push({ clauses, sentence, place })
  })
  const start = placeOf(0)
  if (bound !== provider)
    diagnostics.push(
      readDiagnostic('CONTRACT_PROVIDER', `the contract binds ${bound === undefined ? 'nobody' : `"${bound}"`}`, {
        place: start,
        expected: `"${provider}"`,
      }),
    )
  if (laws.length === 0) diagnostics.push(readDiagnostic('CONTRACT_EMPTY', 'the contract has no law', { place: start }))
  return { laws, imports }
}

/** A computed module name is the empty string, which no rule allows. */
function moduleOf(node: Node): string | undefined {
  if (node.type === 'ImportExpression') return literalText(node.source) ?? ''
  if (node.type === 'TSImportType') return literalText(node.source ?? node.argument) ?? ''
  if (!/^(?:ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration)$/.test(node.type) || !isNode(node.source))
    return undefined
  return literalText(node.source) ?? ''
}

/** `law(…)` or `context.law(…)`. */
function calleeOf(node: Node): string | undefined {
  const callee = node.callee
  if (!isNode(callee)) return undefined
  const name = callee.type === 'MemberExpression' ? callee.property : callee
  return isNode(name) && name.type === 'Identifier' ? (name.name as string) : undefined
}

function clausesOf(node: unknown): string[] | undefined {
  const one = literalText(node)
  if (one !== undefined) return [one]
  if (!isNode(node) || node.type !== 'ArrayExpression') return undefined
  const ids = (node.elements as unknown[]).map(literalText)
  return ids.length === 0 || ids.includes(undefined) ? undefined : (ids as string[])
}
