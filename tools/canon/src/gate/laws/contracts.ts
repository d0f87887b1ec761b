import { createHash, randomInt } from 'node:crypto'
import { digestJson } from '../../base/digest.ts'
import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Host } from '../../host/host.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { ContractFile, Spec } from '../../model/spec.ts'
import type { LawResult } from '../../model/verdict.ts'
import type { Workspace } from '../../model/workspace.ts'
import { moduleClosure } from '../closure.ts'
import { NO_EXAMPLES, readExamples } from '../examples/file.ts'
import type { FoundExample } from '../examples/keep.ts'
import { lawId } from '../examples/match.ts'
import { type DigestedLaw, digested, matched, replayOf } from '../examples/replay.ts'
import { type FacilityDigests, fieldFolder } from '../facilities.ts'
import { contractsFor } from '../inputs.ts'
import type { Session } from '../remote/session.ts'
import { collectLaws } from './collect.ts'
import type { Law } from './law.ts'
import { type LawOutcome, runLaw } from './run.ts'

export interface ContractsRequest {
  readonly workspace: Workspace
  readonly spec: Spec
  readonly session: Session
  readonly provider: Readonly<Record<string, unknown>>
  readonly evidence: string
  readonly seed?: number
  readonly runTimeoutMs: number
  readonly runsMax?: number
  readonly progress: (line: string) => void
}

export interface ContractsOutcome {
  readonly laws: readonly LawResult[]
  readonly diagnostics: readonly Diagnostic[]
  /** Counterexamples that can be kept; written when the judging is over, since they are inputs of it. */
  readonly found: readonly FoundExample[]
  readonly facilities: FacilityDigests
}

/** Runs the owner's laws and every consumer's, in order, against the one session. */
export async function runContracts(host: Host, request: ContractsRequest): Promise<ContractsOutcome> {
  const contracts = contractsFor(request.workspace, request.spec.name)
  const modules = new Map(contracts.map(({ path }) => [path, moduleClosure(host, [path])]))
  const { laws, diagnostics, facilities } = await collectLaws({
    root: host.root,
    spec: request.spec,
    contracts,
    provider: request.provider,
    vectorsFolder: fieldFolder(host),
    edition: digestJson(Object.fromEntries(modules)).slice(7, 23),
  })
  const known = laws.map((law) => digested(law, modules.get(law.path)!))
  const kept = contracts.map((contract) => keptOf(host, contract, known, diagnostics))
  diagnostics.push(...kept.flatMap((item) => item.diagnostics))
  const results: LawResult[] = []
  const found: FoundExample[] = []
  for (const [index, one] of known.entries()) {
    const { law } = one
    request.progress(`law ${index + 1} of ${laws.length}, ${law.clauses[0]}`)
    const id = lawId(law)
    const contract = contracts.find(({ path }) => path === law.path)!
    const settings = {
      session: request.session,
      seed: request.seed ?? seedFor(request.evidence, id),
      runs: request.workspace.config.runs,
      ...(request.runsMax !== undefined && { runsMax: request.runsMax }),
      runTimeoutMs: request.runTimeoutMs,
    }
    const located = kept.flatMap(({ of }) => of.get(one) ?? [])
    const replay = await replayOf(located, one, contract, settings)
    const outcome = await runLaw(law, { ...settings, examples: replay.values })
    results.push(outcome.result)
    diagnostics.push(...replay.diagnostics, ...findings(law, outcome))
    if (outcome.keep !== undefined)
      found.push({ contract, law: id, example: { values: outcome.keep, law: one.digest, body: one.body } })
  }
  return { laws: results, diagnostics, found, facilities }
}

/** A contract that could not be loaded has no laws to ask for; its examples wait. */
function keptOf(host: Host, contract: ContractFile, known: readonly DigestedLaw[], faults: readonly Diagnostic[]) {
  const { examples, diagnostics } = readExamples(host, contract)
  const own = known.filter(({ law }) => law.path === contract.path)
  const broken =
    own.length < contract.laws.length || faults.some(({ code, place }) => isBroken(code) && place?.file === contract.path)
  const { of, diagnostics: orphaned } = matched(broken ? NO_EXAMPLES : examples, own, contract)
  return { of, diagnostics: [...diagnostics, ...orphaned] }
}

const isBroken = (code: string) => code === 'CONTRACT_BROKEN'

/** The same evidence draws the same values; no generator can foresee them, since its own tree is part of the key. */
export function seedFor(evidence: string, id: string): number {
  return createHash('sha256').update(`${evidence}\n${id}`).digest().readInt32BE(0)
}

export const freshSeed = (): number => randomInt(-(2 ** 31), 2 ** 31 - 1)

function findings(law: Law, { result, fault, keep }: LawOutcome): Diagnostic[] {
  const { place } = law
  const clause = result.clause
  if (result.result === 'unproved')
    return [gateDiagnostic('LAW_UNPROVED', `"${result.sentence}" is unproved: ${result.missing} is not here`, { clause, place })]
  if (result.ok) return []
  const found: Diagnostic[] = []
  if (fault !== undefined)
    found.push(gateDiagnostic(fault, `"${result.sentence}" (${result.consumer}), after ${result.runs} runs`, { clause, place }))
  if (result.counterexample !== undefined) {
    const { values, observed, expected } = result.counterexample
    const shown = JSON.stringify(values).slice(0, 600)
    found.push(
      gateDiagnostic('LAW_FAILED', `"${result.sentence}" (${result.consumer}) fails for ${shown}: observed ${observed}`, {
        clause,
        place,
        expected,
      }),
    )
    if (keep === undefined && law.subject.kind === 'drawn')
      found.push(gateDiagnostic('EXAMPLE_NOT_KEPT', `A counterexample of "${lawId(law)}" has no written form`, { clause, place }))
  }
  return found
}
