import { join } from 'node:path'
import { writeBundle } from '../bundle/write.ts'
import { cliDiagnostic } from '../diagnostics/cli.ts'
import { generateDiagnostic } from '../diagnostics/generate.ts'
import { feedback } from '../generate/feedback.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Verdict } from '../model/verdict.ts'
import { readWorkspace } from '../read/workspace.ts'
import { recover } from '../record/recover.ts'
import { bundleOf } from './bundle.ts'
import { type Generator, type GeneratorContext, type GeneratorOptions, generatorNamed } from './generators.ts'
import { type Outcome, UsageError } from './outcome.ts'
import { type Gate, submit } from './submit.ts'

export interface RenderOptions extends GeneratorOptions {
  readonly name: string
  /** A generator of the configuration, or `handoff`. */
  readonly with: string | undefined
  readonly clean?: boolean
  /** Submissions to the gate at most; 3 when left out. */
  readonly attempts?: number | undefined
  readonly unsandboxed?: boolean
  readonly gate?: Gate
}

const ATTEMPTS = { usual: 3, most: 20 } as const

/** Bundles, runs a generator, gates, feeds failures back, and records on green; otherwise the package stays as it was. */
export async function renderCommand(host: Host, options: RenderOptions): Promise<Outcome> {
  if (options.with === undefined)
    throw new UsageError(cliDiagnostic('USAGE_MISSING_ARGUMENT', '--with needs a generator of canon.json, or handoff.'))
  const workspace = readWorkspace(host)
  const healed = recover(host, workspace.config)
  const spec = workspace.specs.find((one) => one.name === options.name)
  const { bundle, diagnostics } = bundleOf(host, workspace, options.name, options.clean === true)
  if (bundle === undefined || spec === undefined) return { ok: false, diagnostics: [...healed, ...diagnostics], data: null }
  const folder = host.temporaryFolder(`canon-${spec.name}`)
  const home = host.temporaryFolder('canon-home')
  const context: GeneratorContext = { host, workspace, bundle, folder, home, options }
  const generator = await generatorNamed(options.with, context)
  const faults = generator === undefined ? [unknown(options.with)] : writeBundle(host, bundle, folder)
  if (generator === undefined || faults.length > 0) return finish({ ok: false, diagnostics: [...healed, ...faults], data: null })
  try {
    return finish(await attempts(generator))
  } catch (error) {
    finish(undefined)
    throw error
  }

  async function attempts({ kind, generate, label, model, blindness }: Generator): Promise<Outcome> {
    const most = kind === 'replay' ? 1 : Math.min(Math.max(options.attempts ?? ATTEMPTS.usual, 1), ATTEMPTS.most)
    const verdicts: Verdict[] = []
    let found: readonly Diagnostic[] = []
    for (let attempt = 1; attempt <= most; attempt++) {
      options.onProgress?.(`${spec!.name}: ${label}, attempt ${attempt} of ${most}`)
      const collected = await generate()
      if (collected === 'adopted') return { ok: true, diagnostics: healed, data: { name: spec!.name, adopted: true } }
      if (collected.candidate === undefined)
        return { ok: false, diagnostics: [...healed, ...collected.diagnostics], data: summary(verdicts) }
      const mode = kind === 'replay' ? 'replay' : bundle!.mode
      const submitted = await submit(host, {
        workspace,
        spec: spec!,
        candidate: collected.candidate,
        rendering: { generator: label, model, mode, blindness, attempts: attempt, bundle: bundle!.digest },
        unsandboxed: options.unsandboxed === true,
        gate: options.gate,
        onProgress: options.onProgress,
      })
      verdicts.push(submitted.verdict)
      if (submitted.verdict.ok)
        return {
          ok: submitted.lock !== undefined,
          diagnostics: [...healed, ...submitted.diagnostics],
          data: { ...summary(verdicts), questions: submitted.questions },
        }
      found = submitted.diagnostics
      host.write(join(folder, 'FEEDBACK.md'), feedback(spec!, submitted.verdict))
      host.remove(join(folder, 'DONE'))
    }
    const gaveUp = generateDiagnostic('RENDER_GAVE_UP', `None of ${verdicts.length} attempts at "${spec!.name}" passed the gate.`)
    return { ok: false, diagnostics: [...healed, ...found, gaveUp], data: summary(verdicts) }
  }

  function summary(verdicts: readonly Verdict[]) {
    return { name: spec!.name, attempts: verdicts.length, verdict: verdicts.at(-1) ?? null, folder }
  }

  /** The folder stays where someone may still want to look into it. */
  function finish<T extends Outcome | undefined>(outcome: T): T {
    host.remove(home)
    if (outcome?.ok === true || outcome?.data === null) host.remove(folder)
    return outcome
  }
}

const unknown = (name: string) => generateDiagnostic('GENERATOR_UNKNOWN', `There is no generator "${name}".`)
