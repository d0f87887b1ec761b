import type { PackageState } from '../model/plan.ts'
import { safe } from './safe.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'

/** One row per package: its state, why, and the command that clears it. */
export function statesText(states: readonly PackageState[], style: Style): string {
  if (states.length === 0) return 'no subsystems'
  const rows = states.map((state) => [
    style.bold(safe(state.name)),
    stateMark(state.state, style),
    safe(state.reason),
    state.state === 'fresh' ? '' : style.name(safe(state.fix)),
  ])
  const stale = states.filter((state) => state.state !== 'fresh').length
  return `${table(['package', 'state', 'because', 'type'], rows, style)}\n\n${states.length - stale} fresh, ${stale} not`
}

export function stateMark(state: string, style: Style): string {
  if (state === 'fresh') return style.good(state)
  return state === 'hand-edited' ? style.bad(state) : style.warn(state)
}
