import type { LawResult, Step, Verdict } from '../model/verdict.ts'
import { diagnosticsText } from './diagnostics-text.ts'
import { safe } from './safe.ts'
import type { Style } from './style.ts'

/** One package's verdict: the steps in order, failed and unproved laws by name, counterexamples, diagnostics. */
export function verdictText(verdict: Verdict, style: Style): string {
  const runs = verdict.laws.reduce((sum, law) => sum + law.runs, 0)
  const outcome = verdict.ok ? style.good('green') : style.bad('red')
  const head = `${style.bold(verdict.name)} ${outcome}  ${verdict.laws.length} laws, ${runs} runs, ${verdict.vectors} vectors, isolation ${verdict.isolation}${verdict.cached ? ', from evidence of this checkout' : ''}`
  const laws = verdict.laws.filter((law) => law.result !== 'passed').map((law) => lawText(law, style))
  const found = diagnosticsText(verdict.diagnostics, style)
  return [head, ...verdict.steps.map((step) => stepText(step, style)), ...laws, ...(found === '' ? [] : [found])].join('\n')
}

function stepText(step: Step, style: Style): string {
  const marks = { passed: style.good, failed: style.bad, skipped: style.dim, unproved: style.warn }
  const time = step.durationMs >= 1 ? style.dim(` ${Math.round(step.durationMs)} ms`) : ''
  return `  ${marks[step.result](step.result.padEnd(8))} ${step.name.padEnd(9)} ${safe(step.summary)}${time}`
}

function lawText(law: LawResult, style: Style): string {
  const head = `    ${style.name(law.clauses.join(', '))} for ${safe(law.consumer)}: ${safe(law.sentence)}`
  if (law.result === 'unproved') return `${head}\n      ${style.warn('unproved')}, missing ${safe(law.missing ?? 'a facility')}`
  const lines = [`${head}\n      ${style.bad('failed')} after ${law.runs} runs, seed ${law.seed}`]
  if (law.counterexample !== undefined) {
    const { values, observed, expected } = law.counterexample
    lines.push(`      with      ${bounded(JSON.stringify(values))}`)
    lines.push(`      observed  ${bounded(observed)}`)
    lines.push(`      expected  ${bounded(expected)}`)
  }
  return lines.join('\n')
}

/** A counterexample of a megabyte helps nobody on a terminal; `--json` has it whole. */
const bounded = (text: string) => {
  const plain = safe(text)
  return plain.length <= 600 ? plain : `${plain.slice(0, 600)}… (${plain.length} characters, whole with --json)`
}
