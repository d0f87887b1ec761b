import { posix } from 'node:path'
import { digestBytes } from '../base/digest.ts'
import { readDiagnostic } from '../diagnostics/read.ts'
import type { Entry, Host } from '../host/host.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { ContractFile, LawReference, SourceFile } from '../model/spec.ts'
import type { SpecFiles } from './files.ts'
import { isNode, literalText, type Node, parseTypeScript, positionsOf, walk } from './syntax.ts'
import { readText, type TextFile } from './text.ts'

/** Reads the contract files of a subsystem, each with its parts, by their syntax; nothing of them is run. */
export function readContracts(
  host: Host,
  folder: string,
  consumer: string,
  files: SpecFiles,
  diagnostics: Diagnostic[],
): ContractFile[] {
  const contracts: ContractFile[] = []
  for (const name of files.examples)
    if (!files.contracts.includes(name.replace(/\.examples\.json$/, '.contract.ts')))
      diagnostics.push(
        readDiagnostic('EXAMPLES_STRAY', `${name} lies beside no contract`, { place: startOf(`${folder}/contracts/${name}`) }),
      )
  for (const name of files.contracts) {
    const file = readText(host, `${folder}/contracts/${name}`, diagnostics)
    if (file === undefined) continue
    const provider = name.slice(0, -'.contract.ts'.length)
    const examples = files.examples.includes(`${provider}.examples.json`)
      ? readText(host, `${folder}/contracts/${provider}.examples.json`, diagnostics, 16 * 1024 * 1024)
      : undefined
    const head = readHead(file, provider, diagnostics)
    const parts = readParts(host, head, `${folder}/contracts/${provider}`, diagnostics)
    const laws = [head, ...parts].flatMap((source) => source.laws)
    if (laws.length === 0 && !head.broken)
      diagnostics.push(readDiagnostic('CONTRACT_EMPTY', 'the contract has no law', { place: startOf(file.path) }))
    contracts.push({
      path: file.path,
      digest: digestOf(head, parts),
      consumer,
      provider,
      laws,
      imports: [head, ...parts].flatMap((source) => source.imports),
      ...(parts.length === 0 ? {} : { parts: parts.map(({ path, digest }) => ({ path, digest })) }),
      ...(examples === undefined ? {} : { examples: { path: examples.path, digest: digestBytes(examples.bytes) } }),
    })
  }
  return contracts
}

/** One file of a contract: the contract itself or a part. */
interface Source extends SourceFile {
  readonly laws: readonly LawReference[]
  readonly imports: ContractFile['imports']
  /** The provider that it binds, when it calls `contract`. */
  readonly bound?: string
  readonly broken: boolean
}

const startOf = (file: string): Place => ({ file, line: 1, column: 1 })

function readHead(file: TextFile, provider: string, diagnostics: Diagnostic[]): Source {
  const head = readSource(file, diagnostics)
  if (!head.broken && head.bound !== provider)
    diagnostics.push(
      readDiagnostic('CONTRACT_PROVIDER', `the contract binds ${head.bound === undefined ? 'nobody' : `"${head.bound}"`}`, {
        place: startOf(file.path),
        expected: `"${provider}"`,
      }),
    )
  return head
}

const partsMax = 100

/** The files below `contracts/<provider>/` that the contract imports, and those that they import, by path. */
function readParts(host: Host, head: Source, folder: string, diagnostics: Diagnostic[]): Source[] {
  const there = host.stat(`${host.root}/${folder}`)?.kind === 'folder' ? host.list(`${host.root}/${folder}`) : []
  const parts = new Map<string, Source | undefined>()
  const waiting = [head]
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop())
    for (const { module, place, typeOnly } of source.imports) {
      const path = module.startsWith('.') ? posix.join(posix.dirname(place.file), module) : ''
      if (typeOnly || !path.startsWith(`${folder}/`) || parts.has(path)) continue
      const file = isPart(there, path, folder) && parts.size < partsMax ? readText(host, path, diagnostics) : undefined
      if (file === undefined)
        diagnostics.push(readDiagnostic('CONTRACT_PART_MISSING', `${path} is not a part that can be read`, { place }))
      const part = file && readSource(file, diagnostics)
      parts.set(path, part)
      if (part !== undefined) waiting.push(part)
    }
  for (const { name } of there)
    if (name.endsWith('.laws.ts') && !parts.has(`${folder}/${name}`) && !head.broken)
      diagnostics.push(
        readDiagnostic('CONTRACT_PART_UNUSED', `the contract does not import ${name}`, { place: startOf(`${folder}/${name}`) }),
      )
  return [...parts.values()].filter((part) => part !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** A plain file of the folder itself: no link, nothing deeper. */
const isPart = (there: readonly Entry[], path: string, folder: string): boolean =>
  path.endsWith('.ts') && there.some(({ name, kind }) => kind === 'file' && path === `${folder}/${name}`)

/** A contract without parts has the digest of its bytes. */
function digestOf(head: Source, parts: readonly Source[]): string {
  if (parts.length === 0) return head.digest
  return digestBytes(JSON.stringify([head, ...parts].map(({ path, digest }) => [path, digest])))
}

function readSource(file: TextFile, diagnostics: Diagnostic[]): Source {
  const { path } = file
  const digest = digestBytes(file.bytes)
  const positionOf = positionsOf(file.text)
  const placeOf = (offset: number): Place => {
    const { line, column } = positionOf(offset)
    return { file: path, line: line + 1, column: column + 1 }
  }
  const { body, errors } = parseTypeScript(path, file.text)
  for (const { message, offset } of errors)
    diagnostics.push(readDiagnostic('CONTRACT_SYNTAX', message, { place: placeOf(offset) }))
  if (errors.length > 0) return { path, digest, laws: [], imports: [], broken: true }
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
  return { path, digest, laws, imports, broken: false, ...(bound === undefined ? {} : { bound }) }
}

/** A computed module name is the empty string, which no rule allows. */
export function moduleOf(node: Node): string | undefined {
  if (node.type === 'ImportExpression') return literalText(node.source) ?? ''
  if (node.type === 'TSImportType') return literalText(node.source ?? node.argument) ?? ''
  if (!/^(?:ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration)$/.test(node.type) || !isNode(node.source))
    return undefined
  return literalText(node.source) ?? ''
}

/** `law(…)` or `context.law(…)`. */
export function calleeOf(node: Node): string | undefined {
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
