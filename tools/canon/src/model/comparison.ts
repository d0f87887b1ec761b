import type { Diagnostic } from './diagnostic.ts'

/** Two renderings side by side over one driver. */
export interface Comparison {
  readonly seed: number
  /** Runs of commands and scenes, each on both sides. */
  readonly runs: number
  /** Names of commands and scenes that were run. */
  readonly subjects: readonly string[]
  readonly disagreements: readonly Disagreement[]
  /** What the conduct probe saw; its silence proves nothing. */
  readonly conduct: readonly SeenConduct[]
  /** Disagreements among many runs that were none when repeated alone. */
  readonly unrepeated: number
  readonly diagnostics: readonly Diagnostic[]
  /** The side that did not load with the surface of the document; then nothing was compared. */
  readonly unloaded?: 'a' | 'b'
}

export interface Disagreement {
  /** A command of the driver, or a scene. */
  readonly command: string
  /** Of a scene: the step whose answers differ. */
  readonly step?: string
  /** Those that the driver tags the command or the step with; the nearest there are. */
  readonly clauses: readonly string[]
  /** The smallest found, in the notation of vectors; of a scene, its steps. */
  readonly input: unknown
  readonly a: string
  readonly b: string
  readonly kind: DisagreementKind
  /** Seen by the conduct probe and not in an answer. */
  readonly advisory: boolean
}

export type DisagreementKind = 'answer' | 'error-order' | 'order-of-effects' | 'iteration-order' | 'aliasing' | 'mutation'

export interface SeenConduct {
  readonly side: 'a' | 'b'
  readonly kind: 'aliasing' | 'mutation'
  readonly member: string
  readonly what: string
}
