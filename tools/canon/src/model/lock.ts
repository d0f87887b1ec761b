import type { Isolation } from './isolation.ts'
import type { StepName } from './verdict.ts'

export type { Isolation } from './isolation.ts'

/** `canon.lock.json` in a package: what was rendered, from what, by whom, and what passed then. History, not evidence. */
export interface Lock {
  readonly canon: 1
  readonly name: string
  /** Version of the document at that time. */
  readonly version: string
  readonly spec: {
    readonly normative: string
    readonly surface: string
    readonly types: string
    readonly clauses: Readonly<Record<string, string>>
    readonly vectors: Readonly<Record<string, string>>
  }
  /** Contract file path to digest: own laws and every consumer's. */
  readonly contracts: Readonly<Record<string, string>>
  /** Per dependency: the surface and clauses it was rendered against. */
  readonly dependencies: Readonly<Record<string, { readonly surface: string; readonly clauses: string }>>
  readonly rendering: Rendering
  readonly tree: Tree
  readonly verdict: LockedVerdict
  /** The last rendering from nothing, and the document's digest then. */
  readonly lastClean?: { readonly at: string; readonly normative: string }
}

export interface Rendering {
  readonly generator: string
  /** A label the generator's owner gives, for example a model's name. */
  readonly model: string
  /** `author`: the documents' author wrote it from the bundle; never counted as clean. */
  readonly mode: 'clean' | 'revise' | 'author' | 'replay'
  readonly blindness: 'enforced' | 'declared'
  readonly isolation: Isolation
  /** Submissions to the gate until green, this one included. */
  readonly attempts: number
  readonly bundle: string
  /** RFC 3339, UTC, whole seconds. */
  readonly at: string
}

/** Everything in the package but the lock: relative path to digest of bytes. */
export interface Tree {
  readonly digest: string
  readonly files: Readonly<Record<string, string>>
}

export interface LockedVerdict {
  readonly ok: boolean
  readonly evidence: string
  readonly steps: Readonly<Partial<Record<StepName, 'passed' | 'unproved'>>>
  readonly laws: number
  readonly runs: number
  readonly vectors: number
  readonly unproved: readonly string[]
}
