import type { Comparison, Disagreement, SeenConduct } from '../../model/comparison.ts'
import type { ConductFinding } from '../wire/conduct.ts'
import type { Difference } from './difference.ts'
import { show } from './observation.ts'
import { drawn, Pair, smallest } from './pair.ts'
import type { Side } from './side.ts'
import type { Subject } from './subject.ts'

export interface CompareRequest {
  readonly a: Side
  readonly b: Side
  readonly subjects: readonly Subject[]
  readonly seed: number
  /** Of each subject. */
  readonly runs: number
  readonly runTimeoutMs: number
  readonly progress: (line: string) => void
}

/** Sorts of differences that are shrunk for one subject, draws tried until one repeats alone, and draws tried for a finding. */
const SORTS_MAX = 4
const REPEATS_MAX = 8
const HUNTED_MAX = 64

/** Runs every command and scene on both sides; each sort of disagreement comes with its smallest input. */
export async function compareSides(request: CompareRequest): Promise<Omit<Comparison, 'diagnostics'>> {
  const pair = new Pair(request.a, request.b, request.runTimeoutMs)
  const disagreements: Disagreement[] = []
  const sorts = new Set<string>()
  const conduct = new Map<string, SeenConduct>()
  let unrepeated = 0
  for (const [index, subject] of request.subjects.entries()) {
    request.progress(`${index + 1} of ${request.subjects.length}, ${subject.name}`)
    const values = drawn(subject, request.seed, request.runs)
    const differences = await pair.all(subject, values)
    for (const indexes of bySort(subject, values, differences).slice(0, SORTS_MAX)) {
      const found = await settle(pair, subject, request.seed, indexes, values, differences)
      if (found === undefined) unrepeated++
      else if (!sorts.has(found.sort)) {
        sorts.add(found.sort)
        disagreements.push(found.disagreement)
      }
    }
    const seen = pair.takeFindings()
    for (const side of ['a', 'b'] as const)
      for (const finding of seen[side]) {
        conduct.set(`${side} ${finding.kind} ${finding.member}`, seenConduct(side, finding))
        if (seen[side === 'a' ? 'b' : 'a'].some((other) => isSame(other, finding))) continue
        if (disagreements.some(({ command, kind }) => command === subject.name && kind === kindOf(finding))) continue
        const found = await hunt(pair, subject, request.seed, values.length, side, finding)
        if (found !== undefined) disagreements.push(found)
      }
    pair.takeFindings()
  }
  return {
    seed: request.seed,
    runs: request.runs * request.subjects.length,
    subjects: request.subjects.map(({ name }) => name),
    disagreements,
    conduct: [...conduct.values()],
    unrepeated,
  }
}

/** Indexes of the draws that differ, those of one sort together, in the order in which the sorts were found. */
function bySort(subject: Subject, values: readonly unknown[], differences: readonly (Difference | undefined)[]): number[][] {
  const sorts = new Map<string, number[]>()
  for (const [index, difference] of differences.entries()) {
    if (difference === undefined) continue
    const key = sortOf(subject, values[index], difference)
    sorts.set(key, [...(sorts.get(key) ?? []), index])
  }
  return [...sorts.values()]
}

const sortOf = (subject: Subject, value: unknown, difference: Difference) =>
  `${subject.entry(value, difference.at).step ?? ''} ${difference.sort}`

async function settle(
  pair: Pair,
  subject: Subject,
  seed: number,
  indexes: readonly number[],
  values: readonly unknown[],
  differences: readonly (Difference | undefined)[],
): Promise<{ readonly sort: string; readonly disagreement: Disagreement } | undefined> {
  const first = indexes[0]!
  const wanted = sortOf(subject, values[first], differences[first]!)
  for (const index of indexes.slice(0, REPEATS_MAX)) {
    const best = await smallest(subject, seed, index, async (value) => {
      const difference = await pair.one(subject, value)
      return difference !== undefined && sortOf(subject, value, difference) === wanted ? difference : undefined
    })
    if (best === undefined) continue
    const found = await disagreement(pair, subject, best.value, best.found)
    return { sort: `${subject.name} ${found.kind} ${wanted}`, disagreement: found }
  }
  return undefined
}

async function disagreement(pair: Pair, subject: Subject, value: unknown, difference: Difference): Promise<Disagreement> {
  const kind =
    (await pair.oneLeft(subject, value)) === undefined
      ? 'aliasing'
      : difference.kind === 'answer' && subject.overlaps(value)
        ? 'order-of-effects'
        : difference.kind
  return {
    command: subject.name,
    ...subject.entry(value, difference.at),
    input: subject.shown(value),
    a: show(difference.a),
    b: show(difference.b),
    kind,
    advisory: false,
  }
}

/** The smallest input for which one side's conduct shows and the other's does not. */
async function hunt(
  pair: Pair,
  subject: Subject,
  seed: number,
  draws: number,
  side: 'a' | 'b',
  finding: ConductFinding,
): Promise<Disagreement | undefined> {
  for (let index = 0; index < Math.min(draws, HUNTED_MAX); index++) {
    const best = await smallest(subject, seed, index, async (value) => {
      pair.takeFindings()
      await pair.one(subject, value)
      return pair.takeFindings()[side].find((other) => isSame(other, finding))
    })
    if (best === undefined) continue
    const text = `${best.found.member}: ${best.found.what}`
    return {
      command: subject.name,
      clauses: subject.clauses,
      input: subject.shown(best.value),
      a: side === 'a' ? text : NOTHING_SEEN,
      b: side === 'b' ? text : NOTHING_SEEN,
      kind: kindOf(finding),
      advisory: true,
    }
  }
  return undefined
}

const NOTHING_SEEN = 'nothing seen'

const kindOf = ({ kind }: ConductFinding) => (kind === 'shares' ? 'aliasing' : 'mutation')
const isSame = (a: ConductFinding, b: ConductFinding) => a.kind === b.kind && a.member === b.member
const seenConduct = (side: 'a' | 'b', finding: ConductFinding): SeenConduct => ({
  side,
  kind: kindOf(finding),
  member: finding.member,
  what: finding.what,
})
