import type { Config } from './config.ts'
import type { Diagnostic, Place } from './diagnostic.ts'
import type { Spec, SpecDocument } from './spec.ts'

/** Everything people own, as read once. */
export interface Workspace {
  readonly root: string
  readonly config: Config
  readonly specs: readonly Spec[]
  /** `specs/README.md`, the index: names it lists, in order. */
  readonly index: {
    readonly path: string
    readonly present: boolean
    readonly names: readonly string[]
    readonly places?: Readonly<Record<string, Place>>
    readonly document?: SpecDocument
  }
  /** Names of all folders under `specs/`, those not read included. */
  readonly folders?: readonly string[]
  /** `specs/CONVENTIONS.md`, which every bundle carries. */
  readonly conventions?: SpecDocument
  /** What could not be read; `check` adds its own. */
  readonly diagnostics: readonly Diagnostic[]
}
