/** One finding, as data. Rules return these; only `report` prints them. */
export interface Diagnostic {
  /** A code of the catalogue in `diagnostics/`. */
  readonly code: string
  readonly severity: Severity
  /** What is wrong, in one sentence, with the offending value quoted. */
  readonly message: string
  readonly place?: Place
  /** The clause concerned, for example `CRY-012`. */
  readonly clause?: string
  /** What would have been accepted. */
  readonly expected?: string
  /** What to type or change. */
  readonly fix?: string
}

/** `info` is for what is worth saying and changes no exit code. */
export type Severity = 'error' | 'warning' | 'info'

/** Line and column count from 1; the file is relative to the workspace root, with forward slashes. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}
