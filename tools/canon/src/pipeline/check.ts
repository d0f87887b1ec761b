import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Workspace } from '../model/workspace.ts'

import { type CheckedSpec, type CheckResult, keepCheck, keptCheck } from './check-cache.ts'
import { holdsNoError, type Outcome } from './outcome.ts'

export interface CheckOptions {
  /** Report on these subsystems alone. */
  readonly only?: readonly string[]
  /** False: believe nothing kept from an earlier run, and keep nothing. */
  readonly cache?: boolean
}

/** Reads and judges every document; when nothing changed since the last run, tells what was found then. */
export async function checkCommand(host: Host, options: CheckOptions = {}): Promise<Outcome> {
  const cache = options.cache !== false
  const result = (cache ? keptCheck(host) : undefined) ?? (await checkAfresh(host, cache))
  const { diagnostics, data } = options.only === undefined ? result : await narrowed(result, options.only)
  return { ok: holdsNoError(diagnostics), diagnostics, data }
}

/** Everything that reads or judges is loaded here, so that an unchanged run loads none of it. */
async function checkAfresh(host: Host, cache: boolean): Promise<CheckResult> {
  const [{ readWorkspace }, { check }, { writeSurfaces }, { recordingHost }, { fileMemo }] = await Promise.all([
    import('../read/workspace.ts'),
    import('../check/check.ts'),
    import('./surfaces.ts'),
    import('./recording-host.ts'),
    import('./file-memo.ts'),
  ])
  const started = host.now().getTime()
  const recording = cache ? recordingHost(host) : undefined
  const memo = cache ? fileMemo(host) : undefined
  const workspace = readWorkspace(recording ?? host, memo === undefined ? {} : { memo })
  const surfaces = writeSurfaces(host, workspace)
  const turbo = await turboFindings(recording ?? host, workspace)
  const result = {
    specs: workspace.config.specs,
    diagnostics: [...check(workspace), ...turbo],
    data: { specs: summaries(workspace) },
  }
  if (recording !== undefined) {
    memo?.save()
    keepCheck(host, [...recording.touched(), ...surfaces], started, result)
  }
  return result
}

async function turboFindings(host: Host, workspace: Workspace): Promise<readonly Diagnostic[]> {
  if (host.stat(`${host.root}/turbo.json`)?.kind !== 'file') return []
  const findings = await import('./turbo.ts')
  return findings.turboFindings(host, workspace)
}

function summaries({ specs }: Workspace): CheckedSpec[] {
  const cited = new Map<string, { ids: Set<string>; laws: number }>(specs.map(({ name }) => [name, { ids: new Set(), laws: 0 }]))
  for (const { contracts } of specs)
    for (const { provider, laws } of contracts)
      for (const { clauses } of laws) {
        const entry = cited.get(provider)
        if (entry === undefined) continue
        entry.laws++
        for (const id of clauses) entry.ids.add(id)
      }
  return specs.map((spec) => {
    const { ids, laws } = cited.get(spec.name)!
    for (const { clauses } of spec.vectors) for (const id of clauses) ids.add(id)
    const { version, owners, status } = spec.frontMatter
    const witnessed = spec.clauses.filter(({ id }) => ids.has(id)).length
    const counts = { clauses: spec.clauses.length, witnessed, vectors: spec.vectors.length, laws, open: spec.open.length }
    return { name: spec.name, version, owners, status, ...counts }
  })
}

/** What concerns these subsystems, and what concerns no subsystem. */
async function narrowed(result: CheckResult, only: readonly string[]): Promise<CheckResult> {
  const known = result.data.specs.map(({ name }) => name)
  const { checkDiagnostic } = await import('../diagnostics/check.ts')
  const folders = only.map((name) => `${result.specs}/${name}/`)
  const concerns = ({ place }: Diagnostic) =>
    place === undefined || !place.file.startsWith(`${result.specs}/`) || folders.some((folder) => place.file.startsWith(folder))
  const diagnostics = result.diagnostics.filter(concerns)
  for (const name of only)
    if (!known.includes(name) && !diagnostics.some(({ place }) => place?.file.startsWith(`${result.specs}/${name}/`)))
      diagnostics.push(checkDiagnostic('SPEC_UNKNOWN', `there is no subsystem "${name}"`, { expected: known.join(', ') }))
  return { ...result, diagnostics, data: { specs: result.data.specs.filter(({ name }) => only.includes(name)) } }
}
