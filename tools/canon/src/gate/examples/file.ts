import { posix } from 'node:path'
import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Host } from '../../host/host.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { ContractFile } from '../../model/spec.ts'
import { readOrUndefined } from '../closure.ts'

/** A counterexample by value, with what its law was when it was kept; a value kept by an older tool has no digests. */
export interface KeptExample {
  /** Vector values, one for each arbitrary. */
  readonly values: readonly unknown[]
  /** Digest of the law's body and of every module of its contract. */
  readonly law?: string
  /** Digest of the law's body alone. */
  readonly body?: string
}

/** A counterexample that a person took out of use. */
export interface ExpiredExample {
  readonly law: string
  readonly values: readonly unknown[]
  readonly reason: string
  /** RFC 3339 date. */
  readonly at: string
}

/** Counterexamples of one contract, by the law's id. */
export interface ExamplesFile {
  readonly laws: Readonly<Record<string, readonly KeptExample[]>>
  readonly expired: readonly ExpiredExample[]
}

export const NO_EXAMPLES: ExamplesFile = { laws: {}, expired: [] }

/** Kept counterexamples beside the contract; a malformed file is a fault, never an empty one. */
export function readExamples(
  host: Host,
  contract: Pick<ContractFile, 'path'>,
): { readonly examples: ExamplesFile; readonly diagnostics: readonly Diagnostic[] } {
  const path = examplesPath(contract)
  const bytes = readOrUndefined(host, path)
  if (bytes === undefined) return { examples: NO_EXAMPLES, diagnostics: [] }
  try {
    return { examples: parseExamples(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), diagnostics: [] }
  } catch {
    const place = { file: path, line: 1, column: 1 }
    return { examples: NO_EXAMPLES, diagnostics: [gateDiagnostic('EXAMPLES_BROKEN', `${path} is malformed`, { place })] }
  }
}

/** Replaces the file; an example without digests is written as its values alone, as it was. */
export function writeExamples(host: Host, contract: Pick<ContractFile, 'path'>, { laws, expired }: ExamplesFile): void {
  const written = Object.entries(laws)
    .filter(([, list]) => list.length > 0)
    .map(([id, list]) => [id, list.map((example) => (example.law === undefined ? example.values : example))])
  const file = { canon: 1, laws: Object.fromEntries(written), ...(expired.length === 0 ? {} : { expired }) }
  host.write(posix.join(host.root, examplesPath(contract)), `${JSON.stringify(file, null, 2)}\n`)
}

/** Where a contract's counterexamples lie, relative to the root. */
export const examplesPath = ({ path }: Pick<ContractFile, 'path'>) => path.replace(/\.contract\.ts$/, '.examples.json')

function parseExamples(text: string): ExamplesFile {
  const file = JSON.parse(text) as { canon?: unknown; laws?: unknown; expired?: unknown } | null
  if (file?.canon !== 1 || !isRecord(file.laws)) throw new TypeError('not a file of examples')
  const laws = Object.entries(file.laws).map(([id, list]) => [id, listOf(list).map(readKept)])
  return { laws: Object.fromEntries(laws), expired: listOf(file.expired ?? []).map(readExpired) }
}

function readKept(item: unknown): KeptExample {
  if (Array.isArray(item)) return { values: item }
  if (!isRecord(item) || !isText(item.law) || !isText(item.body)) throw new TypeError('not an example')
  return { values: listOf(item.values), law: item.law, body: item.body }
}

function readExpired(item: unknown): ExpiredExample {
  if (!isRecord(item) || !isText(item.law) || !isText(item.reason) || !isText(item.at)) throw new TypeError('not an expired one')
  return { law: item.law, values: listOf(item.values), reason: item.reason, at: item.at }
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('not a list')
  return value
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
