import type { Diagnostic } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import type { LawResult, Verdict } from '../model/verdict.ts'

const VALUES_CHARACTERS_MAX = 4000
const TEXT_CHARACTERS_MAX = 2000
const ITEMS_MAX = 40

/** What these steps find is about the source and the public vectors; what laws say of themselves is not for a generator's eyes. */
const PUBLIC = /^(?:LAYOUT_|TYPES_|EXPORTS_|VECTOR_|CHILD_|PACKAGE_|PRESERVATION_BROKEN)/

/** A red verdict as a generator may see it: clause, smallest counterexample, observed, expected. Nothing of a contract, a driver or a seed. */
export function feedback(spec: Spec, verdict: Verdict): string {
  const failed = smallestPerClause(verdict.laws.filter((law) => law.result === 'failed'))
  const open = verdict.diagnostics.filter(({ code, severity }) => severity === 'error' && PUBLIC.test(code))
  const sentences = verdict.laws.map((law) => law.sentence)
  return `${[
    `# Feedback on ${spec.name}`,
    '',
    'The gate did not accept the source. Mend `src/` and submit it again; the document is as it was.',
    ...failed.flatMap((law) => aboutLaw(spec, law)),
    ...open.slice(0, ITEMS_MAX).flatMap((one) => aboutStep(spec, one, sentences)),
    ...(failed.length + open.length === 0
      ? ['', 'Nothing of it concerns the source: the owner of the document has to act.']
      : []),
  ].join('\n')}\n`
}

/** One counterexample a clause, the shortest. */
function smallestPerClause(laws: readonly LawResult[]): LawResult[] {
  const best = new Map<string, LawResult>()
  for (const law of laws) {
    const known = best.get(law.clause)
    if (known === undefined || sizeOf(law) < sizeOf(known)) best.set(law.clause, law)
  }
  return [...best.values()].sort((a, b) => (a.clause < b.clause ? -1 : 1)).slice(0, ITEMS_MAX)
}

const sizeOf = (law: LawResult) =>
  law.counterexample === undefined ? Number.POSITIVE_INFINITY : JSON.stringify(law.counterexample.values).length

function aboutLaw(spec: Spec, law: LawResult): string[] {
  const clauses = law.clauses.length === 0 ? [law.clause] : law.clauses
  const heading = ['', `## ${clauses.join(', ')}`, '', ...clauses.map((id) => quoted(spec, id)), '']
  if (law.counterexample === undefined) return [...heading, 'The package gave no answer that could be judged.']
  const { values, observed, expected } = law.counterexample
  return [
    ...heading,
    `- with: \`${clipped(JSON.stringify(values), VALUES_CHARACTERS_MAX)}\``,
    `- observed: ${clipped(observed, TEXT_CHARACTERS_MAX)}`,
    `- expected: ${clipped(expected, TEXT_CHARACTERS_MAX)}`,
  ]
}

function quoted(spec: Spec, id: string): string {
  const clause = spec.clauses.find((one) => one.id === id)
  return clause === undefined ? `> ${id}` : `> **${id}** ${clause.text.replaceAll('\n', '\n> ')}`
}

function aboutStep(spec: Spec, found: Diagnostic, sentences: readonly string[]): string[] {
  if (sentences.some((sentence) => found.message.includes(sentence))) return []
  const where = placeOf(spec, found)
  return [
    '',
    `## ${found.code}${where === undefined ? '' : ` at ${where}`}`,
    '',
    ...(found.clause === undefined ? [] : [quoted(spec, found.clause), '']),
    `- ${clipped(found.message, TEXT_CHARACTERS_MAX)}`,
    ...(found.expected === undefined ? [] : [`- expected: ${clipped(found.expected, TEXT_CHARACTERS_MAX)}`]),
    ...(found.fix === undefined ? [] : [`- ${clipped(found.fix, TEXT_CHARACTERS_MAX)}`]),
  ]
}

/** Places in the source and the vectors, as the bundle names them; no others. */
function placeOf(spec: Spec, { place }: Diagnostic): string | undefined {
  if (place === undefined) return undefined
  const source = /(?:^|\/)(src\/.*)$/.exec(place.file)?.[1]
  if (source !== undefined) return `${source}:${place.line}:${place.column}`
  return place.file.startsWith(`${spec.folder}/vectors/`) ? place.file.slice(spec.folder.length + 1) : undefined
}

const clipped = (text: string, max: number) => (text.length <= max ? text : `${text.slice(0, max)} …`)
