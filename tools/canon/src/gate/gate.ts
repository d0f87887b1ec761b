import { packageName, packageSkeleton } from '../base/skeleton.ts'
import { readTree, treeOf } from '../base/tree.ts'
import { gateDiagnostic } from '../diagnostics/gate.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { IsolationProbe } from '../model/isolation.ts'
import type { Tree } from '../model/lock.ts'
import type { Spec } from '../model/spec.ts'
import type { Previous, Verdict } from '../model/verdict.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Launch } from './child.ts'
import { ChildProcessHandle } from './child-process.ts'
import { checkPreservation } from './compare/preservation.ts'
import { conductFaults } from './conduct-faults.ts'
import { evidenceKey } from './evidence-key.ts'
import { keepExample } from './examples/keep.ts'
import { dependenciesOf, inputDigests } from './inputs.ts'
import { runContracts, seedFor } from './laws/contracts.ts'
import { currentRun } from './laws/run-context.ts'
import { checkLayout } from './layout/layout.ts'
import { openSession } from './open-session.ts'
import { makeProvider } from './remote/provider.ts'
import { probeIsolation } from './sandbox/probe.ts'
import { TIME_LIMITS, type TimeLimits } from './time-limits.ts'
import { checkTypes } from './types/types.ts'
import { runVectors } from './vectors.ts'
import { VerdictRecord } from './verdict-record.ts'

export interface GateRequest {
  readonly workspace: Workspace
  readonly name: string
  /** The assembled package, its lock excluded. */
  readonly files: Readonly<Record<string, Uint8Array>>
  /** `full` refuses to judge where the package cannot be isolated. */
  readonly isolation: 'full' | 'any'
  /** In place of the seed that derives from the evidence key. */
  readonly seed?: number
  /** Whether counterexamples found may be written beside the contracts. */
  readonly keep?: boolean
  /** Of a new rendering: the accepted one that it would replace, or `none`. */
  readonly previous?: Previous | 'none'
  readonly limits?: Partial<TimeLimits>
  /** At most so many draws of each law. */
  readonly runsMax?: number
  /** What holds on this machine, when that is known already. */
  readonly probe?: IsolationProbe
  /** Another runtime than the isolated process, for packages that passed there; its verdict says isolation `none`. */
  readonly launcher?: (limits: TimeLimits) => (stage: string, modules: readonly string[]) => Launch
  readonly onProgress?: (line: string) => void
}

/** Judges one package: layout, types, then vectors and laws against it in an isolated child. */
export async function gatePackage(host: Host, request: GateRequest): Promise<Verdict> {
  const { workspace, name, files } = request
  const spec = workspace.specs.find((item) => item.name === name)
  if (spec === undefined) throw new TypeError(`there is no document ${name}`)
  const record = new VerdictRecord(name, request.onProgress)
  const dependencies = readDependencies(host, workspace, name)
  const evidence = evidenceKey(host, workspace, name, treeOf(files), dependencies.trees)
  const before = inputDigests(host, workspace, spec)
  const folder = `${workspace.config.packages}/${name}`

  const layout = await record.step('layout', () =>
    checkLayout({ spec, scope: workspace.config.scope, files, skeleton: packageSkeleton(workspace, spec), folder }),
  )
  if (layout && dependencies.diagnostics.length === 0) {
    await record.step('types', () =>
      checkTypes(host, { spec, scope: workspace.config.scope, files, surfaces: surfacesOf(workspace, name), folder }),
    )
    await judgeRunning(host, request, spec, dependencies, evidence, record)
  } else record.add(dependencies.diagnostics)

  await record.step('inputs', () => changedInputs(before, inputDigests(host, workspace, spec)))
  if (request.keep) for (const found of record.found) record.add(keepExample(host, found))
  return record.verdict(host, evidence)
}

interface Dependencies {
  readonly files: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>
  readonly trees: Readonly<Record<string, Tree>>
  readonly diagnostics: readonly Diagnostic[]
}

/** The accepted renderings this package is judged with. */
export function readDependencies(host: Host, workspace: Workspace, name: string): Dependencies {
  const files: Record<string, Readonly<Record<string, Uint8Array>>> = {}
  const trees: Record<string, Tree> = {}
  const diagnostics: Diagnostic[] = []
  for (const dependency of dependenciesOf(workspace, name)) {
    const folder = `${host.root}/${workspace.config.packages}/${dependency}`
    if (host.stat(folder) === undefined)
      diagnostics.push(gateDiagnostic('GATE_DEPENDENCY_UNRENDERED', `${dependency} has no rendering`))
    else {
      const reading = readTree(host, folder)
      diagnostics.push(...reading.diagnostics)
      files[dependency] = reading.files
      trees[dependency] = reading.tree
    }
  }
  return { files, trees, diagnostics }
}

