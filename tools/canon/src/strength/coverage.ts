import { ProviderError } from '@canon/contract'
import { ChildGone } from '../gate/child.ts'
import { TimedOut } from '../gate/laws/limited.ts'
import { runVectors } from '../gate/vectors.ts'
import type { Vector } from '../model/spec.ts'
import { discardsTooMany, type ReadyLaw, runSome } from './law-run.ts'
import { CHILD_LIMITS, FUEL_MAX, OUT_OF_FUEL } from './limits.ts'
import type { Shard } from './shard.ts'
import { type Heard, hear } from './wording.ts'

/** Which mutants each law and each vector reaches, and what the laws cost without a mutant. */
export interface Coverage {
  /** By the law's place, then by the mutant's number. */
  readonly byLaw: readonly Uint8Array[]
  readonly byVector: readonly Uint8Array[]
  /** Reached while the package loads, or by the first of several equal runs only: what they do stays in the child. */
  readonly lasting: Uint8Array
  readonly ticks: readonly number[]
  /** Errors that each law meets. */
  readonly heard: readonly Heard[]
  readonly durationMs: readonly number[]
  /** How long the child was silent at most under each law. */
  readonly silenceMs: readonly number[]
  /** Laws and vectors that do not hold without a mutant. */
  readonly red: readonly string[]
  /** Laws on which no mutant is tried, and why: their contract says so, or they take too long while everything is counted. */
  readonly leftOut: readonly string[]
  /** Their places. */
  readonly untried: ReadonlySet<number>
}

/** Runs everything twice in one child that counts. @throws ChildGone */
export async function cover(
  shard: Shard,
  vectors: readonly Vector[],
  onProgress: (done: number, all: number) => void,
): Promise<Coverage> {
  await shard.restart(-1)
  const lasting = await shard.reached()
  const red: string[] = []
  const leftOut = new Map<string, string>()
  const untried = new Set<number>()
  const byLaw: Uint8Array[] = []
  const ticks: number[] = []
  const heard: Heard[] = []
  const durationMs: number[] = []
  const silenceMs: number[] = []
  const leaveOut = (title: string, { index }: ReadyLaw, why: string) => {
    leftOut.set(title, why)
    untried.add(index)
    ticks[index] = 0
    durationMs[index] = 0
    byLaw[index] = new Uint8Array(lasting.length)
  }
  for (const round of [0, 1])
    for (const ready of shard.laws) {
      onProgress(round * shard.laws.length + ready.index + 1, 2 * shard.laws.length)
      const title = `"${ready.law.sentence}" (${ready.law.consumer})`
      if (leftOut.has(title)) continue
      if (ready.law.options.mutants === false) {
        leaveOut(title, ready, 'is left out by its contract')
        continue
      }
      const order = Array.from({ length: ready.count }, (_, place) => place)
      await shard.activate(-1, FUEL_MAX)
      heard[ready.index] = hear(shard.session)
      shard.longestSilence()
      const started = performance.now()
      const { failure, discarded } = await runSome(ready, {
        session: shard.session,
        runTimeoutMs: CHILD_LIMITS.runTimeoutMs,
        order,
      })
      durationMs[ready.index] = performance.now() - started
      silenceMs[ready.index] = Math.max(silenceMs[ready.index] ?? 0, shard.longestSilence())
      if (failure !== undefined && isSlow(failure.error)) {
        leaveOut(title, ready, 'takes too long while switches are counted')
        continue
      }
      if (failure !== undefined || discardsTooMany(ready, discarded)) red.push(title)
      ticks[ready.index] = Math.max(ticks[ready.index] ?? 0, FUEL_MAX - (await shard.activate(-1, FUEL_MAX)))
      const reached = await shard.reached()
      const before = byLaw[ready.index]
      if (before === undefined) byLaw[ready.index] = reached
      else for (let i = 0; i < reached.length; i++) if (before[i] !== reached[i]) lasting[i] = 1
    }
  shard.session.onError = undefined
  const byVector: Uint8Array[] = []
  for (const vector of vectors) {
    if ((await runVectors([vector], shard.provider)).length > 0) red.push(`vector ${vector.operation}/${vector.name}`)
    byVector.push(await shard.reached())
  }
  return {
    byLaw,
    byVector,
    lasting,
    ticks,
    heard,
    durationMs,
    silenceMs,
    red: [...new Set(red)],
    leftOut: [...leftOut].map((parts) => parts.join(' ')),
    untried,
  }
}

const isSlow = (error: unknown) =>
  error instanceof TimedOut ||
  (error instanceof ChildGone && error.code === 'CHILD_SILENT') ||
  (error instanceof ProviderError && error.message === OUT_OF_FUEL)
