import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Host } from '../../host/host.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { ContractFile } from '../../model/spec.ts'
import { type ExpiredExample, examplesPath, readExamples, writeExamples } from './file.ts'

export interface Expiry {
  readonly contract: Pick<ContractFile, 'path'>
  /** The id under which the file has the example. */
  readonly law: string
  /** From 0, or all of the law. */
  readonly index: number | 'all'
  readonly reason: string
}

/** Moves kept counterexamples to `expired`, with the reason and today's date; answers those it moved. */
export function expireExamples(
  host: Host,
  { contract, law, index, reason }: Expiry,
): { readonly moved: readonly ExpiredExample[]; readonly diagnostics: readonly Diagnostic[] } {
  const { examples, diagnostics } = readExamples(host, contract)
  if (diagnostics.length > 0) return { moved: [], diagnostics }
  const known = Object.hasOwn(examples.laws, law) ? examples.laws[law]! : []
  const isLeaving = (at: number) => index === 'all' || index === at
  const at = host.now().toISOString().slice(0, 10)
  const moved = known.filter((_, place) => isLeaving(place)).map(({ values }) => ({ law, values, reason, at }))
  if (moved.length === 0) {
    const place = { file: examplesPath(contract), line: 1, column: 1 }
    const which = index === 'all' ? 'no example' : `no example ${index}`
    return { moved, diagnostics: [gateDiagnostic('EXAMPLE_UNKNOWN', `There is ${which} of "${law}"`, { place })] }
  }
  const laws = { ...examples.laws, [law]: known.filter((_, place) => !isLeaving(place)) }
  writeExamples(host, contract, { laws, expired: [...examples.expired, ...moved] })
  return { moved, diagnostics: [] }
}
