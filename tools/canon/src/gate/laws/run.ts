import { takeAssertionCount } from '@canon/contract/assertions'
import fc from 'fast-check'
import { fromVectorValue, toVectorValue } from '../../base/vector-value.ts'
import type { Counterexample, LawResult } from '../../model/verdict.ts'
import { ChildGone } from '../child.ts'
import type { Session } from '../remote/session.ts'
import { Deadlines } from './deadline.ts'
import { describeFailure, isJudgement } from './failure.ts'
import type { Drawn, Law } from './law.ts'
import { TimedOut } from './limited.ts'
import { asRun } from './run-context.ts'

export interface RunRequest {
  readonly session: Session
  readonly seed: number
  readonly runs: number
  readonly runTimeoutMs: number
  /** At most so many draws of each law, whatever it asks for. */
  readonly runsMax?: number
  /** Counterexamples kept from earlier, as vector values; replayed first. */
  readonly examples: readonly (readonly unknown[])[]
}

/** A law's result with what the report and the examples file need beside it. */
export interface LawOutcome {
  readonly result: LawResult
  /** The fault's code when the law itself is to blame or a rule of the gate is broken. */
  readonly fault?: 'LAW_NO_RUNS' | 'LAW_NO_ASSERTION' | 'LAW_DISCARDS' | 'LAW_INTERFERENCE'
  /** The failing values as vector values, when they can be kept. */
  readonly keep?: readonly unknown[]
}

/** Runs in flight: enough that the pipe's latency is shared by many, few enough that a failure is soon seen. */
const IN_FLIGHT_FIRST = 8
const IN_FLIGHT_MAX = 512
const deadlines = new Deadlines()
const SHRINK_TIME_MS = 10_000
export const DISCARDS_DEFAULT = 0.5

/** Runs one law: kept examples first, then independent runs side by side; a failure is repeated alone and shrunk one by one. */
export async function runLaw(law: Law, request: RunRequest): Promise<LawOutcome> {
  takeAssertionCount()
  const values = drawValues(law, request)
  const base = {
    clause: law.clauses[0]!,
    clauses: law.clauses,
    consumer: law.consumer,
    sentence: law.sentence,
    seed: request.seed,
  }
  if (values === undefined) {
    const missing = (law.subject.kind === 'listed' && law.subject.facility) || 'a facility'
    return { result: { ...base, runs: 0, ok: true, result: 'unproved', missing } }
  }
  const examples = request.examples.map((example) => example.map((item) => fromVectorValue(item)))
  const all = [...examples, ...values]
  // A law that once failed is looked at closely.
  request.session.conduct = examples.length > 0 ? 'close' : 'overwrite'
  const execution = await execute(law, all, request)
  const red = (runs: number, counterexample?: Counterexample) =>
    ({ ...base, runs, ok: false, result: 'failed', ...(counterexample && { counterexample }) }) as const
  if (execution.failed !== undefined) {
    const smallest = await shrink(law, request, execution.failed - examples.length, all[execution.failed]!, execution.error)
    const kept = keepable(smallest.values)
    const counterexample = {
      values: kept ?? smallest.values.map(() => 'a value that has no written form'),
      ...describeFailure(smallest.error),
    }
    return {
      result: red(execution.runs, counterexample),
      ...(smallest.interference && { fault: 'LAW_INTERFERENCE' }),
      ...(kept && law.subject.kind === 'drawn' && { keep: kept }),
    }
  }
  if (execution.runs === 0) return { result: red(0), fault: execution.discarded > 0 ? 'LAW_DISCARDS' : 'LAW_NO_RUNS' }
  if (execution.discarded > (law.options.discards ?? DISCARDS_DEFAULT) * all.length)
    return { result: red(execution.runs), fault: 'LAW_DISCARDS' }
  if (takeAssertionCount() === 0) return { result: red(execution.runs), fault: 'LAW_NO_ASSERTION' }
  return { result: { ...base, runs: execution.runs, ok: true, result: 'passed' } }
}

export type Tried =
  | { readonly kind: 'held' | 'failed' | 'discarded' }
  /** Neither the package nor an assertion is at fault: the law threw for reasons of its own. */
  | { readonly kind: 'doubtful'; readonly error: string }

/** Runs a law once on values in written form that it may no longer be meant for. */
export async function tryValues(law: Law, written: readonly unknown[], request: Omit<RunRequest, 'examples'>): Promise<Tried> {
  const outcome = await attempt(
    law,
    written.map((item) => fromVectorValue(item)),
    request,
  )
  if (outcome.kind !== 'failed' || isJudgement(outcome.error)) return { kind: outcome.kind }
  return { kind: 'doubtful', error: describeFailure(outcome.error).observed }
}

/** What the runs are over; undefined when the facility is absent. */
export function drawValues(law: Law, request: Pick<RunRequest, 'seed' | 'runs' | 'runsMax'>): unknown[][] | undefined {
  if (law.subject.kind === 'listed') return law.subject.rows?.map((row) => [row])
  const property = propertyOf(law.subject, async () => {})
  return fc.sample(property as unknown as fc.Arbitrary<unknown[]>, {
    seed: request.seed,
    numRuns: Math.min(law.options.runs ?? request.runs, request.runsMax ?? Number.POSITIVE_INFINITY),
  })
}

