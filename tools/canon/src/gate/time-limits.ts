/** How long the gate waits for a package, in milliseconds. */
export interface TimeLimits {
  /** From the start of the process until the package is imported. */
  readonly loadTimeoutMs: number
  /** With requests open and no frame from the child. */
  readonly silenceMs: number
  /** One run of a law that does not say otherwise. */
  readonly runTimeoutMs: number
}

export const TIME_LIMITS: TimeLimits = { loadTimeoutMs: 15_000, silenceMs: 10_000, runTimeoutMs: 20_000 }

/** Of each law in a page: what is judged there passed all its draws in Node before. */
export const BROWSER_RUNS_MAX = 20

/** In a page the portable primitives take several times what the platform's take in Node. */
export const BROWSER_TIME_LIMITS: TimeLimits = { loadTimeoutMs: 30_000, silenceMs: 60_000, runTimeoutMs: 60_000 }
