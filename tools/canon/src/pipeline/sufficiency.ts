import { writeBundle } from '../bundle/write.ts'
import { cliDiagnostic } from '../diagnostics/cli.ts'
import { compareDiagnostic } from '../diagnostics/compare.ts'
import { generateDiagnostic } from '../diagnostics/generate.ts'
import { compareRenderings } from '../gate/compare/renderings.ts'
import { gatePackage, readDependencies } from '../gate/gate.ts'
import { freshSeed } from '../gate/laws/contracts.ts'
import { probeIsolation } from '../gate/sandbox/probe.ts'
import { TIME_LIMITS } from '../gate/time-limits.ts'
import type { Host } from '../host/host.ts'
import type { Bundle } from '../model/bundle.ts'
import type { Disagreement } from '../model/comparison.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { readWorkspace } from '../read/workspace.ts'
import { assemblePackage } from '../record/record.ts'
import { bundleOf } from './bundle.ts'
import { disagreementDiagnostic, RUNS_USUAL } from './diverge.ts'
import { type GeneratorOptions, generatorNamed } from './generators.ts'
import { type Outcome, UsageError } from './outcome.ts'

export interface SufficiencyOptions extends GeneratorOptions {
  readonly name: string
  /** Renderings, each from nothing; 3 when left out, 20 at most. */
  readonly runs?: number | undefined
  /** Generators of the configuration, separated by commas; they take turns. */
  readonly with: string | undefined
  readonly seed?: number | undefined
}

/** One rendering from nothing, judged once. */
export interface SufficiencyRun {
  readonly generator: string
  readonly passed: boolean
  /** Cited by what failed. */
  readonly clauses: readonly string[]
  readonly codes: readonly string[]
  readonly durationMs: number
}

const RENDERINGS = { usual: 3, most: 20 } as const

type Files = Readonly<Record<string, Uint8Array>>

/** Renders several times from nothing, records nothing, and compares what passed: each disagreement is a hole in the document. */
export async function sufficiencyCommand(host: Host, options: SufficiencyOptions): Promise<Outcome> {
  const generators = (options.with ?? '').split(',').filter((name) => name !== '')
  if (generators.length === 0 || generators.includes('handoff'))
    throw new UsageError(cliDiagnostic('USAGE_MISSING_ARGUMENT', '--with needs generators of canon.json; handoff is none here.'))
  const workspace = readWorkspace(host)
  const spec = workspace.specs.find((item) => item.name === options.name)
  const { bundle, diagnostics } = bundleOf(host, workspace, options.name, true)
  if (bundle === undefined || spec === undefined) return { ok: false, diagnostics, data: null }
  const runs: SufficiencyRun[] = []
  const passed: Files[] = []
  const found: Diagnostic[] = []
  const count = Math.min(Math.max(options.runs ?? RENDERINGS.usual, 1), RENDERINGS.most)
  for (let index = 0; index < count; index++) {
    const generator = generators[index % generators.length]!
    options.onProgress?.(`${spec.name}: ${generator}, rendering ${index + 1} of ${count}`)
    const one = await renderOnce(host, workspace, spec, bundle, generator, options)
    runs.push(one.run)
    found.push(...one.diagnostics)
    if (one.run.passed && one.files !== undefined) passed.push(one.files)
  }
  const seed = options.seed ?? freshSeed() >>> 0
  const compared = await compareAll(host, workspace, spec, passed, seed, options)
  found.push(...compared.diagnostics, ...compared.disagreements.map((one) => disagreementDiagnostic(spec, one)))
  if (passed.length < runs.length)
    found.push(compareDiagnostic('SUFFICIENCY_FAILED', `${passed.length} of ${runs.length} renderings passed the first time`))
  return {
    ok: found.every(({ severity }) => severity !== 'error'),
    diagnostics: found,
    data: {
      name: spec.name,
      passed: passed.length,
      tokens: bundle.tokens,
      seed,
      runs,
      pairs: compared.pairs,
      disagreements: compared.disagreements,
    },
  }
}

async function renderOnce(
  host: Host,
  workspace: Workspace,
  spec: Spec,
  bundle: Bundle,
  name: string,
  options: SufficiencyOptions,
): Promise<{ readonly run: SufficiencyRun; readonly files?: Files; readonly diagnostics: readonly Diagnostic[] }> {
  const started = performance.now()
  const folder = host.temporaryFolder(`canon-${spec.name}`)
  const home = host.temporaryFolder('canon-home')
  const ended = (passed: boolean, clauses: readonly string[], codes: readonly string[]): SufficiencyRun => ({
    generator: name,
    passed,
    clauses: [...new Set(clauses)].sort(),
    codes: [...new Set(codes)].sort(),
    durationMs: Math.round(performance.now() - started),
  })
  const refused = (diagnostics: readonly Diagnostic[]) => ({
    run: ended(
      false,
      [],
      diagnostics.map(({ code }) => code),
    ),
    diagnostics,
  })
  try {
    const generator = await generatorNamed(name, { host, workspace, bundle, folder, home, options })
    if (generator === undefined) return refused([generateDiagnostic('GENERATOR_UNKNOWN', `There is no generator "${name}".`)])
    const faults = writeBundle(host, bundle, folder)
    if (faults.length > 0) return refused(faults)
    const collected = await generator.generate()
    if (collected === 'adopted' || collected.candidate === undefined)
      return refused(collected === 'adopted' ? [] : collected.diagnostics)
    const files = assemblePackage(workspace, spec, collected.candidate)
    const { onProgress } = options
    const verdict = await gatePackage(host, {
      workspace,
      name: spec.name,
      files,
      isolation: 'full',
      ...(onProgress && { onProgress }),
    })
    const errors = verdict.diagnostics.filter(({ severity }) => severity === 'error')
    const clauses = [
      ...verdict.laws.filter(({ ok }) => !ok).flatMap((law) => law.clauses),
      ...errors.flatMap(({ clause }) => clause ?? []),
    ]
    const run = ended(
      verdict.ok,
      clauses,
      errors.map(({ code }) => code),
    )
    return { run, files, diagnostics: [] }
  } finally {
    host.remove(folder)
    host.remove(home)
  }
}

/** Each pair of those that passed, the same ones once. */
async function compareAll(
  host: Host,
  workspace: Workspace,
  spec: Spec,
  passed: readonly Files[],
  seed: number,
  { onProgress }: SufficiencyOptions,
) {
  const disagreements: Disagreement[] = []
  const diagnostics: Diagnostic[] = []
  const dependencies = readDependencies(host, workspace, spec.name).files
  const probe = await probeIsolation(host)
  let pairs = 0
  for (const [index, a] of passed.entries())
    for (const b of passed.slice(index + 1)) {
      pairs++
      const compared = await compareRenderings(host, {
        workspace,
        spec,
        a,
        b,
        dependencies,
        probe,
        limits: TIME_LIMITS,
        seed,
        runs: RUNS_USUAL,
        progress: (line) => onProgress?.(`${spec.name}: pair ${pairs}, ${line}`),
      })
      diagnostics.push(...compared.diagnostics)
      for (const one of compared.disagreements)
        if (!disagreements.some((known) => isSameHole(known, one))) disagreements.push(one)
    }
  return { pairs, disagreements, diagnostics }
}

const isSameHole = (a: Disagreement, b: Disagreement) => a.command === b.command && a.step === b.step && a.kind === b.kind
