import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type GalleryCode =
  | 'GALLERY_UNKNOWN_CASE'
  | 'GALLERY_CHEAT_PASSED'
  | 'GALLERY_OTHER_REFUSAL'
  | 'GALLERY_HONEST_REFUSED'
  | 'GALLERY_UNPROVED'
  | 'GALLERY_NOT_RUN'

/** What the gallery of cheats can hold against the gate. */
export const galleryCatalogue: CatalogueOf<GalleryCode> = {
  GALLERY_UNKNOWN_CASE: {
    severity: 'error',
    title: 'There is no such case in the gallery.',
    why: 'A case is a folder of the gallery with a case.json.',
    fix: 'Type `canon gallery` for the names.',
  },
  GALLERY_CHEAT_PASSED: {
    severity: 'error',
    title: 'A cheat was accepted.',
    why: 'The gate called a package green that is wrong or does what is forbidden.',
    fix: 'Mend the gate; the case shows how it is talked past.',
  },
  GALLERY_OTHER_REFUSAL: {
    severity: 'error',
    title: 'A cheat was refused otherwise than its case says.',
    why: 'A refusal by luck is none: the next cheat of the kind may come through.',
    fix: 'Find out which step should have refused it, and mend the gate or the case.',
  },
  GALLERY_HONEST_REFUSED: {
    severity: 'error',
    title: 'An honest package was refused.',
    why: 'A gate that refuses everything proves nothing.',
    fix: 'Mend the rule that is too strict.',
  },
  GALLERY_UNPROVED: {
    severity: 'error',
    title: 'A case could not be judged on this machine.',
    why: 'It needs an isolation that was not found here, and what did not run is not green.',
    fix: 'Install bubblewrap, or allow unprivileged user namespaces.',
  },
  GALLERY_NOT_RUN: {
    severity: 'error',
    title: 'A part of the gallery did not run.',
    why: 'The process that judged it ended without a result.',
    fix: 'Type `canon gallery --workers 1` and read what it prints.',
  },
}

export const galleryDiagnostic = diagnosticsOf(galleryCatalogue)
