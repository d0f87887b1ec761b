import type { Comparison, Disagreement } from '../model/comparison.ts'
import { safe } from './safe.ts'
import type { Style } from './style.ts'

/** Two renderings side by side: each disagreement with its smallest input and both answers, then what the probe saw. */
export function comparisonText(
  comparison: Comparison & { readonly name: string; readonly a: string; readonly b: string; readonly gated: boolean },
  style: Style,
): string {
  const { disagreements, conduct } = comparison
  const count = disagreements.length
  const outcome = count === 0 ? style.good('no disagreement') : style.bad(`${count} disagreement${count === 1 ? '' : 's'}`)
  const gated = comparison.gated ? '' : `, ${style.warn('not gated')}`
  const head = `${style.bold(comparison.name)} ${outcome}  ${comparison.runs} runs of ${comparison.subjects.length} commands and scenes, seed ${comparison.seed}${gated}`
  const seen = conduct.map(
    ({ side, kind, member, what }) => `  ${style.warn('advisory')} ${kind} in ${side}: ${safe(member)} ${safe(what)}`,
  )
  const lone = comparison.unrepeated > 0 ? [`  ${comparison.unrepeated} not repeated alone`] : []
  return [
    [head, `  a  ${safe(comparison.a)}`, `  b  ${safe(comparison.b)}`, ...seen, ...lone].join('\n'),
    ...disagreements.map((one) => disagreementText(one, style)),
  ].join('\n\n')
}

function disagreementText(one: Disagreement, style: Style): string {
  const subject = one.step === undefined ? one.command : `${one.command}, ${one.step}`
  return [
    `  ${style.bad(one.kind)} ${style.name(safe(subject))}${one.advisory ? ` ${style.warn('advisory')}` : ''}`,
    `    clauses  ${one.clauses.length === 0 ? 'none' : one.clauses.join(', ')}`,
    `    input    ${bounded(JSON.stringify(one.input))}`,
    `    a        ${bounded(one.a)}`,
    `    b        ${bounded(one.b)}`,
  ].join('\n')
}

/** The whole is in `--json`. */
const bounded = (text: string) => {
  const plain = safe(text)
  return plain.length <= 600 ? plain : `${plain.slice(0, 600)}…`
}
