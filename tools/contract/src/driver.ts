import type { Arbitrary } from 'fast-check'
import type { Remote } from './remote.ts'

/** How to exercise a subsystem: written once, used by laws, differential runs, preservation runs and budgets. */
export interface Driver<Surface> {
  readonly commands: readonly Command<Surface>[]
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

export function driver<Surface>(definition: Driver<Surface>): Driver<Surface> {
  return definition
}
