import type { Diagnostic } from './diagnostic.ts'
import type { Isolation } from './isolation.ts'

/** What the gate says of one package. */
export interface Verdict {
  readonly name: string
  readonly ok: boolean
  /** The digest of everything judged; seeds derive from it. */
  readonly evidence: string
  readonly isolation: Isolation
  readonly steps: readonly Step[]
  readonly laws: readonly LawResult[]
  readonly vectors: number
  /** What laws read outside the repository: path below the field's vectors to digest. */
  readonly facilities?: Readonly<Record<string, string>>
  /** Where a new rendering answers otherwise than the one before and no unchanged clause settles it. */
  readonly questions?: readonly Question[]
  readonly diagnostics: readonly Diagnostic[]
  /** RFC 3339, UTC. */
  readonly at: string
  /** True when taken from evidence made earlier in this checkout. */
  readonly cached: boolean
}

/** For the document's owner. */
export interface Question {
  /** The driver's command, and the step of a scene. */
  readonly about: string
  readonly clauses: readonly string[]
  /** The smallest found, in the notation of vectors. */
  readonly input: unknown
  readonly before: string
  readonly now: string
}

/** The accepted rendering that a new one takes the place of. */
export interface Previous {
  readonly files: Readonly<Record<string, Uint8Array>>
  /** Digests of the clauses when it was accepted. */
  readonly clauses: Readonly<Record<string, string>>
}

export type StepName = 'inputs' | 'layout' | 'types' | 'isolation' | 'exports' | 'vectors' | 'laws' | 'preservation'

export interface Step {
  readonly name: StepName
  readonly result: 'passed' | 'failed' | 'skipped' | 'unproved'
  readonly durationMs: number
  readonly summary: string
}

export interface LawResult {
  readonly clause: string
  /** All clauses cited; `clause` is the first. */
  readonly clauses: readonly string[]
  readonly consumer: string
  readonly sentence: string
  readonly runs: number
  readonly seed: number
  readonly ok: boolean
  readonly result: 'passed' | 'failed' | 'unproved'
  /** The facility that was missing, when unproved. */
  readonly missing?: string
  readonly counterexample?: Counterexample
}

/** By value, in the notation of vectors, so that a person and a machine can read it. */
export interface Counterexample {
  readonly values: readonly unknown[]
  readonly observed: string
  readonly expected: string
}
