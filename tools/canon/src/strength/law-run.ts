import { isDeepStrictEqual } from 'node:util'
import { fromVectorValue } from '../base/vector-value.ts'
import type { Law } from '../gate/laws/law.ts'
import { attempt, DISCARDS_DEFAULT, drawValues } from '../gate/laws/run.ts'
import type { Session } from '../gate/remote/session.ts'
import { WINDOW_FIRST, WINDOW_MAX } from './limits.ts'

/** A law with the values it is run on, ready to be run many times. */
export interface ReadyLaw {
  readonly law: Law
  /** Place in the list of all laws. */
  readonly index: number
  readonly seed: number
  readonly count: number
  /** The values, kept examples first; drawn anew each time when a run may change them. */
  values(): readonly (readonly unknown[])[]
}

/** Undefined where the law's facility is absent. */
export function readyLaw(
  law: Law,
  index: number,
  seed: number,
  runs: number,
  examples: readonly (readonly unknown[])[],
): ReadyLaw | undefined {
  const draw = () => drawValues(law, { seed, runs })
  const drawn = draw()
  if (drawn === undefined) return undefined
  const make = (values: readonly (readonly unknown[])[]) => [
    ...examples.map((example) => example.map((item) => fromVectorValue(item))),
    ...values,
  ]
  const first = make(drawn)
  let kept: readonly (readonly unknown[])[] | undefined
  let asked = 0
  return {
    law,
    index,
    seed,
    count: first.length,
    values: () => {
      if (law.subject.kind === 'listed') return first
      asked++
      if (asked === 1) return first
      const fresh = kept ?? make(draw()!)
      // Once a whole run has left the first values as they were, they are used for all later ones.
      if (asked === 2 && isDeepStrictEqual(first, fresh)) kept = first
      return kept ?? fresh
    },
  }
}

export interface Failure {
  /** Place of the value that failed; −1 when the law as a whole did. */
  readonly value: number
  readonly error: unknown
}

export interface RunOptions {
  readonly session: Session
  readonly runTimeoutMs: number
  /** Places of the values to run, in this order. */
  readonly order: readonly number[]
}

export interface Ran {
  /** Undefined when all hold. */
  readonly failure: Failure | undefined
  readonly discarded: number
}

/** Runs a law on some of its values until the first failure. All runs are over when this resolves. */
export async function runSome(ready: ReadyLaw, { session, runTimeoutMs, order }: RunOptions): Promise<Ran> {
  const { law } = ready
  const values = ready.values()
  const limited: Law = {
    ...law,
    options: { ...law.options, timeoutMs: Math.min(law.options.timeoutMs ?? runTimeoutMs, runTimeoutMs) },
  }
  let failure: Failure | undefined
  let discarded = 0
  let next = 0
  let open = 0
  let ended = 0
  let most = law.options.alone ? 1 : WINDOW_FIRST
  await new Promise<void>((resolve) => {
    const pump = () => {
      while (open < most && next < order.length && failure === undefined) launch(order[next++]!)
      if (open === 0) resolve()
    }
    const launch = (place: number) => {
      open++
      void attempt(limited, values[place]!, { session, runTimeoutMs }).then((outcome) => {
        open--
        ended++
        if (outcome.kind === 'failed') failure ??= { value: place, error: outcome.error }
        if (outcome.kind === 'discarded') discarded++
        if (ended >= most && !law.options.alone) most = Math.min(WINDOW_MAX, most * 4)
        pump()
      })
    }
    pump()
  })
  return { failure, discarded }
}

/** As the gate refuses it. */
export const discardsTooMany = (ready: ReadyLaw, discarded: number): boolean =>
  discarded > (ready.law.options.discards ?? DISCARDS_DEFAULT) * ready.count
