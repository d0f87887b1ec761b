import type { Verdict } from './verdict.ts'

/** A green or red verdict made in this checkout, kept under `.canon/evidence/`, never committed. */
export interface Evidence {
  readonly canon: 1
  /** Ties the file to this checkout: a copy elsewhere is not evidence. */
  readonly checkout: string
  /** Digest over everything judged. */
  readonly key: string
  readonly verdict: Verdict
}
