import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type BundleCode =
  | 'BUNDLE_UNKNOWN_NAME'
  | 'BUNDLE_BLOCKED'
  | 'BUNDLE_UNREADABLE'
  | 'BUNDLE_DEPENDENCY_UNRENDERED'
  | 'BUNDLE_DEPENDENCY_EDITED'
  | 'BUNDLE_FOLDER_INSIDE'
  | 'BUNDLE_FOLDER_NOT_EMPTY'
  | 'BUNDLE_NOTHING_PREVIOUS'

/** Why a bundle cannot be made or written. */
export const bundleCatalogue: CatalogueOf<BundleCode> = {
  BUNDLE_UNKNOWN_NAME: {
    severity: 'error',
    title: 'There is no document of that name.',
    why: 'A bundle is made from specs/<name>/spec.md.',
    fix: 'Type `canon status` for the names.',
  },
  BUNDLE_BLOCKED: {
    severity: 'error',
    title: 'The document has open decisions.',
    why: 'A generator would have to guess what its owner has not decided.',
    fix: 'Settle the NEEDS DECISION items under Open and move them into clauses.',
  },
  BUNDLE_UNREADABLE: {
    severity: 'error',
    title: 'The document has faults that keep it from being read whole.',
    why: 'A bundle of half a document would render half a package.',
    fix: 'Type `canon check` and mend the faults.',
  },
  BUNDLE_DEPENDENCY_UNRENDERED: {
    severity: 'error',
    title: 'A dependency has no accepted rendering.',
    why: 'A bundle carries the built JavaScript of each dependency, so that the code can be tried.',
    fix: 'Render the dependency first.',
  },
  BUNDLE_DEPENDENCY_EDITED: {
    severity: 'error',
    title: "A dependency's folder is not what was recorded.",
    why: 'A bundle carries accepted renderings only.',
    fix: 'Type `canon restore` for the dependency.',
  },
  BUNDLE_FOLDER_INSIDE: {
    severity: 'error',
    title: 'The folder lies inside the repository.',
    why: 'A generator that works inside the repository can read the contracts it is judged by.',
    fix: 'Name a folder outside the repository.',
  },
  BUNDLE_FOLDER_NOT_EMPTY: {
    severity: 'error',
    title: 'The folder is not empty.',
    why: 'What lies there would be taken for a part of the bundle.',
    fix: 'Name a folder that does not exist yet.',
  },
  BUNDLE_NOTHING_PREVIOUS: {
    severity: 'error',
    title: 'There is no accepted rendering to revise.',
    why: 'Revising starts from the recorded source.',
    fix: 'Leave the mode out, or ask for a clean bundle.',
  },
}

export const bundleDiagnostic = diagnosticsOf(bundleCatalogue)
