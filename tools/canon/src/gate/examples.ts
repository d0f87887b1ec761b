import { join } from 'node:path'
import { gateDiagnostic } from '../diagnostics/gate.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { ContractFile } from '../model/spec.ts'
import { readOrUndefined } from './closure.ts'

/** Counterexamples of one contract, by law, as vector values. */
export type Examples = Readonly<Record<string, readonly (readonly unknown[])[]>>

const PER_LAW_MAX = 32
const EXAMPLE_BYTES_MAX = 16 * 1024

/** Kept counterexamples beside the contract; a malformed file is a fault, never an empty one. */
export function readExamples(
  host: Host,
  contract: ContractFile,
): { readonly examples: Examples; readonly diagnostics: readonly Diagnostic[] } {
  const path = examplesPath(contract)
  const bytes = readOrUndefined(host, path)
  if (bytes === undefined) return { examples: {}, diagnostics: [] }
  try {
    const file = JSON.parse(new TextDecoder().decode(bytes)) as { canon?: unknown; laws?: unknown }
    if (file.canon !== 1 || !isExamples(file.laws)) throw new TypeError('not a file of examples')
    return { examples: file.laws, diagnostics: [] }
  } catch {
    return {
      examples: {},
      diagnostics: [gateDiagnostic('EXAMPLES_BROKEN', `${path} is malformed`, { place: { file: path, line: 1, column: 1 } })],
    }
  }
}

/** Adds a counterexample, unless it is there, is too large to read, or its law has enough. Answers whether it was added. */
export function keepExample(host: Host, contract: ContractFile, law: string, values: readonly unknown[]): boolean {
  const { examples, diagnostics } = readExamples(host, contract)
  if (diagnostics.length > 0 || JSON.stringify(values).length > EXAMPLE_BYTES_MAX) return false
  const known = examples[law] ?? []
  if (known.length >= PER_LAW_MAX || known.some((item) => JSON.stringify(item) === JSON.stringify(values))) return false
  const laws = { ...examples, [law]: [...known, values] }
  host.write(join(host.root, examplesPath(contract)), `${JSON.stringify({ canon: 1, laws }, null, 2)}\n`)
  return true
}

const examplesPath = (contract: ContractFile) => contract.path.replace(/\.contract\.ts$/, '.examples.json')

function isExamples(value: unknown): value is Examples {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((list) => Array.isArray(list) && list.every((item) => Array.isArray(item)))
}
