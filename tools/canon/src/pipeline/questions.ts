import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import type { Spec } from '../model/spec.ts'
import type { Question } from '../model/verdict.ts'

const DOCUMENT_BYTES_MAX = 4 * 1024 * 1024
const SHOWN_MAX = 300

/**
 * Appends questions to the document's `Open` section, as items that block generation until an owner settles them. What stands there
 * is not normative: no digest changes. One that stands already is not added again. Answers those that were added.
 */
export function askOwner(host: Host, spec: Spec, questions: readonly Question[]): readonly Question[] {
  const document = spec.documents[0]
  if (document === undefined || questions.length === 0) return []
  const path = join(host.root, document.path)
  let text = new TextDecoder().decode(host.read(path, DOCUMENT_BYTES_MAX))
  const added: Question[] = []
  for (const question of questions) {
    if (text.includes(opening(question))) continue
    text = withItem(text, itemOf(question))
    added.push(question)
  }
  if (added.length > 0) host.write(path, text)
  return added
}

/** The same for the same command and clauses, whatever input showed it. */
const opening = ({ about, clauses }: Question) =>
  `NEEDS DECISION: \`${about}\` (${clauses.length === 0 ? 'no clause' : clauses.join(', ')}) answers otherwise than the rendering before`

const itemOf = (question: Question) =>
  `- ${opening(question)}. For \`${shown(JSON.stringify(question.input))}\` it was \`${shown(question.before)}\` and is \`${shown(question.now)}\`. Write the clause that settles it, or delete this item.`

/** One line of code span, whatever a package answered. */
const shown = (text: string) => text.replaceAll(/[`\s]+/g, ' ').slice(0, SHOWN_MAX)

/** Below the heading, before a heading that follows; at the end with a heading of its own where there is none. */
function withItem(text: string, item: string): string {
  const heading = /^## Open[^\S\n]*$/m.exec(text)
  if (heading === null) return `${text.trimEnd()}\n\n## Open\n\n${item}\n`
  const from = heading.index + heading[0].length
  const next = /^## /m.exec(text.slice(from))
  const to = next === null ? text.length : from + next.index
  const section = text.slice(from, to).trim()
  const body = section === '' || section === 'Nothing.' ? item : `${section}\n${section.includes(OPEN_ITEM) ? '' : '\n'}${item}`
  const rest = text.slice(to)
  return `${text.slice(0, from)}\n\n${body}\n${rest === '' ? '' : `\n${rest}`}`
}

const OPEN_ITEM = '- NEEDS DECISION'
