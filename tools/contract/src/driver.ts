import type { Arbitrary } from 'fast-check'
import type { Remote } from './remote.ts'

/** How to exercise a subsystem: written once, used by laws, differential runs, preservation runs and budgets. */
export interface Driver<Surface> {
  readonly commands: readonly Command<Surface>[]
  /** Sequences of steps over objects that live as long as the sequence. */
  readonly scenes?: readonly Scene<Surface>[]
}

/** One thing to do to the package, with the clauses that settle its observation. */
export interface Command<Surface> {
  /** For example `log.append`. */
  readonly name: string
  /** When all of these are unchanged, the observation must be as before. */
  readonly clauses: readonly string[]
  /** Draws the arguments. */
  readonly arbitrary: Arbitrary<unknown>
  /** Runs it and returns what can be observed, as plain data; errors are observed by code. */
  readonly observe: (provider: Remote<Surface>, value: never) => Promise<unknown>
}

/** Objects to which random sequences of steps are done; a step may be started before the one before it has ended. */
export interface Scene<Surface> {
  /** For example `log.MerkleTree`. */
  readonly name: string
  /** Makes what the steps act on. */
  readonly setup: (provider: Remote<Surface>) => Promise<unknown>
  readonly steps: readonly Step[]
  /** Steps in one sequence at most; 12 when left out. */
  readonly length?: number
}

/** One thing to do to what the scene made; its errors are observed by code. */
export interface Step {
  readonly name: string
  /** When all of these are unchanged, the observation must be as before. */
  readonly clauses: readonly string[]
  /** Draws the arguments. */
  readonly arbitrary: Arbitrary<unknown>
  /** Does it and returns what can be observed, as plain data. */
  readonly act: (made: never, value: never) => Promise<unknown>
}

export function driver<Surface>(definition: Driver<Surface>): Driver<Surface> {
  return definition
}

/** A scene whose steps know what it made. */
export function scene<Surface, Made>(definition: {
  readonly name: string
  readonly setup: (provider: Remote<Surface>) => Promise<Made>
  readonly steps: readonly (Omit<Step, 'act'> & { readonly act: (made: Made, value: never) => Promise<unknown> })[]
  readonly length?: number
}): Scene<Surface> {
  return definition
}
