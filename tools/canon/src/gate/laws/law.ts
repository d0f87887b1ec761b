import type { LawOptions } from '@canon/contract'
import type { Arbitrary } from 'fast-check'
import type { Place } from '../../model/diagnostic.ts'

/** One registered promise, ready to run. */
export interface Law {
  readonly clauses: readonly string[]
  readonly consumer: string
  readonly sentence: string
  /** Of the contract that registers it. */
  readonly path: string
  /** Where it is stated, in the contract or in one of its parts. */
  readonly place: Place
  readonly options: LawOptions
  readonly subject: Drawn | Listed
}

export interface Drawn {
  readonly kind: 'drawn'
  readonly arbitraries: readonly Arbitrary<unknown>[]
  readonly body: (...values: unknown[]) => Promise<void>
}

export interface Listed {
  readonly kind: 'listed'
  /** Undefined: the facility is absent. */
  readonly rows: readonly unknown[] | undefined
  readonly facility: string | undefined
  readonly body: (row: unknown) => Promise<void>
}
