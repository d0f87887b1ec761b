import type { ClauseStrength, Strength } from '../model/strength.ts'
import { safe } from './safe.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'

/** The score, the clauses whose laws notice least, what only consumers guard, and a question for every survivor. */
export function strengthText(strength: Strength, style: Style): string {
  const { name, score, threshold, mutants, verified } = strength
  const mark = score >= threshold ? style.good : style.bad
  const open = mutants.survived + mutants.noCoverage
  const head = `${style.bold(name)} ${mark(`${score} %`)} of ${mutants.total - mutants.waived} changes noticed, ${threshold} % asked`
  const counts = [
    `${mutants.killed} noticed (${mutants.timedOut} by time or fuel)`,
    `${open} not, ${mutants.noCoverage} of them in code that no law runs, ${mutants.vectorsOnly} seen by vectors alone`,
    `${mutants.waived} waived, ${mutants.wording} of them the wording of a message`,
    `${strength.reused} known from earlier`,
    ...(verified === undefined ? [] : [`${verified.judged} judged again, ${verified.disagreements.length} otherwise`]),
  ]
  return [
    `${head}\n${counts.map((line) => `  ${line}`).join('\n')}`,
    clausesText(strength, style),
    consumersText(strength, style),
    ...(strength.survivors.length === 0 ? [] : [strength.survivors.map(({ question }) => safe(question)).join('\n')]),
    ...(strength.waived.length === 0 ? [] : [waivedText(strength, style)]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function clausesText({ clauses, credit }: Strength, style: Style): string {
  const row = ({ clause, mutants, killed, score, own, laws }: ClauseStrength) =>
    [clause, laws, mutants, killed, `${score} %`, own].map(String)
  const last = credit === 'first' ? 'first by its own' : 'by its own'
  return table(
    ['clause', 'laws', 'reach', 'noticed', 'score', last],
    clauses.filter(({ mutants }) => mutants > 0).map(row),
    style,
  )
}

function consumersText({ consumers, name }: Strength, style: Style): string {
  const others = consumers.filter(({ consumer }) => consumer !== name)
  return others
    .map(({ consumer, only }) => `${style.name(safe(consumer))} alone guards ${only} of them; the laws of ${name} let them pass`)
    .join('\n')
}

const WAIVED_SHOWN = 40

function waivedText({ waived }: Strength, style: Style): string {
  const lines = waived.slice(0, WAIVED_SHOWN).map(({ file, line, reason }) => `  ${safe(`${file}:${line}`)} ${safe(reason)}`)
  const more = waived.length - lines.length
  return [style.dim('waived'), ...lines, ...(more > 0 ? [`  and ${more} more, with --json`] : [])].join('\n')
}
