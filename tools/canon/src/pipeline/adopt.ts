import { join, resolve } from 'node:path'
import { readTree } from '../base/tree.ts'
import { bundleDigest } from '../bundle/make.ts'
import { cliDiagnostic } from '../diagnostics/cli.ts'
import { generateDiagnostic } from '../diagnostics/generate.ts'
import { countAttempt, forgetAttempts } from '../generate/attempts.ts'
import { BESIDE, collectSource } from '../generate/collect.ts'
import { feedback } from '../generate/feedback.ts'
import type { Host } from '../host/host.ts'
import type { Bundle } from '../model/bundle.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Rendering } from '../model/lock.ts'
import { readWorkspace } from '../read/workspace.ts'
import { recover } from '../record/recover.ts'
import { bundleOf } from './bundle.ts'
import type { Outcome } from './outcome.ts'
import { UsageError } from './outcome.ts'
import { type Gate, submit } from './submit.ts'

export interface AdoptOptions {
  readonly name: string
  readonly from: string | undefined
  /** clean when left out. */
  readonly mode?: string | undefined
  readonly model?: string | undefined
  readonly generator?: string | undefined
  /** At least this; the tool's own count of this folder's submissions holds when it is higher. */
  readonly attempt?: number | undefined
  readonly unsandboxed?: boolean
  readonly gate?: Gate
  readonly onProgress?: (line: string) => void
}

/** Gates `src/` of a folder and records it on green; on red writes FEEDBACK.md there and leaves the package as it was. */
export async function adoptCommand(host: Host, options: AdoptOptions): Promise<Outcome> {
  const mode = modeOf(options.mode)
  if (options.from === undefined) throw new UsageError(cliDiagnostic('USAGE_MISSING_ARGUMENT', '--from needs a folder.'))
  const workspace = readWorkspace(host)
  const healed = recover(host, workspace.config)
  const folder = resolve(options.from)
  const today = bundleOf(host, workspace, options.name, mode !== 'revise')
  const spec = workspace.specs.find((one) => one.name === options.name)
  if (today.bundle === undefined || spec === undefined) return refused([...healed, ...today.diagnostics])
  if (host.stat(folder)?.kind !== 'folder')
    return refused([...healed, generateDiagnostic('ADOPT_NO_FOLDER', `"${options.from}" is no folder.`)])
  const { candidate, diagnostics } = collectSource(host, spec.name, folder)
  if (candidate === undefined) return refused([...healed, ...diagnostics])
  const origin = originOf(host, folder, today.bundle)
  const attempts = Math.max(countAttempt(host, spec.name, folder), options.attempt ?? 1)
  const submitted = await submit(host, {
    workspace,
    spec,
    candidate,
    rendering: {
      generator: options.generator ?? 'handoff',
      model: options.model ?? 'not named',
      mode,
      blindness: 'declared',
      attempts,
      bundle: origin.digest,
    },
    unsandboxed: options.unsandboxed === true,
    gate: options.gate,
    onProgress: options.onProgress,
  })
  const all = [...healed, ...origin.diagnostics, ...submitted.diagnostics]
  const { verdict, questions } = submitted
  const data = { name: spec.name, attempts, verdict, recorded: submitted.lock !== undefined, questions }
  if (submitted.lock !== undefined) {
    forgetAttempts(host, spec.name, folder)
    host.remove(join(folder, 'FEEDBACK.md'))
    return { ok: true, diagnostics: all, data }
  }
  if (submitted.verdict.ok) return { ok: false, diagnostics: all, data }
  const path = join(folder, 'FEEDBACK.md')
  host.write(path, feedback(spec, submitted.verdict))
  return { ok: false, diagnostics: all, data: { ...data, feedback: path } }
}

function modeOf(text: string | undefined): Exclude<Rendering['mode'], 'replay'> {
  if (text === undefined || text === 'clean') return 'clean'
  if (text === 'revise' || text === 'author') return text
  throw new UsageError(cliDiagnostic('USAGE_BAD_VALUE', `--mode is "${text}".`, { expected: 'clean, revise or author' }))
}

/** The bundle that the folder holds, which is not today's when documents changed since. */
function originOf(host: Host, folder: string, today: Bundle): { digest: string; diagnostics: Diagnostic[] } {
  if (host.stat(join(folder, 'TASK.md')) === undefined) return { digest: today.digest, diagnostics: [] }
  const { files, diagnostics } = readTree(host, folder, { skip: [...BESIDE, 'src'], filesMax: 20_000 })
  const digest = bundleDigest(files)
  if (digest === today.digest && diagnostics.length === 0) return { digest, diagnostics: [] }
  return { digest, diagnostics: [generateDiagnostic('ADOPT_OTHER_BUNDLE', `"${folder}" holds another bundle than today's.`)] }
}

const refused = (diagnostics: readonly Diagnostic[]): Outcome => ({ ok: false, diagnostics, data: null })
