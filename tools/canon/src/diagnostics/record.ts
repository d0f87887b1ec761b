import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type RecordCode =
  | 'TREE_LINK'
  | 'TREE_ODD_NAME'
  | 'TREE_TOO_MANY_FILES'
  | 'TREE_TOO_LARGE'
  | 'LOCK_UNREADABLE'
  | 'LOCK_FROM_THE_FUTURE'
  | 'RECORD_BUSY'
  | 'RECORD_RED'
  | 'RECORD_HEALED'
  | 'RECORD_INSTALL'
  | 'RESTORE_IMPOSSIBLE'

/** Faults of package folders, locks and the store of recorded files. */
export const recordCatalogue: CatalogueOf<RecordCode> = {
  TREE_LINK: {
    severity: 'error',
    title: 'A package holds a link or something that is not a file.',
    why: 'A link lets bytes outside the package change what was judged after it was judged.',
    fix: 'Replace the link by a copy of the file.',
  },
  TREE_ODD_NAME: {
    severity: 'error',
    title: 'A file name is not portable.',
    why: 'Names with other characters than letters, digits and _ @ + . -, longer than 120, deeper than 16 folders, or equal but for case differ between file systems.',
    fix: 'Rename the file.',
  },
  TREE_TOO_MANY_FILES: {
    severity: 'error',
    title: 'A package holds more than 2,000 files.',
    why: 'Every file is digested at each status; a package of this size is an accident or an attack.',
    fix: 'Remove what the package does not need.',
  },
  TREE_TOO_LARGE: {
    severity: 'error',
    title: 'A package holds more than 64 MiB.',
    why: 'Every byte is digested at each status; a package of this size is an accident or an attack.',
    fix: 'Remove what the package does not need.',
  },
  LOCK_UNREADABLE: {
    severity: 'error',
    title: 'The lock is missing, is not JSON or lacks what a lock must hold.',
    why: 'Without its lock nobody can say what a package was rendered from.',
    fix: 'Type `canon restore <name>`; if that finds no lock either, `canon render <name>`.',
  },
  LOCK_FROM_THE_FUTURE: {
    severity: 'error',
    title: 'The lock was written by a later version of canon.',
    why: 'A format that this version does not know could be misread as something that holds.',
    fix: 'Use the version of canon that wrote it, or render the package again.',
  },
  RECORD_BUSY: {
    severity: 'error',
    title: 'Another canon process is recording this package.',
    why: 'Two writers of one folder would mix two renderings.',
    fix: 'Wait for it to end and try again.',
  },
  RECORD_RED: {
    severity: 'error',
    title: 'The verdict is red, so nothing was recorded.',
    why: 'Only what the gate accepted enters the packages.',
    fix: 'Read the diagnostics of the verdict and mend the rendering.',
  },
  RECORD_HEALED: {
    severity: 'info',
    title: 'An interrupted recording was put right.',
    why: 'A process ended while it replaced a package; the package is again wholly the old or wholly the new one.',
    fix: 'Nothing.',
  },
  RECORD_INSTALL: {
    severity: 'info',
    title: 'The package declares dependencies that are not linked yet.',
    why: 'The workspace links packages at installation.',
    fix: 'Type `pnpm install` once.',
  },
  RESTORE_IMPOSSIBLE: {
    severity: 'error',
    title: 'The recorded files are neither in the store nor in the last commit.',
    why: 'A restore writes only bytes whose digests stand in the lock.',
    fix: 'Fetch the commit that holds the package, or type `canon render <name>`.',
  },
}

export const recordDiagnostic = diagnosticsOf(recordCatalogue)
