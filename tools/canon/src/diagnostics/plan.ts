import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type PlanCode = 'PACKAGE_STRAY'

/** What is said beside a state. */
export const planCatalogue: CatalogueOf<PlanCode> = {
  PACKAGE_STRAY: {
    severity: 'warning',
    title: 'A folder among the packages has no document.',
    why: 'Everything under the packages is a rendering of a document.',
    fix: 'Remove the folder, or bring back its document.',
  },
}

export const planDiagnostic = diagnosticsOf(planCatalogue)
