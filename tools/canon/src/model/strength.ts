/** What mutation testing says of one package's laws. */
export interface Strength {
  readonly name: string
  /** Killed mutants in percent of those that are not waived. */
  readonly score: number
  /** Asked for in canon.json, in percent. */
  readonly threshold: number
  readonly mutants: MutantCounts
  readonly clauses: readonly ClauseStrength[]
  readonly laws: readonly LawStrength[]
  readonly consumers: readonly ConsumerStrength[]
  readonly survivors: readonly Survivor[]
  readonly waived: readonly WaivedMutant[]
  /** Files of the package that do not run here. */
  readonly excluded: readonly string[]
  /** `first`: a mutant counts for the law that killed it first. `matrix`: for every law that kills it. */
  readonly credit: 'first' | 'matrix'
  /** Mutants whose result was kept from an earlier run. */
  readonly reused: number
  readonly durationMs: number
  /** Absent unless asked for. */
  readonly verified?: Verification
}

/** `total` is `killed` + `survived` + `noCoverage` + `waived`. */
export interface MutantCounts {
  readonly total: number
  readonly killed: number
  /** Of the killed: by the end of its time or of its fuel. */
  readonly timedOut: number
  /** Reached by a law and killed by none. */
  readonly survived: number
  /** Reached by no law. */
  readonly noCoverage: number
  /** By the document's file of waivers, and `wording`. */
  readonly waived: number
  /** Of the waived: strings that change nothing but the message of errors, whose wording the conventions leave free. */
  readonly wording: number
  /** Of the survived and not covered: a vector notices. It counts for nothing in the score. */
  readonly vectorsOnly: number
}

/** Of the mutants that this clause's laws reach. */
export interface ClauseStrength {
  readonly clause: string
  readonly mutants: number
  /** By any law. */
  readonly killed: number
  /** In percent. */
  readonly score: number
  /** By a law of this clause, after `credit`. */
  readonly own: number
  /** How many laws cite it. */
  readonly laws: number
}

export interface LawStrength {
  readonly law: string
  readonly clauses: readonly string[]
  readonly consumer: string
  readonly reached: number
  readonly killed: number
  readonly baselineMs: number
}

/** What no other consumer's laws kill; the owner's laws are tried first, so theirs is known in a matrix only and 0 otherwise. */
export interface ConsumerStrength {
  readonly consumer: string
  readonly killed: number
  readonly only: number
}

export interface MutantPlace {
  /** Of its content and place in the text: the same as long as the file is the same. */
  readonly id: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly mutator: string
  readonly original: string
  readonly replacement: string
}

export interface Survivor extends MutantPlace {
  /** The line of the source where it begins, trimmed: with the other members, what a waiver names. */
  readonly near: string
  /** For the document's owner. */
  readonly question: string
  /** Clauses of the laws that reach it, nearest first. */
  readonly clauses: readonly string[]
  readonly reached: boolean
  readonly byVectors: boolean
}

export interface WaivedMutant extends MutantPlace {
  readonly reason: string
}

export interface Verification {
  /** Mutants judged again, each in a fresh process. */
  readonly judged: number
  readonly disagreements: readonly { readonly id: string; readonly was: string; readonly is: string }[]
}
