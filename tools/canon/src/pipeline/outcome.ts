import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** What every command answers; `report` prints it and `cli` turns it into an exit code. */
export interface Outcome {
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
  readonly data: unknown
}

/** One call of a command, arguments already counted and options already known. */
export interface Call {
  readonly host: Host
  readonly args: readonly string[]
  readonly options: Options
  readonly onProgress: (line: string) => void
}

/** Typed access to what was typed after the command. */
export interface Options {
  /** Undefined when it was not given. */
  text(name: string): string | undefined
  /** A whole number from 0 to 2^53 − 1. @throws UsageError USAGE_BAD_VALUE */
  count(name: string): number | undefined
  flag(name: string): boolean
}

/** Ends the command with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message)
    this.diagnostic = diagnostic
  }
}

/** True when nothing in the list is an error. */
export const holdsNoError = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.every((diagnostic) => diagnostic.severity !== 'error')