async function judgeRunning(
  host: Host,
  request: GateRequest,
  spec: Spec,
  dependencies: Dependencies,
  evidence: string,
  record: VerdictRecord,
): Promise<void> {
  const { workspace } = request
  const probe = request.probe ?? (await probeIsolation(host))
  const isolated = await record.step('isolation', () =>
    request.launcher === undefined ? isolationFaults(probe, request.isolation) : [],
  )
  record.isolation = request.launcher === undefined ? probe.level : 'none'
  if (!isolated) return
  const packages = Object.fromEntries(
    [...Object.entries(dependencies.files), [spec.name, request.files] as const].map(([item, files]) => [
      packageName(workspace, item),
      files,
    ]),
  )
  const limits = { ...TIME_LIMITS, ...request.limits }
  const launcher =
    request.launcher?.(limits) ??
    ((stage: string): Launch =>
      (hello, handlers) =>
        new ChildProcessHandle({ isolation: probe, stage, hello, limits, ...handlers }))
  const open = openSession(host, workspace, spec, packages, launcher)
  try {
    const loaded = await record.step('exports', () => open.compareExports())
    if (!loaded) return
    const provider = makeProvider(open.session, currentRun)
    open.session.conduct = 'close'
    await record.step('vectors', async () => [...(await runVectors(spec.vectors, provider)), ...conductFaults(open.session)])
    open.session.conduct = 'overwrite'
    record.vectors = spec.vectors.length
    await record.step('laws', async () => {
      const outcome = await runContracts(host, {
        workspace,
        spec,
        session: open.session,
        provider,
        evidence,
        ...(request.seed === undefined ? {} : { seed: request.seed }),
        runTimeoutMs: limits.runTimeoutMs,
        ...(request.runsMax !== undefined && { runsMax: request.runsMax }),
        progress: (line) => request.onProgress?.(`${spec.name}: ${line}`),
      })
      record.laws = outcome.laws
      record.found = outcome.found
      record.facilities = outcome.facilities
      return [...outcome.diagnostics, ...conductFaults(open.session)]
    })
    const ran = record.laws.filter(({ runs }) => runs > 0).length + spec.vectors.length
    if (ran === 0) record.add([gateDiagnostic('GATE_VERIFIED_NOTHING', `nothing was run against ${spec.name}`)])
  } finally {
    open.close()
  }
  if (request.previous !== undefined)
    await judgePreservation(host, { ...request, spec, dependencies, evidence, probe, limits }, record)
}

interface Succession extends Pick<GateRequest, 'workspace' | 'files' | 'previous' | 'seed' | 'onProgress'> {
  readonly spec: Spec
  readonly dependencies: Dependencies
  readonly evidence: string
  readonly probe: IsolationProbe
  readonly limits: TimeLimits
}

async function judgePreservation(host: Host, request: Succession, record: VerdictRecord): Promise<void> {
  const { workspace, spec, files, probe, limits } = request
  const started = await checkPreservation(host, {
    workspace,
    spec,
    files,
    previous: request.previous === 'none' ? undefined : request.previous,
    dependencies: request.dependencies.files,
    probe,
    limits,
    seed: request.seed ?? seedFor(request.evidence, 'preservation'),
    progress: (line) => request.onProgress?.(`${spec.name}: preservation, ${line}`),
  })
  if ('skipped' in started) return record.skip('preservation', started.skipped)
  record.questions = started.questions
  await record.step('preservation', () => started.diagnostics)
}

function isolationFaults(probe: IsolationProbe, wanted: 'full' | 'any'): Diagnostic[] {
  if (wanted === 'any' || probe.level === 'full') return []
  return [
    gateDiagnostic('SANDBOX_UNAVAILABLE', `isolation here is "${probe.level}": ${probe.gaps.join('; ')}`, {
      expected: 'full isolation',
    }),
  ]
}

function changedInputs(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Diagnostic[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...paths]
    .filter((path) => before[path] !== after[path])
    .map((path) =>
      gateDiagnostic('GATE_INPUTS_CHANGED', `${path} changed while the gate ran`, { place: { file: path, line: 1, column: 1 } }),
    )
}

function surfacesOf(workspace: Workspace, name: string): Record<string, string> {
  return Object.fromEntries(
    dependenciesOf(workspace, name).map((item) => [item, workspace.specs.find((spec) => spec.name === item)?.surface.text ?? '']),
  )
}
