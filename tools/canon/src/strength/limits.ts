/** Switches that a child may pass before it counts as looping: a small integer to every engine. */
export const FUEL_MAX = 1_000_000_000
/** What is thrown where it has run out. */
export const OUT_OF_FUEL = 'out of fuel'
/** Beside what the law needs without a mutant. */
export const FUEL_SPARE = 200_000
/** Times what the law needs without a mutant. */
export const FUEL_FACTOR = 8

/** Of one run, beside four times what the whole law needs without a mutant. */
export const RUN_SPARE_MS = 3000

/** A child that is silent for so long, beside six times its longest silence under the same law without a mutant, hangs. */
export const SILENCE_SPARE_MS = 1000

/** Short limits for what hangs; a mutant that ends by one of them is killed. */
export const CHILD_LIMITS = { loadTimeoutMs: 10_000, silenceMs: 10_000, runTimeoutMs: 20_000 }

/** Runs in flight, at first and at most. */
export const WINDOW_FIRST = 4
export const WINDOW_MAX = 128

/** Values that killed a neighbour are tried first. */
export const HOT_MAX = 8
/** Values of each law that are tried before any law is run in full. */
export const PROBE_RUNS = 12

/** Of a law that has not killed yet, beside the kills of others nearby. */
export const PRIOR = 0.05
/** What any try of a law costs, however short the law is. */
export const TRY_MS = 5

export const MUTANTS_MAX = 20_000
