import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type PlanCode = 'PACKAGE_NOT_FRESH' | 'PACKAGE_STRAY'

/** What is said beside a state. */
export const planCatalogue: CatalogueOf<PlanCode> = {
  PACKAGE_NOT_FRESH: {
    severity: 'warning',
    title: 'A package is not what its documents and contracts call for, or was not judged here.',
    why: 'The state names what changed since the rendering and the one command that clears it.',
    fix: 'Type the command that the state names.',
  },
  PACKAGE_STRAY: {
    severity: 'warning',
    title: 'A folder among the packages has no document.',
    why: 'Everything under the packages is a rendering of a document.',
    fix: 'Remove the folder, or bring back its document.',
  },
}

export const planDiagnostic = diagnosticsOf(planCatalogue)
