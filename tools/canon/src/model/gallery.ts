/** What came of one cheat, or of one honest package among them. */
export interface GalleryCase {
  readonly name: string
  /** One sentence: what it tries. */
  readonly what: string
  /** False for the planted packages that must pass. */
  readonly hostile: boolean
  /** The gate said no. */
  readonly refused: boolean
  /** Where it said no; a step of the gate, or `collect`, `generate` and `recorded` before it. */
  readonly step?: string
  readonly code?: string
  /** Its verdict is that of its twin: the same wrong package without the cheat. */
  readonly neutralised: boolean
  /** In words, for example `laws LAW_FAILED` or `as wrong`. */
  readonly expected: string
  /** It came as expected. */
  readonly ok: boolean
  /** What this machine lacks to judge it, when it was not. */
  readonly unproved?: string
  /** The first finding, or what differs from the twin. */
  readonly observed: string
}

export interface GallerySummary {
  readonly hostile: number
  readonly refused: number
  readonly honest: number
  readonly passed: number
}
