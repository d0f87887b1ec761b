import { cliDiagnostic } from '../diagnostics/cli.ts'
import type { Host } from '../host/host.ts'
import type { Lock } from '../model/lock.ts'
import type { PackageState } from '../model/plan.ts'
import type { Spec } from '../model/spec.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Workspace } from '../model/workspace.ts'
import { readWorkspace } from '../read/workspace.ts'
import type { TourRow } from '../report/tour-text.ts'
import { checkCommand } from './check.ts'
import { gateCommand } from './gate.ts'
import { holdsNoError, type Outcome } from './outcome.ts'
import { statusCommand } from './status.ts'

export interface TourOptions {
  readonly cache: boolean
  readonly onProgress: (line: string) => void
}

/** Checks every document, gates every package, and answers one row per subsystem and what to type next. */
export async function tourCommand(host: Host, { cache, onProgress }: TourOptions): Promise<Outcome> {
  onProgress('checking the documents')
  const checked = await checkCommand(host, { cache })
  const workspace = readWorkspace(host)
  if (workspace.specs.length === 0) {
    const none = cliDiagnostic('NOTHING_VERIFIED', 'There is no document under the specs folder.')
    return { ok: false, diagnostics: [...checked.diagnostics, none], data: { rows: [], next: ['canon new <name>'] } }
  }
  if (!holdsNoError(checked.diagnostics))
    return { ok: false, diagnostics: checked.diagnostics, data: { rows: [], next: ['pnpm exec canon check'] } }

  onProgress(`${workspace.specs.length} documents hold; gating the packages`)
  const gated = await gateCommand(host, { cache, onProgress })
  const verdicts = (gated.data as { verdicts?: readonly Verdict[] } | null)?.verdicts ?? []
  const stated = await statusCommand(host, {})
  const states = (stated.data as { packages?: readonly PackageState[] } | null)?.packages ?? []
  const rows = workspace.specs.map((spec) => row(host, workspace, spec, verdicts, states))
  const diagnostics = [...checked.diagnostics, ...gated.diagnostics]
  return { ok: gated.ok, diagnostics, data: { rows, next: next(states, workspace) } }
}

function row(
  host: Host,
  workspace: Workspace,
  spec: Spec,
  verdicts: readonly Verdict[],
  states: readonly PackageState[],
): TourRow {
  const verdict = verdicts.find((one) => one.name === spec.name)
  const lastClean = lockOf(host, workspace, spec.name)?.lastClean?.at
  return {
    name: spec.name,
    owners: spec.frontMatter.owners,
    version: spec.frontMatter.version,
    clauses: spec.clauses.length,
    witnessed: witnessed(workspace, spec),
    laws: verdict?.laws.length ?? 0,
    runs: verdict?.laws.reduce((sum, law) => sum + law.runs, 0) ?? 0,
    vectors: verdict?.vectors ?? 0,
    state: states.find((one) => one.name === spec.name)?.state ?? 'unrendered',
    ...(lastClean === undefined ? {} : { lastClean }),
  }
}

function witnessed(workspace: Workspace, spec: Spec): number {
  const cited = new Set([
    ...spec.vectors.flatMap((vector) => vector.clauses),
    ...workspace.specs
      .flatMap((consumer) => consumer.contracts)
      .filter((contract) => contract.provider === spec.name)
      .flatMap((contract) => contract.laws.flatMap((law) => law.clauses)),
  ])
  return spec.clauses.filter((clause) => cited.has(clause.id)).length
}

/** For its date only; whether it may be believed is the gate's to say. */
function lockOf(host: Host, { config }: Workspace, name: string): Lock | undefined {
  const path = `${host.root}/${config.packages}/${name}/canon.lock.json`
  if (host.stat(path)?.kind !== 'file') return undefined
  try {
    return JSON.parse(new TextDecoder().decode(host.read(path, LOCK_BYTES_MAX))) as Lock
  } catch {
    return undefined
  }
}

const LOCK_BYTES_MAX = 4 * 1024 * 1024

function next(states: readonly PackageState[], workspace: Workspace): readonly string[] {
  const fixes = states.filter((state) => state.state !== 'fresh').map((state) => state.fix)
  const clause = workspace.specs.flatMap((spec) => spec.clauses)[0]?.id
  const always = [...(clause === undefined ? [] : [`canon explain ${clause}`]), 'canon new <name>']
  return [...new Set([...fixes, ...always])].map((line) => (line.startsWith('canon ') ? `pnpm exec ${line}` : line))
}
