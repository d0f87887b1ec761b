import fc from 'fast-check'
import { limited, TimedOut } from '../laws/limited.ts'
import { asRun } from '../laws/run-context.ts'
import type { ConductFinding } from '../wire/conduct.ts'
import { type Difference, differenceOf } from './difference.ts'
import type { Observation } from './observation.ts'
import type { Side } from './side.ts'
import type { Subject } from './subject.ts'

const IN_FLIGHT = 16
const FEWER_MAX = 200
const SHRINK_TIME_MS = 10_000

/** Both renderings, asked the same at the same time. */
export class Pair {
  readonly #a: Side
  readonly #b: Side
  readonly #runTimeoutMs: number

  constructor(a: Side, b: Side, runTimeoutMs: number) {
    this.#a = a
    this.#b = b
    this.#runTimeoutMs = runTimeoutMs
  }

  /** Many inputs, several in flight; the difference of each, in order. */
  async all(subject: Subject, values: readonly unknown[]): Promise<(Difference | undefined)[]> {
    const found: (Difference | undefined)[] = []
    for (let from = 0; from < values.length; from += IN_FLIGHT)
      found.push(...(await Promise.all(values.slice(from, from + IN_FLIGHT).map((value) => this.one(subject, value)))))
    return found
  }

  async one(subject: Subject, value: unknown): Promise<Difference | undefined> {
    const [a, b] = await Promise.all([this.#run(this.#a, subject, value), this.#run(this.#b, subject, value)])
    return differenceOf(a, b)
  }

  /** The same where nothing is overwritten, as by a caller who changes nothing. */
  async oneLeft(subject: Subject, value: unknown): Promise<Difference | undefined> {
    const treat = (mode: 'leave' | 'close') => {
      this.#a.session.conduct = mode
      this.#b.session.conduct = mode
    }
    treat('leave')
    try {
      return await this.one(subject, value)
    } finally {
      treat('close')
    }
  }

  takeFindings(): { readonly a: readonly ConductFinding[]; readonly b: readonly ConductFinding[] } {
    return { a: this.#a.session.takeFindings(), b: this.#b.session.takeFindings() }
  }

  async #run(side: Side, subject: Subject, value: unknown): Promise<readonly Observation[]> {
    let seen: readonly Observation[] = []
    const run = asRun(async () => {
      seen = await subject.run(side.provider, value)
    })
    try {
      await limited(run, this.#runTimeoutMs)
      return seen
    } catch (error) {
      // A child that still works on a run that is over would slow the next.
      if (error instanceof TimedOut) side.session.stop()
      return [{ fault: error instanceof Error ? error.message : 'the run failed' }]
    }
  }
}

export function drawn(subject: Subject, seed: number, runs: number): unknown[] {
  const property = fc.asyncProperty(subject.arbitrary, async () => {})
  const values = fc.sample(property as unknown as fc.Arbitrary<[unknown]>, { seed, numRuns: runs })
  return values.map(([value]) => value)
}

/** The smallest input, from draw number `index` on, for which `holds` finds something; undefined when it is not found again. */
export async function smallest<T>(
  subject: Subject,
  seed: number,
  index: number,
  holds: (value: unknown) => Promise<T | undefined>,
): Promise<{ readonly value: unknown; readonly found: T } | undefined> {
  let best: { readonly value: unknown; readonly found: T } | undefined
  const property = fc.asyncProperty(subject.arbitrary, async (value) => {
    const found = await holds(value)
    if (found === undefined) return
    best = { value, found }
    throw new Error('found')
  })
  await fc.check(property, {
    seed,
    path: String(index),
    numRuns: 1,
    interruptAfterTimeLimit: SHRINK_TIME_MS,
    markInterruptAsFailure: false,
  })
  for (let tried = 0, again = best !== undefined; again; ) {
    again = false
    for (const value of subject.fewer(best!.value)) {
      if (++tried > FEWER_MAX) return best
      const found = await holds(value)
      if (found === undefined) continue
      best = { value, found }
      again = true
      break
    }
  }
  return best
}
