import type { ExamplesFile, KeptExample } from './file.ts'

/** What names a law, and its body. */
export interface LawIdentity {
  readonly consumer: string
  readonly clauses: readonly string[]
  readonly sentence: string
  /** Digest of the body; absent where only the text of a contract was read. */
  readonly body?: string
}

/** One kept example with its place in the file. */
export interface Located {
  readonly id: string
  /** From 0, within its law. */
  readonly index: number
  readonly example: KeptExample
}

export interface Matched<Law> {
  readonly of: ReadonlyMap<Law, readonly Located[]>
  /** Their law is gone. */
  readonly orphans: readonly Located[]
}

/** The id under which a law's examples are kept: the consumer, the first clause and the sentence; not where the law stands. */
export const lawId = ({ consumer, clauses, sentence }: LawIdentity) => `${consumer}: ${clauses[0]}: ${sentence}`

/**
 * Gives each example to the law that it is of: the one of that id; else one that cites the clause and whose sentence differs in case,
 * white space and punctuation only; else the only one whose body is the same.
 */
export function matchExamples<Law extends LawIdentity>({ laws: file }: ExamplesFile, laws: readonly Law[]): Matched<Law> {
  const of = new Map<Law, Located[]>()
  const orphans: Located[] = []
  for (const [id, list] of Object.entries(file))
    for (const [index, example] of list.entries()) {
      const law = laws.find((one) => lawId(one) === id) ?? laws.find((one) => isAlike(one, id)) ?? sameBody(laws, id, example)
      if (law === undefined) orphans.push({ id, index, example })
      else of.set(law, [...(of.get(law) ?? []), { id, index, example }])
    }
  return { of, orphans }
}

function isAlike({ consumer, clauses, sentence }: LawIdentity, id: string): boolean {
  const [before, clause, ...rest] = id.split(': ')
  return before === consumer && clauses.includes(clause ?? '') && folded(rest.join(': ')) === folded(sentence)
}

function sameBody<Law extends LawIdentity>(laws: readonly Law[], id: string, { body }: KeptExample): Law | undefined {
  const same = laws.filter((law) => body !== undefined && law.body === body && id.startsWith(`${law.consumer}: `))
  return same.length === 1 ? same[0] : undefined
}

const folded = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[\s\p{P}]+/gu, ' ')
    .trim()
