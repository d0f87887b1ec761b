import { ChildGone } from '../gate/child.ts'
import { TimedOut } from '../gate/laws/limited.ts'
import { runVectors } from '../gate/vectors.ts'
import type { Vector } from '../model/spec.ts'
import type { Coverage } from './coverage.ts'
import { discardsTooMany, type Failure, type ReadyLaw, runSome } from './law-run.ts'
import {
  CHILD_LIMITS,
  FUEL_FACTOR,
  FUEL_MAX,
  FUEL_SPARE,
  PRIOR,
  PROBE_RUNS,
  RUN_SPARE_MS,
  SILENCE_SPARE_MS,
  TRY_MS,
} from './limits.ts'
import type { Memory } from './memory.ts'
import type { Mutant } from './mutant.ts'
import type { Shard } from './shard.ts'
import { hear, wordingOf } from './wording.ts'

/** What became of a mutant. */
export interface Fate {
  readonly kind: 'killed' | 'survived' | 'unreached'
  /** Places of the laws that kill it, the first killer first; empty for one that does not even load. */
  readonly laws: readonly number[]
  readonly by?: 'assertion' | 'time' | 'fuel' | 'load'
  /** Of those that no law kills: whether a vector notices. */
  readonly byVectors?: boolean
  /** Of a string that no law notices: all that changes is the message of errors. */
  readonly wording?: boolean
}

export interface Court {
  readonly shard: Shard
  readonly coverage: Coverage
  readonly memory: Memory
  readonly vectors: readonly Vector[]
  readonly owner: string
  /** All laws that reach a mutant, not only until one kills. */
  readonly matrix: boolean
  /** Every mutant in a fresh child. */
  readonly fresh: boolean
}

/** Judges one mutant; the shard is clean of it afterwards. */
export async function judge(court: Court, mutant: Mutant): Promise<Fate> {
  const lasting = court.coverage.lasting[mutant.number] === 1
  const laws = lawsFor(court, mutant, lasting)
  if (laws.length === 0) return notKilled(court, mutant, 'unreached')
  if (lasting || court.fresh) return inFreshChild(court, mutant, laws)
  const fate = await underLaws(court, mutant, laws)
  if (fate !== 'unclean') return fate
  await court.shard.restart(-1)
  return inFreshChild(court, mutant, laws)
}

/** The owner's first, so that what only a consumer's law kills is known; of these by what a try may find for what it costs. */
function lawsFor({ shard, coverage, memory, owner }: Court, mutant: Mutant, lasting: boolean): ReadyLaw[] {
  const reaches = (ready: ReadyLaw) => coverage.byLaw[ready.index]?.[mutant.number] === 1
  const costMs = ({ index, count }: ReadyLaw) =>
    TRY_MS + (coverage.durationMs[index] ?? 0) * Math.min(1, PROBE_RUNS / Math.max(1, count))
  const rank = (ready: ReadyLaw) =>
    (memory.likelihood(mutant, ready.index) + (reaches(ready) ? PRIOR : PRIOR / 10)) / costMs(ready)
  return shard.laws
    .filter((ready) => !coverage.untried.has(ready.index) && (lasting || reaches(ready)))
    .map((ready) => ({ ready, rank: rank(ready), own: ready.law.consumer === owner ? 0 : 1 }))
    .sort((a, b) => a.own - b.own || b.rank - a.rank)
    .map(({ ready }) => ready)
}

async function inFreshChild(court: Court, mutant: Mutant, laws: readonly ReadyLaw[]): Promise<Fate> {
  const { shard } = court
  try {
    await shard.restart(mutant.number)
    const fate = await underLaws(court, mutant, laws)
    return fate === 'unclean' ? { kind: 'killed', laws: [], by: 'load' } : fate
  } catch (error) {
    if (error instanceof ChildGone) return { kind: 'killed', laws: [], by: 'load' }
    throw error
  } finally {
    await shard.restart(-1)
  }
}

/** First a few values of every law, then all of them; `unclean` when what fails also fails without the mutant. */
async function underLaws(court: Court, mutant: Mutant, laws: readonly ReadyLaw[]): Promise<Fate | 'unclean'> {
  const lasting = court.coverage.lasting[mutant.number] === 1 || court.fresh
  const killers: number[] = []
  let by: Fate['by']
  const discarded = new Map<number, number>()
  const heard = new Map<ReadyLaw, Set<string>>()
  const own = laws.filter(({ law }) => law.consumer === court.owner)
  const others = laws.filter(({ law }) => law.consumer !== court.owner)
  const orders = new Map(laws.map((ready) => [ready, court.memory.order(ready.index, ready.count)]))
  const rounds = [own, others].flatMap((group) => [[group, 'few'] as const, [group, 'rest'] as const])
  for (const [group, part] of rounds)
    for (const ready of group) {
      if (killers.includes(ready.index)) continue
      const order = orders.get(ready)!
      const places = part === 'few' ? order.slice(0, PROBE_RUNS) : order.slice(PROBE_RUNS)
      if (places.length === 0) continue
      const errors = hear(court.shard.session)
      let failure = await failureOf(court, mutant, ready, places, discarded, part === 'rest')
      if (failure?.error instanceof ChildGone) failure = await failsAgain(court, mutant, ready, places)
      heard.set(ready, new Set([...(heard.get(ready) ?? []), ...errors]))
      if (failure === undefined) continue
      const how = await howKilled(court, ready, failure, lasting)
      if (how === 'unclean') return 'unclean'
      by ??= how
      killers.push(ready.index)
      court.memory.killed(mutant, ready.index, failure.value)
      if (!court.matrix) return { kind: 'killed', laws: killers, by: how }
    }
  if (killers.length > 0) return { kind: 'killed', laws: killers, by: by! }
  const fate = await notKilled(court, mutant, 'survived')
  return mutant.mutator === 'StringLiteral' && onlyWording(court.coverage, heard) ? { ...fate, wording: true } : fate
}

