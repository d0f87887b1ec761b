import { type CatalogueOf, diagnosticsOf } from './entry.ts'

export type StrengthCode =
  | 'STRENGTH_NO_PACKAGE'
  | 'STRENGTH_NO_MUTANT'
  | 'STRENGTH_BASELINE_RED'
  | 'STRENGTH_LAW_LEFT_OUT'
  | 'STRENGTH_BELOW'
  | 'STRENGTH_DISAGREES'
  | 'WAIVER_MALFORMED'
  | 'WAIVER_NO_REASON'
  | 'WAIVER_UNUSED'
  | 'WAIVER_KILLED'

/** What can be said when laws are tried on a package that was changed on purpose. */
export const strengthCatalogue: CatalogueOf<StrengthCode> = {
  STRENGTH_NO_PACKAGE: {
    severity: 'error',
    title: 'There is no package whose laws could be tried.',
    why: 'Laws are tried on small changes of an accepted rendering; here is none.',
    fix: 'Type `canon render <name>`.',
  },
  STRENGTH_NO_MUTANT: {
    severity: 'error',
    title: 'Nothing was changed, so nothing was tried.',
    why: 'A score over no mutant would say that the laws are perfect.',
    fix: 'Name a file of the package with code in it, or leave `--file` out.',
  },
  STRENGTH_BASELINE_RED: {
    severity: 'error',
    title: 'A law or vector does not hold on the package as it is.',
    why: 'What fails already cannot show that a change is noticed.',
    fix: 'Type `canon gate <name>` and mend what it says.',
  },
  STRENGTH_LAW_LEFT_OUT: {
    severity: 'warning',
    title: 'A law is not tried on changes: too slow, or its contract says so.',
    why: 'What only this law notices counts as unnoticed; the gate runs it all the same.',
    fix: 'Nothing, or give the law smaller inputs beside the greatest ones.',
  },
  STRENGTH_BELOW: {
    severity: 'error',
    title: 'The laws notice fewer changes than canon.json asks for.',
    why: 'What no law notices, the next rendering may do otherwise, and the gate will accept it.',
    fix: 'Answer the questions of the report: state a clause and a law, or waive what makes no difference.',
  },
  STRENGTH_DISAGREES: {
    severity: 'error',
    title: 'A mutant judged again in a fresh process came out otherwise.',
    why: 'Something that one mutant left behind decided over another, or a law depends on chance or time.',
    fix: 'Type `canon strength <name> --no-cache`, and look for state in the package and for clocks in the law.',
  },
  WAIVER_MALFORMED: {
    severity: 'error',
    title: 'A file of waivers is malformed.',
    why: 'A waiver that cannot be read must not count as one, nor be dropped in silence.',
    fix: 'Write `{ "canon": 1, "waivers": [{ "file", "mutator", "original", "replacement", "near", "reason" }] }`.',
  },
  WAIVER_NO_REASON: {
    severity: 'error',
    title: 'A waiver gives no reason.',
    why: 'A waiver says that a change makes no difference that the document promises; a reader must be able to check that.',
    fix: 'Give a reason of at least 20 characters.',
  },
  WAIVER_UNUSED: {
    severity: 'warning',
    title: 'A waiver fits no mutant.',
    why: 'The code it spoke of is gone or was written otherwise.',
    fix: 'Remove the waiver.',
  },
  WAIVER_KILLED: {
    severity: 'warning',
    title: 'A waived mutant is killed by a law.',
    why: 'The waiver says that nobody can notice the change, and a law does.',
    fix: 'Remove the waiver.',
  },
}

export const strengthDiagnostic = diagnosticsOf(strengthCatalogue)
