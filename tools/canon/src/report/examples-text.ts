import { safe } from './safe.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'

/** One kept or expired counterexample. */
export interface ListedExample {
  /** `<consumer>/<provider>`. */
  readonly contract: string
  readonly law: string
  /** From 0, within its law or, once expired, within its file. */
  readonly index: number
  readonly values: readonly unknown[]
  readonly state: 'kept' | 'expired'
  readonly reason?: string
  readonly at?: string
}

const VALUES_SHOWN = 60

/** One row per counterexample; expired ones say why. */
export function examplesText(examples: readonly ListedExample[], style: Style): string {
  if (examples.length === 0) return 'no kept counterexamples'
  const rows = examples.map(({ contract, law, index, values, state, reason, at }) => [
    safe(contract),
    String(index),
    state === 'kept' ? style.good(state) : style.dim(state),
    safe(JSON.stringify(values).slice(0, VALUES_SHOWN)),
    safe(law),
    reason === undefined ? '' : safe(`${at}: ${reason}`),
  ])
  return table(['contract', 'index', 'state', 'values', 'law', 'because'], rows, style)
}
