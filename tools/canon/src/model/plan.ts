/** The state of one package and the one command that clears it. */
export interface PackageState {
  readonly name: string
  readonly state: State
  readonly reason: string
  readonly fix: string
  /** Clauses, files, contracts or dependencies that changed. */
  readonly changed: readonly string[]
}

export type State =
  | 'fresh'
  | 'unrendered'
  | 'spec-ahead'
  | 'dependency-ahead'
  | 'contract-ahead'
  | 'evidence-stale'
  | 'hand-edited'
