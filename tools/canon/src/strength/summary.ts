import { strengthDiagnostic } from '../diagnostics/strength.ts'
import { lawId } from '../gate/examples/match.ts'
import type { Law } from '../gate/laws/law.ts'
import { thresholdOf } from '../model/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { MutantPlace, Strength, Survivor, Verification } from '../model/strength.ts'
import type { Ground } from './ground.ts'
import type { Known } from './kept-fates.ts'
import type { Mutant } from './mutant.ts'
import { question } from './question.ts'
import { type Waiver, waives, what } from './waivers.ts'

export interface Findings {
  readonly known: ReadonlyMap<Mutant, Known>
  readonly durations: readonly number[]
  /** All mutants of the package were judged. */
  readonly complete: boolean
  readonly matrix: boolean
  readonly reused: number
  readonly durationMs: number
  readonly verified?: Verification
}

/** The figures over the fates, with what is to be said of them. */
export function summary(
  ground: Ground,
  findings: Findings,
): { readonly strength: Strength; readonly diagnostics: readonly Diagnostic[] } {
  const { spec, bound, waivers } = ground
  const all = [...findings.known]
  const waiverOf = new Map(
    all.flatMap(([mutant]) => waivers.waivers.filter((one) => waives(one, mutant)).map((one) => [mutant, one])),
  )
  const killed = all.filter(([, { fate }]) => fate.kind === 'killed')
  const living = all.filter(([, { fate }]) => fate.kind !== 'killed')
  const isWaived = ([mutant, { fate }]: readonly [Mutant, Known]) => waiverOf.has(mutant) || fate.wording === true
  const waived = living.filter(isWaived)
  const left = living.filter((item) => !isWaived(item))
  const threshold = thresholdOf(ground.workspace.config, spec.name)
  const counted = killed.length + left.length
  const score = percent(killed.length, counted)
  const strength: Strength = {
    name: spec.name,
    score,
    threshold,
    mutants: {
      total: all.length,
      killed: killed.length,
      timedOut: killed.filter(([, { fate }]) => fate.by === 'time' || fate.by === 'fuel').length,
      survived: left.filter(([, { fate }]) => fate.kind === 'survived').length,
      noCoverage: left.filter(([, { fate }]) => fate.kind === 'unreached').length,
      waived: waived.length,
      wording: waived.filter(([mutant]) => !waiverOf.has(mutant)).length,
      vectorsOnly: left.filter(([, { fate }]) => fate.byVectors).length,
    },
    clauses: clauseFigures(bound, [...killed, ...left], findings.matrix),
    laws: bound.map((law, index) => ({
      law: lawId(law),
      clauses: law.clauses,
      consumer: law.consumer,
      reached: all.filter(([, { reached }]) => reached.includes(index)).length,
      killed: killed.filter(([, { fate }]) => credited(fate.laws, findings.matrix).includes(index)).length,
      baselineMs: findings.durations[index] ?? 0,
    })),
    consumers: consumerFigures(bound, killed, spec.name, findings.matrix),
    survivors: left.map(([mutant, known]) => survivorOf(mutant, known, bound)),
    waived: waived.map(([mutant]) => ({ ...placeOf(mutant), reason: waiverOf.get(mutant)?.reason ?? WORDING })),
    excluded: ground.excluded,
    credit: findings.matrix ? 'matrix' : 'first',
    reused: findings.reused,
    durationMs: Math.round(findings.durationMs),
    ...(findings.verified && { verified: findings.verified }),
  }
  const killedIds = new Set(killed.map(([mutant]) => mutant))
  const diagnostics = [
    ...(counted + waived.length === 0 ? [strengthDiagnostic('STRENGTH_NO_MUTANT', `no mutant of ${spec.name} was tried`)] : []),
    ...(findings.complete && score < threshold ? [below(strength)] : []),
    ...(findings.verified?.disagreements ?? []).map(({ id, was, is }) =>
      strengthDiagnostic('STRENGTH_DISAGREES', `mutant ${id} of ${spec.name} was ${was} and is ${is}`),
    ),
    ...waivers.waivers.flatMap((waiver) => waiverFault(waiver, ground, all, killedIds)),
  ]
  return { strength, diagnostics }
}

