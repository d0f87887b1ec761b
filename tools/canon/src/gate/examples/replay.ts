import { digestBytes, digestJson } from '../../base/digest.ts'
import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { ContractFile } from '../../model/spec.ts'
import type { Law } from '../laws/law.ts'
import { type RunRequest, tryValues } from '../laws/run.ts'
import { standingOf } from './domain.ts'
import { type ExamplesFile, examplesPath, type KeptExample } from './file.ts'
import { type Located, type Matched, matchExamples } from './match.ts'

/** A law with the digests by which its kept examples are known. */
export interface DigestedLaw {
  readonly law: Law
  readonly consumer: string
  readonly clauses: readonly string[]
  readonly sentence: string
  readonly body: string
  readonly digest: string
}

/** `modules` are those of the law's contract, by path with digests. */
export function digested(law: Law, modules: Readonly<Record<string, string>>): DigestedLaw {
  const { consumer, clauses, sentence } = law
  const body = digestBytes(String(law.subject.body))
  return { law, consumer, clauses, sentence, body, digest: digestJson({ body, modules }) }
}

export interface Replay {
  /** To be run first, as vector values. */
  readonly values: readonly (readonly unknown[])[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Which of a law's kept examples run first. One kept for the law as it is runs; after a change it runs when the arbitraries hold it,
 * or when they cannot tell and the law itself has no trouble with it. What does not run is said.
 */
export async function replayOf(
  kept: readonly Located[],
  { law, digest }: DigestedLaw,
  contract: ContractFile,
  request: Omit<RunRequest, 'examples'>,
): Promise<Replay> {
  const values: (readonly unknown[])[] = []
  const diagnostics: Diagnostic[] = []
  for (const located of kept) {
    const why = await outsideBecause(law, digest, located.example, request)
    if (why === undefined) values.push(located.example.values)
    else diagnostics.push(amber('EXAMPLE_OUTSIDE_DOMAIN', contract, located, why))
  }
  return { values, diagnostics }
}

/** Those that surely are values of the law: kept for it as it is, or held by its arbitraries. */
export const sureValues = (kept: readonly KeptExample[], { law, digest }: DigestedLaw): readonly (readonly unknown[])[] =>
  kept.filter((one) => one.law === digest || standingOf(law, one.values) === 'inside').map(({ values }) => values)

/** The examples of one contract by law, and those whose law is gone. */
export function matched(
  examples: ExamplesFile,
  laws: readonly DigestedLaw[],
  contract: ContractFile,
): { readonly of: Matched<DigestedLaw>['of']; readonly diagnostics: readonly Diagnostic[] } {
  const { of, orphans } = matchExamples(examples, laws)
  const diagnostics = orphans.map((located) => amber('EXAMPLE_ORPHANED', contract, located, 'has no law'))
  return { of, diagnostics }
}

async function outsideBecause(
  law: Law,
  digest: string,
  { values, law: keptFor }: KeptExample,
  request: Omit<RunRequest, 'examples'>,
): Promise<string | undefined> {
  if (keptFor === digest) return undefined
  const standing = standingOf(law, values)
  if (standing === 'inside') return undefined
  if (standing === 'outside') return 'is nothing that the law draws now'
  const tried = await tryValues(law, values, request)
  if (tried.kind === 'discarded') return 'does not meet a precondition of the law'
  return tried.kind === 'doubtful' ? `makes the law itself throw: ${tried.error}` : undefined
}

function amber(
  code: 'EXAMPLE_OUTSIDE_DOMAIN' | 'EXAMPLE_ORPHANED',
  contract: ContractFile,
  { id, index, example }: Located,
  why: string,
): Diagnostic {
  const shown = JSON.stringify(example.values).slice(0, 200)
  return gateDiagnostic(code, `The kept example ${index} of "${id}", ${shown}, ${why}`, {
    place: { file: examplesPath(contract), line: 1, column: 1 },
    fix: `Change the law back, or type \`canon examples expire ${contract.consumer}/${contract.provider} "${id}" ${index} --reason "…"\`.`,
  })
}
