import { bundleDiagnostic } from '../diagnostics/bundle.ts'
import { planDiagnostic } from '../diagnostics/plan.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { planStates } from '../plan/states.ts'
import { readWorkspace } from '../read/workspace.ts'
import { recover } from '../record/recover.ts'
import { holdsNoError, type Outcome } from './outcome.ts'
import { factsOf } from './packages.ts'

export interface StatusOptions {
  /** All when left out or empty. */
  readonly names?: readonly string[]
  readonly cache?: boolean
  readonly onProgress?: (line: string) => void
}

/** The state of every package: `data.packages[]` with name, state, reason, fix and what changed. */
export async function statusCommand(host: Host, options: StatusOptions): Promise<Outcome> {
  const workspace = readWorkspace(host)
  const healed = recover(host, workspace.config)
  const names = options.names ?? []
  const unknown = names.filter((name) => !workspace.specs.some((spec) => spec.name === name))
  const wanted = workspace.specs.filter((spec) => names.length === 0 || names.includes(spec.name))
  const states = planStates({ specs: workspace.specs, packages: factsOf(host, workspace, wanted) })
  const packages = states.filter(({ name }) => wanted.some((spec) => spec.name === name))
  const diagnostics: Diagnostic[] = [
    ...workspace.diagnostics.filter(({ severity }) => severity === 'error'),
    ...healed,
    ...unknown.map((name) => bundleDiagnostic('BUNDLE_UNKNOWN_NAME', `There is no document "${name}".`)),
    ...(names.length === 0 ? strays(host, workspace.config.packages, new Set(workspace.folders)) : []),
  ]
  return { ok: holdsNoError(diagnostics), diagnostics, data: { packages } }
}

function strays(host: Host, packages: string, known: ReadonlySet<string>): Diagnostic[] {
  const folder = `${host.root}/${packages}`
  if (host.stat(folder)?.kind !== 'folder') return []
  return host
    .list(folder)
    .filter(({ name, kind }) => kind === 'folder' && !name.startsWith('.') && !known.has(name))
    .map(({ name }) => planDiagnostic('PACKAGE_STRAY', `"${packages}/${name}" has no document.`))
}
