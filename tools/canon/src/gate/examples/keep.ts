import { canonicalJson } from '../../base/canonical-json.ts'
import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Host } from '../../host/host.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { ContractFile } from '../../model/spec.ts'
import { examplesPath, type KeptExample, readExamples, writeExamples } from './file.ts'

/** A counterexample that a run found. */
export interface FoundExample {
  readonly contract: ContractFile
  /** The law's id. */
  readonly law: string
  readonly example: KeptExample
}

const PER_LAW_MAX = 32
const EXAMPLE_BYTES_MAX = 16 * 1024

/** Adds a counterexample unless its value is there; where there is no room, the largest is left out, and that is said. */
export function keepExample(host: Host, { contract, law, example }: FoundExample): Diagnostic[] {
  const { examples, diagnostics } = readExamples(host, contract)
  if (diagnostics.length > 0) return []
  const place = { file: examplesPath(contract), line: 1, column: 1 }
  const refused = (why: string) => [gateDiagnostic('EXAMPLE_NOT_KEPT', `A counterexample of "${law}" ${why}`, { place })]
  if (sizeOf(example) > EXAMPLE_BYTES_MAX) return refused(`is larger than ${EXAMPLE_BYTES_MAX} bytes`)
  const known = examples.laws[law] ?? []
  if (known.some((item) => canonicalJson(item.values) === canonicalJson(example.values))) return []
  const all = [...known, example]
  if (all.length <= PER_LAW_MAX) {
    writeExamples(host, contract, { ...examples, laws: { ...examples.laws, [law]: all } })
    return []
  }
  const largest = all.reduce((a, b) => (sizeOf(b) >= sizeOf(a) ? b : a))
  if (largest === example) return refused(`is the largest of ${all.length}, and ${PER_LAW_MAX} are kept`)
  const at = host.now().toISOString().slice(0, 10)
  const expired = { law, values: largest.values, reason: `the law has ${PER_LAW_MAX} smaller ones`, at }
  const laws = { ...examples.laws, [law]: all.filter((item) => item !== largest) }
  writeExamples(host, contract, { laws, expired: [...examples.expired, expired] })
  return refused(`was the largest of ${all.length}, ${PER_LAW_MAX} are kept; it stands under "expired" now`)
}

const sizeOf = ({ values }: KeptExample) => canonicalJson(values).length