const WORDING = 'Only the message of errors differs; Errors 1 of the conventions leaves its wording free.'

/** To one decimal, downwards: 89.96 is not 90. */
const percent = (part: number, of: number): number => (of === 0 ? 0 : Math.floor((part * 1000) / of) / 10)

const credited = (laws: readonly number[], matrix: boolean) => (matrix ? laws : laws.slice(0, 1))

function below({ name, score, threshold, survivors }: Strength): Diagnostic {
  return strengthDiagnostic(
    'STRENGTH_BELOW',
    `the laws of ${name} notice ${score} % of the changes; ${survivors.length} pass unnoticed`,
    { expected: `${threshold} %` },
  )
}

function waiverFault(
  waiver: Waiver,
  { waivers, mutants, spec }: Ground,
  all: readonly (readonly [Mutant, Known])[],
  killed: ReadonlySet<Mutant>,
): Diagnostic[] {
  const place = { file: waivers.path, line: 1, column: 1 }
  if (!mutants.some((mutant) => waives(waiver, mutant)))
    return [strengthDiagnostic('WAIVER_UNUSED', `nothing in ${spec.name} is ${what(waiver)}`, { place })]
  // One place of several alike may be killed while the others are not.
  const fitting = all.filter(([mutant]) => waives(waiver, mutant))
  if (fitting.length > 0 && fitting.every(([mutant]) => killed.has(mutant)))
    return [strengthDiagnostic('WAIVER_KILLED', `a law notices ${what(waiver)}`, { place })]
  return []
}

function clauseFigures(laws: readonly Law[], mutants: readonly (readonly [Mutant, Known])[], matrix: boolean) {
  const cited = new Map<string, number[]>()
  for (const [index, law] of laws.entries())
    for (const clause of law.clauses) cited.set(clause, [...(cited.get(clause) ?? []), index])
  return [...cited]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([clause, citing]) => {
      const reached = mutants.filter(([, known]) =>
        citing.some((law) => known.reached.includes(law) || known.fate.laws.includes(law)),
      )
      const killed = reached.filter(([, { fate }]) => fate.kind === 'killed')
      const own = killed.filter(([, { fate }]) => credited(fate.laws, matrix).some((law) => citing.includes(law)))
      return {
        clause,
        mutants: reached.length,
        killed: killed.length,
        score: percent(killed.length, reached.length),
        own: own.length,
        laws: citing.length,
      }
    })
}

/** The owner's laws are tried first, so that a consumer is credited with what they let pass. */
function consumerFigures(laws: readonly Law[], killed: readonly (readonly [Mutant, Known])[], owner: string, matrix: boolean) {
  const consumers = [...new Set([owner, ...laws.map(({ consumer }) => consumer)])]
  return consumers.map((consumer) => {
    const by = killed.map(([, { fate }]) => new Set(credited(fate.laws, matrix).map((law) => laws[law]?.consumer)))
    const its = by.filter((names) => names.has(consumer))
    const isKnown = matrix || consumer !== owner
    return { consumer, killed: its.length, only: isKnown ? its.filter((names) => names.size === 1).length : 0 }
  })
}

function survivorOf(mutant: Mutant, { fate, reached }: Known, laws: readonly Law[]): Survivor {
  const counts = new Map<string, number>()
  for (const law of reached) for (const clause of laws[law]?.clauses ?? []) counts.set(clause, (counts.get(clause) ?? 0) + 1)
  const clauses = [...counts].sort(([, a], [, b]) => b - a).map(([clause]) => clause)
  return {
    ...placeOf(mutant),
    near: mutant.near,
    question: question(mutant, clauses, fate.kind === 'survived'),
    clauses,
    reached: fate.kind === 'survived',
    byVectors: fate.byVectors === true,
  }
}

function placeOf({ id, file, line, column, mutator, original, replacement }: Mutant): MutantPlace {
  return { id, file, line, column, mutator, original, replacement }
}
