/** One line of a benchmark: how much longer the subject takes than its peer, measured in the same run. */
export interface Measured {
  readonly id: string
  /** Median of the rounds' ratios. */
  readonly ratio: number
  /** Null where nothing is asked of the ratio. */
  readonly bound: number | null
  readonly against: string
  /** False only when the whole interval lies beyond the bound. */
  readonly ok: boolean
  /** Of the median, with at least 95 % confidence where there are six rounds or more. */
  readonly interval?: readonly [number, number]
}

/** A line that could not be measured here. */
export interface Unmeasured {
  readonly id: string
  readonly against: string
  readonly skipped: string
}

export type BenchResult = Measured | Unmeasured

export interface Comparison {
  readonly id: string
  readonly bound: number | null
  readonly against: string
  readonly rounds: number
  /** Rounds that run first and do not count; one when left out. */
  readonly warmUp?: number
  readonly subject: () => Promise<unknown>
  readonly peer: () => Promise<unknown>
}

/** Runs subject and peer in turns, so that a busy machine slows both. */
export async function compare({ id, bound, against, rounds, warmUp = 1, subject, peer }: Comparison): Promise<Measured> {
  const ratios: number[] = []
  for (let round = 0; round < rounds + warmUp; round++) {
    const ratio = (await timed(subject)) / (await timed(peer))
    if (round >= warmUp) ratios.push(ratio)
  }
  const interval = intervalOf(ratios)
  return { id, ratio: medianOf(ratios), bound, against, ok: bound === null || interval[0] <= bound, interval }
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
