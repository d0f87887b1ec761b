import { bundleDiagnostic } from '../diagnostics/bundle.ts'
import { planDiagnostic } from '../diagnostics/plan.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { planStates } from '../plan/states.ts'
import { readWorkspace } from '../read/workspace.ts'
import { recover } from '../record/recover.ts'
import { RECORDING } from '../record/swap.ts'
import { factsOf } from './packages.ts'
import type { StatusResult } from './status-cache.ts'

/** Reads the documents and the packages; `settled` unless a recording goes on, whose end is a matter of time and not of files. */
export function readStates(host: Host, names: readonly string[]): StatusResult & { readonly settled: boolean } {
  const workspace = readWorkspace(host)
  const healed = recover(host, workspace.config)
  const unknown = names.filter((name) => !workspace.specs.some((spec) => spec.name === name))
  const wanted = workspace.specs.filter((spec) => names.length === 0 || names.includes(spec.name))
  const states = planStates({ specs: workspace.specs, packages: factsOf(host, workspace, wanted) })
  const shown = new Set(wanted.map(({ name }) => name))
  const packages = states.filter(({ name }) => shown.has(name))
  const diagnostics: Diagnostic[] = [
    ...workspace.diagnostics.filter(({ severity }) => severity === 'error'),
    ...healed,
    ...unknown.map((name) => bundleDiagnostic('BUNDLE_UNKNOWN_NAME', `There is no document "${name}".`)),
    ...(names.length === 0 ? strays(host, workspace.config.packages, new Set(workspace.folders)) : []),
  ]
  const recordings = `${host.root}/${RECORDING}`
  const busy = host.stat(recordings)?.kind === 'folder' && host.list(recordings).length > 0
  return { diagnostics, packages, settled: !busy && healed.length === 0 }
}

function strays(host: Host, packages: string, known: ReadonlySet<string>): Diagnostic[] {
  const folder = `${host.root}/${packages}`
  if (host.stat(folder)?.kind !== 'folder') return []
  return host
    .list(folder)
    .filter(({ name, kind }) => kind === 'folder' && !name.startsWith('.') && !known.has(name))
    .map(({ name }) => planDiagnostic('PACKAGE_STRAY', `"${packages}/${name}" has no document.`))
}
