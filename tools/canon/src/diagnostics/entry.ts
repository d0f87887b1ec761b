import type { Diagnostic, Severity } from '../model/diagnostic.ts'

/** A code's page: what `canon explain <code>` prints. */
export interface CatalogueEntry {
  readonly severity: Severity
  /** One line. */
  readonly title: string
  /** Why it is a fault, in one to three sentences. */
  readonly why: string
  /** What to type or change. */
  readonly fix: string
}

export type CatalogueOf<Code extends string> = Readonly<Record<Code, CatalogueEntry>>

/** Makes the function that turns codes of one catalogue into diagnostics, with severity and fix filled in. */
export function diagnosticsOf<Code extends string>(catalogue: CatalogueOf<Code>) {
  return (code: Code, message: string, rest: Omit<Diagnostic, 'code' | 'severity' | 'message'> = {}): Diagnostic => {
    const entry = catalogue[code]
    return { code, severity: entry.severity, message, fix: entry.fix, ...rest }
  }
}
