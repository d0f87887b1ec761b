/** `full`: namespaces and the permission model; `permission`: the permission model alone; `none`. */
export type Isolation = 'full' | 'permission' | 'none'

/** What this machine can do to keep a package in, as probed. */
export interface IsolationProbe {
  readonly level: Isolation
  readonly mechanism: 'bubblewrap' | 'unshare' | 'none'
  /** What was tried and found open, worded for a person. */
  readonly gaps: readonly string[]
}
