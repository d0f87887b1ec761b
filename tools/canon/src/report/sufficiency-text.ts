import type { Disagreement } from '../model/comparison.ts'
import { safe } from './safe.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'

export interface Sufficiency {
  readonly name: string
  readonly passed: number
  readonly tokens: number
  readonly pairs: number
  readonly disagreements: readonly Disagreement[]
  readonly runs: readonly {
    readonly generator: string
    readonly passed: boolean
    readonly clauses: readonly string[]
    readonly durationMs: number
  }[]
}

/** How many renderings passed the first time, a row for each, and how many holes the passing ones show. */
export function sufficiencyText(found: Sufficiency, style: Style): string {
  const { name, passed, runs, pairs, tokens, disagreements } = found
  const mark = passed === runs.length ? style.good : style.bad
  const head = `${style.bold(name)} ${mark(`${passed} of ${runs.length}`)} passed the first time, bundle of about ${tokens} tokens; ${disagreements.length} disagreements in ${pairs} pairs`
  const rows = runs.map((run, index) => [
    String(index + 1),
    safe(run.generator),
    run.passed ? style.good('passed') : style.bad('failed'),
    `${run.durationMs} ms`,
    run.clauses.join(', '),
  ])
  return `${head}\n\n${table(['run', 'generator', '', 'time', 'clauses broken'], rows, style)}`
}