function propertyOf(subject: Drawn, body: (values: unknown[]) => Promise<void>) {
  const [first, ...rest] = subject.arbitraries
  if (first === undefined) throw new TypeError('a law draws from at least one arbitrary')
  return fc.asyncProperty(first, ...rest, (...values: unknown[]) => body(values))
}

interface Execution {
  readonly runs: number
  readonly discarded: number
  /** Index of the first failing value. */
  readonly failed?: number
  readonly error?: unknown
}

/** Keeps runs in flight, few at first; nothing new starts after a failure, and the first failing value in order is the one reported. */
async function execute(law: Law, all: readonly unknown[][], request: RunRequest): Promise<Execution> {
  const outcomes: (Outcome | undefined)[] = []
  let next = 0
  let open = 0
  let ended = 0
  let failed = false
  let most = law.options.alone ? 1 : IN_FLIGHT_FIRST
  await new Promise<void>((resolve) => {
    const pump = () => {
      while (open < most && next < all.length && !failed) launch(next++)
      if (open === 0) resolve()
    }
    const launch = (index: number) => {
      open++
      void attempt(law, all[index]!, request).then((outcome) => {
        outcomes[index] = outcome
        open--
        ended++
        failed ||= outcome.kind === 'failed'
        if (ended >= most && !law.options.alone) most = IN_FLIGHT_MAX
        pump()
      })
    }
    pump()
  })
  const count = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome?.kind === kind).length
  const counts = { runs: count('held') + (failed ? 1 : 0), discarded: count('discarded') }
  return failed ? { ...counts, ...(await culprit(law, all, request, outcomes)) } : counts
}

/** When the child went down, every run in flight failed with it; the one to blame is found by running them alone. */
async function culprit(
  law: Law,
  all: readonly unknown[][],
  request: RunRequest,
  outcomes: readonly (Outcome | undefined)[],
): Promise<{ failed: number; error: unknown }> {
  const failures = outcomes.flatMap((outcome, index) =>
    outcome?.kind === 'failed' ? [{ failed: index, error: outcome.error }] : [],
  )
  const plain = failures.find(({ error }) => !(error instanceof ChildGone || error instanceof TimedOut))
  if (plain !== undefined || failures.length === 1) return plain ?? failures[0]!
  for (const { failed } of failures) {
    const alone = await attempt(law, all[failed]!, request)
    if (alone.kind === 'failed') return { failed, error: alone.error }
  }
  return failures[0]!
}

export type Outcome =
  | { readonly kind: 'held' }
  | { readonly kind: 'discarded' }
  | { readonly kind: 'failed'; readonly error: unknown }

/** One run of a law over these values. */
export async function attempt(
  law: Law,
  values: readonly unknown[],
  request: Pick<RunRequest, 'session' | 'runTimeoutMs'>,
): Promise<Outcome> {
  const body = law.subject.body as (...values: unknown[]) => Promise<void>
  try {
    await deadlines.limit(
      asRun(() => body(...values)),
      law.options.timeoutMs ?? request.runTimeoutMs,
    )
    const violation = request.session.violations.shift()
    if (violation !== undefined) return { kind: 'failed', error: violation }
    return { kind: 'held' }
  } catch (error) {
    if (fc.PreconditionFailure.isFailure(error)) return { kind: 'discarded' }
    // A child that still works on a run that is over would slow and confuse the next.
    if (error instanceof TimedOut) request.session.stop()
    return { kind: 'failed', error }
  }
}

interface Smallest {
  readonly values: readonly unknown[]
  readonly error: unknown
  /** The failure did not repeat when the run was alone. */
  readonly interference: boolean
}

async function shrink(law: Law, request: RunRequest, index: number, values: unknown[], error: unknown): Promise<Smallest> {
  const alone = await attempt(law, values, request)
  if (alone.kind !== 'failed') return { values, error, interference: true }
  // Kept examples and rows have nothing to shrink; a child that hangs costs its whole time limit at each step.
  if (law.subject.kind === 'listed' || index < 0 || alone.error instanceof TimedOut || isSilent(alone.error))
    return { values, error: alone.error, interference: false }
  let smallest: Smallest = { values, error: alone.error, interference: false }
  const property = propertyOf(law.subject, async (drawn) => {
    const outcome = await attempt(law, drawn, request)
    if (outcome.kind === 'discarded') fc.pre(false)
    if (outcome.kind !== 'failed') return
    smallest = { values: drawn, error: outcome.error, interference: false }
    throw new Error('does not hold')
  })
  await fc.check(property, {
    seed: request.seed,
    path: String(index),
    numRuns: 1,
    interruptAfterTimeLimit: SHRINK_TIME_MS,
    markInterruptAsFailure: false,
  })
  return smallest
}

const isSilent = (error: unknown) => error instanceof ChildGone && error.code === 'CHILD_SILENT'

/** The values in written form, when writing and reading them gives the same. */
function keepable(values: readonly unknown[]): unknown[] | undefined {
  try {
    return values.map((value) => toVectorValue(value))
  } catch {
    return undefined
  }
}
