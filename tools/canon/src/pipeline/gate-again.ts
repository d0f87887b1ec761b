import type { Host } from '../host/host.ts'
import type { GateOptions } from './gate.ts'
import { keptGate, maySpeakForIt } from './gate-cache.ts'
import { markFindings } from './gate-mark.ts'
import type { Outcome } from './outcome.ts'

/** The gate as the command line calls it: what judges is loaded only when something changed since the last green gate. */
export async function gateAgain(host: Host, options: GateOptions): Promise<Outcome> {
  const unmarked = markFindings(host)
  if (unmarked.length > 0) return { ok: false, diagnostics: unmarked, data: { verdicts: [] } }
  const kept = maySpeakForIt(options) ? keptGate(host, options.names) : undefined
  return kept ?? (await import('./gate.ts')).gateCommand(host, options)
}