/** Some errors have another message, and every law meets the same errors otherwise. */
function onlyWording({ heard }: Coverage, now: ReadonlyMap<ReadyLaw, ReadonlySet<string>>): boolean {
  const differences = [...now].map(([ready, after]) => wordingOf(heard[ready.index], after))
  return differences.includes('message') && !differences.includes('kind')
}

async function failureOf(
  { shard, coverage }: Court,
  mutant: Mutant,
  ready: ReadyLaw,
  order: readonly number[],
  discards: Map<number, number>,
  last: boolean,
): Promise<Failure | undefined> {
  const fuel = fuelOf(coverage, ready)
  const runTimeoutMs = RUN_SPARE_MS + 4 * (coverage.durationMs[ready.index] ?? 0)
  const silenceMs = SILENCE_SPARE_MS + 6 * (coverage.silenceMs[ready.index] ?? 0)
  // Sent before the runs and answered before them; its failure is theirs as well.
  shard.activate(mutant.number, fuel, silenceMs).catch(() => {})
  const { failure, discarded } = await runSome(ready, { session: shard.session, runTimeoutMs, order })
  const sum = (discards.get(ready.index) ?? 0) + discarded
  discards.set(ready.index, sum)
  if (failure === undefined && last && discardsTooMany(ready, sum))
    return { value: -1, error: new Error('too many draws are discarded') }
  return failure
}

/** A silent child may have been cold or starved: the same runs again, in one that these runs without the mutant have warmed. */
async function failsAgain(
  court: Court,
  mutant: Mutant,
  ready: ReadyLaw,
  places: readonly number[],
): Promise<Failure | undefined> {
  const { shard, coverage } = court
  if (coverage.lasting[mutant.number] !== 1 && !court.fresh) {
    shard.activate(-1, FUEL_MAX).catch(() => {})
    await runSome(ready, { session: shard.session, runTimeoutMs: CHILD_LIMITS.runTimeoutMs, order: places })
  }
  return failureOf(court, mutant, ready, places, new Map(), false)
}

const fuelOf = ({ ticks }: Coverage, { index }: ReadyLaw) => (ticks[index] ?? 0) * FUEL_FACTOR + FUEL_SPARE

/** The same run without the mutant must hold: otherwise an earlier mutant left something behind. */
async function howKilled(
  { shard, coverage }: Court,
  ready: ReadyLaw,
  { value, error }: Failure,
  lasting: boolean,
): Promise<(Fate['by'] & string) | 'unclean'> {
  if (error instanceof ChildGone || error instanceof TimedOut) return 'time'
  try {
    const left = await shard.activate(-1, fuelOf(coverage, ready))
    if (lasting || value < 0) return left < 0 ? 'fuel' : 'assertion'
    const control = await runSome(ready, { session: shard.session, runTimeoutMs: RUN_SPARE_MS * 2, order: [value] })
    const spare = await shard.activate(-1, FUEL_MAX)
    // What an earlier mutant left running burns fuel too.
    if (control.failure !== undefined || (left < 0 && spare < 0)) return 'unclean'
    return left < 0 ? 'fuel' : 'assertion'
  } catch (gone) {
    if (gone instanceof ChildGone) return 'time'
    throw gone
  }
}

async function notKilled({ shard, coverage, vectors }: Court, mutant: Mutant, kind: 'survived' | 'unreached'): Promise<Fate> {
  const reaching = vectors.filter((_, index) => coverage.byVector[index]?.[mutant.number] === 1)
  if (reaching.length === 0) return { kind, laws: [], byVectors: false }
  try {
    await shard.activate(mutant.number, FUEL_MAX / 10)
    for (const vector of reaching)
      if ((await runVectors([vector], shard.provider)).length > 0) return { kind, laws: [], byVectors: true }
    return { kind, laws: [], byVectors: false }
  } catch (error) {
    if (error instanceof ChildGone) return { kind, laws: [], byVectors: true }
    throw error
  }
}
