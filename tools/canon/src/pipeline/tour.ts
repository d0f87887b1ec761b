import { cliDiagnostic } from '../diagnostics/cli.ts'
import type { Host } from '../host/host.ts'
import type { Lock } from '../model/lock.ts'
import type { PackageState } from '../model/plan.ts'
import type { Verdict } from '../model/verdict.ts'
import { readConfig } from '../read/config.ts'
import type { TourRow } from '../report/tour-text.ts'
import { checkCommand } from './check.ts'
import type { CheckedSpec } from './check-cache.ts'
import { gateAgain } from './gate-again.ts'
import type { Outcome } from './outcome.ts'
import { statusCommand } from './status.ts'

export interface TourOptions {
  readonly cache: boolean
  readonly onProgress: (line: string) => void
}

/** Checks every document, gates every package, and answers one row per subsystem and what to type next. */
export async function tourCommand(host: Host, { cache, onProgress }: TourOptions): Promise<Outcome> {
  onProgress('checking the documents')
  const checked = await checkCommand(host, { cache })
  const { specs } = checked.data as { specs: readonly CheckedSpec[] }
  if (!checked.ok) return { ...checked, data: { rows: [], next: ['pnpm exec canon check'] } }
  if (specs.length === 0) {
    const nothing = cliDiagnostic('NOTHING_VERIFIED', 'There is no document to check.')
    return { ok: false, diagnostics: [...checked.diagnostics, nothing], data: { rows: [], next: ['pnpm exec canon new <name>'] } }
  }

  onProgress(`${specs.length} documents hold; gating the packages`)
  const gated = await gateAgain(host, { cache, onProgress })
  const verdicts = (gated.data as { verdicts: readonly Verdict[] }).verdicts
  const stated = await statusCommand(host, {})
  const states = (stated.data as { packages: readonly PackageState[] }).packages
  const rows = specs.map((spec) => row(host, spec, verdicts, states))
  return { ok: gated.ok, diagnostics: [...checked.diagnostics, ...gated.diagnostics], data: { rows, next: next(states, specs) } }
}

function row(host: Host, spec: CheckedSpec, verdicts: readonly Verdict[], states: readonly PackageState[]): TourRow {
  const verdict = verdicts.find((one) => one.name === spec.name)
  const lastClean = lockOf(host, spec.name)?.lastClean?.at
  return {
    name: spec.name,
    owners: spec.owners,
    version: spec.version,
    clauses: spec.clauses,
    witnessed: spec.witnessed,
    laws: verdict?.laws.length ?? 0,
    runs: verdict?.laws.reduce((sum, law) => sum + law.runs, 0) ?? 0,
    vectors: verdict?.vectors ?? 0,
    state: states.find((one) => one.name === spec.name)?.state ?? 'unrendered',
    ...(lastClean === undefined ? {} : { lastClean }),
  }
}

/** For its date only; whether a package holds is the gate's to say. */
function lockOf(host: Host, name: string): Partial<Lock> | undefined {
  const path = `${host.root}/${readConfig(host).config.packages}/${name}/canon.lock.json`
  if (host.stat(path)?.kind !== 'file') return undefined
  try {
    return JSON.parse(new TextDecoder().decode(host.read(path, LOCK_BYTES_MAX))) as Partial<Lock>
  } catch {
    return undefined
  }
}

const LOCK_BYTES_MAX = 4 * 1024 * 1024

/** The command that clears each state first, then where a newcomer may look. */
function next(states: readonly PackageState[], specs: readonly CheckedSpec[]): readonly string[] {
  const fixes = states.filter((state) => state.state !== 'fresh').map((state) => state.fix)
  const look = ['canon status', `canon gate ${specs[0]!.name} --json`, 'canon new <name>']
  return [...new Set([...fixes, ...look])].map((line) => (line.startsWith('canon ') ? `pnpm exec ${line}` : line))
}
