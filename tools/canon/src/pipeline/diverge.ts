import { resolve } from 'node:path'
import { compareDiagnostic } from '../diagnostics/compare.ts'
import { gateDiagnostic } from '../diagnostics/gate.ts'
import { compareRenderings } from '../gate/compare/renderings.ts'
import { gatePackage, readDependencies } from '../gate/gate.ts'
import { freshSeed } from '../gate/laws/contracts.ts'
import { probeIsolation } from '../gate/sandbox/probe.ts'
import { TIME_LIMITS } from '../gate/time-limits.ts'
import { collectSource } from '../generate/collect.ts'
import type { Host } from '../host/host.ts'
import type { Comparison, Disagreement } from '../model/comparison.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { readWorkspace } from '../read/workspace.ts'
import { readPackage } from '../record/read-package.ts'
import { assemblePackage } from '../record/record.ts'
import type { Outcome } from './outcome.ts'

export interface DivergeOptions {
  readonly name: string
  /** A folder that holds `src/`, or `current` for the package as it lies in the workspace. */
  readonly a: string
  readonly b: string
  /** Of each command and scene; 200 when left out. */
  readonly runs?: number | undefined
  readonly seed?: number | undefined
  /** Compares without gating first. */
  readonly ungated?: boolean
  readonly onProgress?: (line: string) => void
}

export const RUNS_USUAL = 200

type Files = Readonly<Record<string, Uint8Array>>

/** Compares two renderings of one document: what both gates accept and is not the same is a hole in the document. */
export async function divergeCommand(host: Host, options: DivergeOptions): Promise<Outcome> {
  const workspace = readWorkspace(host)
  const faults = workspace.diagnostics.filter(({ severity }) => severity === 'error')
  const spec = workspace.specs.find((item) => item.name === options.name)
  if (spec === undefined) faults.push(gateDiagnostic('GATE_NO_PACKAGE', `there is no document "${options.name}"`))
  if (spec === undefined || faults.length > 0) return { ok: false, diagnostics: faults, data: null }
  const [a, b] = [options.a, options.b].map((from) => filesOf(host, workspace, spec, from))
  const unread = [a, b].flatMap((side) => ('diagnostics' in side! ? side.diagnostics : []))
  if ('diagnostics' in a! || 'diagnostics' in b!) return { ok: false, diagnostics: unread, data: null }
  const red = options.ungated === true ? [] : await notGreen(host, workspace, spec, { [options.a]: a!, [options.b]: b! }, options)
  if (red.length > 0) return { ok: false, diagnostics: red, data: null }
  const comparison = await compareRenderings(host, {
    workspace,
    spec,
    a: a!.files,
    b: b!.files,
    dependencies: readDependencies(host, workspace, spec.name).files,
    probe: await probeIsolation(host),
    limits: TIME_LIMITS,
    seed: options.seed ?? freshSeed() >>> 0,
    runs: options.runs ?? RUNS_USUAL,
    progress: (line) => options.onProgress?.(`${spec.name}: ${line}`),
  })
  return outcomeOf(spec, comparison, { a: options.a, b: options.b, gated: options.ungated !== true })
}

/** Every disagreement is a finding; so is having compared nothing. */
function outcomeOf(spec: Spec, comparison: Comparison, about: { a: string; b: string; gated: boolean }): Outcome {
  const { diagnostics, ...rest } = comparison
  const found = [
    ...diagnostics,
    ...(comparison.runs === 0 ? [gateDiagnostic('GATE_VERIFIED_NOTHING', `nothing of ${spec.name} was compared`)] : []),
    ...comparison.disagreements.map((one) => disagreementDiagnostic(spec, one)),
  ]
  return {
    ok: found.every(({ severity }) => severity !== 'error'),
    diagnostics: found,
    data: { name: spec.name, ...about, ...rest },
  }
}

export function disagreementDiagnostic(spec: Spec, one: Disagreement): Diagnostic {
  const clause = one.clauses.find((id) => spec.clauses.some((known) => known.id === id))
  const place = spec.clauses.find(({ id }) => id === clause)?.place
  const subject = one.step === undefined ? one.command : `${one.command}, ${one.step}`
  return compareDiagnostic(
    'DIVERGENCE',
    `${subject} (${one.kind}) differs for ${JSON.stringify(one.input).slice(0, 600)}: ${one.a.slice(0, 400)} against ${one.b.slice(0, 400)}`,
    { ...(clause === undefined ? {} : { clause }), ...(place === undefined ? {} : { place }) },
  )
}

function filesOf(
  host: Host,
  workspace: Workspace,
  spec: Spec,
  from: string,
): { readonly files: Files } | { readonly diagnostics: readonly Diagnostic[] } {
  if (from === 'current') {
    const { present, files, faults } = readPackage(host, workspace.config, spec.name)
    if (!present) return { diagnostics: [gateDiagnostic('GATE_NO_PACKAGE', `${spec.name} has no package`)] }
    const errors = faults.filter(({ code }) => code !== 'LOCK_UNREADABLE')
    return errors.length > 0 ? { diagnostics: errors } : { files }
  }
  const { candidate, diagnostics } = collectSource(host, spec.name, resolve(from))
  return candidate === undefined ? { diagnostics } : { files: assemblePackage(workspace, spec, candidate) }
}

/** Gates each side once; what is red is no rendering of this document. */
async function notGreen(
  host: Host,
  workspace: Workspace,
  spec: Spec,
  sides: Readonly<Record<string, { readonly files: Files }>>,
  { onProgress }: DivergeOptions,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const [from, { files }] of Object.entries(sides)) {
    const verdict = await gatePackage(host, {
      workspace,
      name: spec.name,
      files,
      isolation: 'any',
      ...(onProgress === undefined ? {} : { onProgress }),
    })
    if (verdict.ok) continue
    found.push(compareDiagnostic('DIVERGE_NOT_GREEN', `"${from}" does not pass the gate`), ...verdict.diagnostics)
  }
  return found
}
