import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type CompareCode =
  | 'DRIVER_MISSING'
  | 'DRIVER_BROKEN'
  | 'PRESERVATION_BROKEN'
  | 'PRESERVATION_QUESTION'
  | 'DIVERGENCE'
  | 'DIVERGE_NOT_GREEN'
  | 'SUFFICIENCY_FAILED'

/** What comparing renderings of one document can find. */
export const compareCatalogue: CatalogueOf<CompareCode> = {
  DRIVER_MISSING: {
    severity: 'warning',
    title: 'The document has no driver.',
    why: 'Two renderings are compared over the commands and scenes of a driver.',
    fix: 'Write `driver.ts` beside the document, with a command for each operation.',
  },
  DRIVER_BROKEN: {
    severity: 'error',
    title: 'The driver could not be loaded or run.',
    why: 'A driver that does not run compares nothing.',
    fix: 'Mend the driver.',
  },
  PRESERVATION_BROKEN: {
    severity: 'error',
    title: 'What unchanged clauses settle is not as it was.',
    why: 'Callers rely on the accepted rendering; where the document did not change, what it settles does not change either.',
    fix: 'Answer as before, or have the owner change the clause.',
  },
  PRESERVATION_QUESTION: {
    severity: 'warning',
    title: 'The new rendering answers otherwise than the one before, where no unchanged clause settles it.',
    why: 'The document says too little, or it changed here; its owner decides. The item under Open blocks generation until then.',
    fix: 'Write the clause that settles it, or delete the item.',
  },
  DIVERGENCE: {
    severity: 'error',
    title: 'Two renderings of one document disagree.',
    why: 'Where the gate accepts both, the document says too little: a consumer cannot rely on either answer.',
    fix: 'Have the owner write the clause, and a law that tells them apart.',
  },
  SUFFICIENCY_FAILED: {
    severity: 'error',
    title: 'Not every rendering passed the first time.',
    why: 'A clause that several generators get wrong is not said clearly enough.',
    fix: 'Read the clauses named beside each run.',
  },
  DIVERGE_NOT_GREEN: {
    severity: 'error',
    title: 'One of the two does not pass the gate.',
    why: 'What the gate refuses says nothing of the document.',
    fix: 'Mend it, or compare with `--ungated`.',
  },
}

export const compareDiagnostic = diagnosticsOf(compareCatalogue)
