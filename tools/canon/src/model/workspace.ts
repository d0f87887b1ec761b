import type { Config } from './config.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { SourceFile, Spec } from './spec.ts'

/** Everything people own, as read once. */
export interface Workspace {
  readonly root: string
  readonly config: Config
  readonly specs: readonly Spec[]
  /** `specs/README.md`, the index: names it lists, in order. */
  readonly index: { readonly path: string; readonly present: boolean; readonly names: readonly string[] }
  /** `specs/CONVENTIONS.md`, which every bundle carries. */
  readonly conventions?: SourceFile
  /** What could not be read; `check` adds its own. */
  readonly diagnostics: readonly Diagnostic[]
}
