import { treeOf } from '../base/tree.ts'
import { gateDiagnostic } from '../diagnostics/gate.ts'
import { launchBrowser } from '../gate/browser/browser.ts'
import { type BrowserRuntime, browserRuntime } from '../gate/browser/launcher.ts'
import { readEvidence, writeEvidence } from '../gate/evidence.ts'
import { evidenceKey } from '../gate/evidence-key.ts'
import { gatePackage, readDependencies } from '../gate/gate.ts'
import { freshSeed } from '../gate/laws/contracts.ts'
import { BROWSER_RUNS_MAX, BROWSER_TIME_LIMITS } from '../gate/time-limits.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Workspace } from '../model/workspace.ts'
import { readWorkspace } from '../read/workspace.ts'
import { type RecordedPackage, readPackage } from '../record/read-package.ts'
import { isUsable, keepGate, maySpeakForIt } from './gate-cache.ts'
import { observingHost } from './observing-host.ts'
import type { Outcome } from './outcome.ts'

export interface GateOptions {
  /** All packages when left out. */
  readonly names?: readonly string[]
  readonly seed?: number
  readonly explore?: boolean
  /** False judges anew even where evidence of this checkout is at hand. */
  readonly cache?: boolean
  /** `browser` runs vectors and laws in pages of a real browser; it makes no evidence. */
  readonly runtime?: 'node' | 'browser'
  readonly onProgress?: (line: string) => void
}

/** Judges packages as they lie in the workspace, providers before consumers; evidence made here is used again. */
export async function gateCommand(host: Host, options: GateOptions): Promise<Outcome> {
  if (options.runtime !== 'browser') return gateWith(host, options, undefined)
  const browser = await launchBrowser()
  if (browser === undefined)
    return { ok: false, diagnostics: [gateDiagnostic('RUNTIME_UNPROVED', 'there is no browser here')], data: { verdicts: [] } }
  const runtime = browserRuntime(browser)
  try {
    return await gateWith(host, options, runtime)
  } finally {
    await runtime.close()
  }
}

async function gateWith(host: Host, options: GateOptions, runtime: BrowserRuntime | undefined): Promise<Outcome> {
  const observing = observingHost(host)
  const workspace = readWorkspace(observing)
  const unreadable = workspace.diagnostics.filter(({ severity }) => severity === 'error')
  const verdicts: Verdict[] = []
  const keys: [name: string, key: string][] = []
  const diagnostics: Diagnostic[] = [...unreadable]
  const names = (options.names ?? providersFirst(workspace)).filter(
    (name) => runtime === undefined || runsInBrowser(workspace, name),
  )
  for (const name of names) {
    const judged = unreadable.length > 0 ? undefined : await gateOne(host, observing, workspace, name, options, runtime)
    if (judged === undefined) {
      if (unreadable.length === 0)
        diagnostics.push(
          gateDiagnostic('GATE_NO_PACKAGE', `${name} has no package`, {
            place: { file: `${workspace.config.specs}/${name}/spec.md`, line: 1, column: 1 },
          }),
        )
      continue
    }
    verdicts.push(judged.verdict)
    keys.push([name, judged.key])
    diagnostics.push(...judged.verdict.diagnostics)
  }
  if (names.length === 0) diagnostics.push(gateDiagnostic('GATE_VERIFIED_NOTHING', 'there is no document to gate a package of'))
  const ok = diagnostics.every(({ severity }) => severity !== 'error') && verdicts.every((verdict) => verdict.ok)
  const observed = ok && maySpeakForIt(options) ? observing.observed() : undefined
  if (observed !== undefined) keepGate(host, options.names, observed, keys)
  return { ok, diagnostics, data: { verdicts } }
}

async function gateOne(
  host: Host,
  observing: Host,
  workspace: Workspace,
  name: string,
  options: GateOptions,
  runtime: BrowserRuntime | undefined,
): Promise<{ readonly verdict: Verdict; readonly key: string } | undefined> {
  const folder = `${host.root}/${workspace.config.packages}/${name}`
  if (!workspace.specs.some((spec) => spec.name === name) || observing.stat(folder) === undefined) return undefined
  const recorded = readPackage(observing, workspace.config, name)
  const { files } = recorded
  const diagnostics = [...recorded.faults, ...editedFiles(recorded, `${workspace.config.packages}/${name}`)]
  const seed = options.explore ? freshSeed() : options.seed
  const key = evidenceKey(observing, workspace, name, treeOf(files), readDependencies(observing, workspace, name).trees)
  const known = maySpeakForIt(options) ? readEvidence(host, name) : undefined
  if (known?.key === key && isUsable(known.verdict) && diagnostics.length === 0)
    return { key, verdict: { ...known.verdict, cached: true } }
  const judged = await gatePackage(host, {
    workspace,
    name,
    files,
    isolation: process.env.CI ? 'full' : 'any',
    keep: true,
    ...(runtime === undefined ? {} : { launcher: runtime.launcher, limits: BROWSER_TIME_LIMITS, runsMax: BROWSER_RUNS_MAX }),
    ...(seed === undefined ? {} : { seed }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  })
  const verdict =
    diagnostics.length === 0 ? judged : { ...judged, ok: false, diagnostics: [...diagnostics, ...judged.diagnostics] }
  // A run on other seeds is no verdict on this key, unless it found something; an edited tree is none that a lock records.
  if (runtime === undefined && diagnostics.length === 0 && (seed === undefined || !verdict.ok)) writeEvidence(host, name, verdict)
  return { key, verdict }
}

const runsInBrowser = (workspace: Workspace, name: string) =>
  workspace.specs.find((spec) => spec.name === name)?.frontMatter.runs.includes('browser') === true

/** A file that is not as the lock says makes the package red, whatever it does. */
function editedFiles({ lock, tree }: RecordedPackage, folder: string): Diagnostic[] {
  if (lock === undefined || tree === undefined) return []
  const paths = [...new Set([...Object.keys(lock.tree.files), ...Object.keys(tree.files)])].sort()
  return paths
    .filter((path) => lock.tree.files[path] !== tree.files[path])
    .map((path) =>
      gateDiagnostic('GATE_HAND_EDITED', `${folder}/${path} is not as recorded`, {
        place: { file: `${folder}/${path}`, line: 1, column: 1 },
      }),
    )
}

/** Documents in an order in which each comes after what it depends on. */
export function providersFirst(workspace: Workspace): string[] {
  const ordered: string[] = []
  const visit = (name: string, path: readonly string[]) => {
    if (ordered.includes(name) || path.includes(name)) return
    const spec = workspace.specs.find((item) => item.name === name)
    for (const dependency of spec?.frontMatter.depends ?? []) visit(dependency, [...path, name])
    if (spec !== undefined && spec.frontMatter.status !== 'retired') ordered.push(name)
  }
  for (const spec of workspace.specs) visit(spec.name, [])
  return ordered
}
