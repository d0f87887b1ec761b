/** One line of a benchmark: what the subject is to its peer, measured in the same run. */
export interface Measured {
  readonly id: string
  /** Median of the rounds' ratios. */
  readonly ratio: number
  /** Of the median, with at least 95 % confidence. */
  readonly interval: readonly [number, number]
  /** Null where nothing is asked of the ratio. */
  readonly bound: number | null
  readonly against: string
  /** False only when the whole interval lies beyond the bound. */
  readonly ok: boolean
  /** Where the interval lies; null without a bound. */
  readonly outcome: Outcome | null
  readonly direction: Direction
}

/** `inconclusive`: the interval holds the bound. */
export type Outcome = 'within' | 'inconclusive' | 'beyond'

/** Whether the ratio may be at most, or must be at least, the bound. */
export type Direction = 'atMost' | 'atLeast'

/** A line that could not be measured here. */
export interface Unmeasured {
  readonly id: string
  readonly against: string
  readonly skipped: string
  /** Red: this line needs nothing that may be absent. */
  readonly required?: boolean
}

export type BenchResult = Measured | Unmeasured

export interface Bound {
  readonly id: string
  readonly bound: number | null
  readonly against: string
  /** `atMost` when left out. */
  readonly direction?: Direction
}

export interface Comparison extends Bound {
  /** At least 6: fewer allow no interval. */
  readonly rounds: number
  /** Rounds that run first and do not count; one when left out. */
  readonly warmUp?: number
  readonly subject: () => Promise<unknown>
  readonly peer: () => Promise<unknown>
}

/** Runs subject and peer in turns, so that a busy machine slows both; the ratio is of their times. */
export async function compare({ rounds, warmUp = 1, subject, peer, ...bound }: Comparison): Promise<Measured> {
  const ratios: number[] = []
  for (let round = 0; round < rounds + warmUp; round++) {
    const ratio = (await timed(subject)) / (await timed(peer))
    if (round >= warmUp) ratios.push(ratio)
  }
  return judge(bound, ratios)
}

/** One ratio a round against the bound. @throws RangeError for fewer rounds than an interval needs, and for a ratio that is no number */
export function judge({ id, bound, against, direction = 'atMost' }: Bound, ratios: readonly number[]): Measured {
  if (ratios.length < ROUNDS_MIN) throw new RangeError(`${id} has ${ratios.length} rounds; an interval needs ${ROUNDS_MIN}`)
  if (!ratios.every((ratio) => Number.isFinite(ratio) && ratio >= 0)) throw new RangeError(`${id} has a ratio that is no number`)
  const interval = intervalOf(ratios)
  const outcome = bound === null ? null : outcomeOf(interval, bound, direction)
  return { id, ratio: medianOf(ratios), interval, bound, against, ok: outcome !== 'beyond', outcome, direction }
}

const ROUNDS_MIN = 6

function outcomeOf([low, high]: readonly [number, number], bound: number, direction: Direction): Outcome {
  if (direction === 'atMost' ? high <= bound : low >= bound) return 'within'
  return (direction === 'atMost' ? low > bound : high < bound) ? 'beyond' : 'inconclusive'
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!
}

/** Order statistics: the narrowest pair of ranks that holds the median with 95 % confidence, whatever the distribution. */
export function intervalOf(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b)
  const count = sorted.length
  let outside = 0
  let term = 2 ** -count
  let rank = 0
  for (let k = 0; k < Math.floor(count / 2); k++) {
    outside += 2 * term
    if (outside > 0.05) break
    rank = k
    term *= (count - k) / (k + 1)
  }
  return [sorted[rank]!, sorted[count - 1 - rank]!]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
