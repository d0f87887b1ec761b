import { dirname } from 'node:path'
import { generateDiagnostic } from '../diagnostics/generate.ts'
import { type Host, HostError, type RunResult } from '../host/host.ts'
import type { Bundle } from '../model/bundle.ts'
import type { Config, GeneratorConfig } from '../model/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { type Collected, collect } from './collect.ts'
import { inputsDigest } from './inputs.ts'
import { sandboxedCommand } from './sandbox.ts'

export const COMMAND_LIMITS = { timeoutMs: 30 * 60 * 1000, outputBytes: 4 * 1024 * 1024, shownCharacters: 2000 } as const

export interface CommandRun {
  readonly bundle: Bundle
  readonly generator: GeneratorConfig
  /** Holds the bundle; what an earlier attempt wrote may still be there. */
  readonly folder: string
  /** An empty folder that becomes the command's HOME. */
  readonly home: string
  /** The tool's own environment, from which only named variables are passed on. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Whether bubblewrap hides everything but the bundle and the system's folders. */
  readonly sandboxed: boolean
  readonly outputBytesMax?: number
}

/** Runs a generator's argument vector in its folder and collects what it wrote. */
export async function runCommand(host: Host, config: Config, run: CommandRun): Promise<Collected> {
  const { generator, bundle } = run
  if (generator.command === undefined || generator.command.length === 0)
    return refused(generateDiagnostic('GENERATOR_MISCONFIGURED', 'The generator has no command.'))
  const command = generator.command.map((part) => part.replaceAll('{bundle}', run.folder))
  const before = inputsDigest(host, config, bundle.name)
  const result = await start(host, run, command)
  const touched = inputsDigest(host, config, bundle.name) !== before
  const faults = [
    ...(touched ? [generateDiagnostic('GENERATOR_TOUCHED_INPUTS', 'The repository changed while the generator ran.')] : []),
    ...('code' in result ? [result] : faultsOf(result, run)),
  ]
  return faults.length > 0 ? { candidate: undefined, diagnostics: faults } : collect(host, bundle, run.folder)
}

async function start(host: Host, run: CommandRun, command: readonly string[]): Promise<RunResult | Diagnostic> {
  const { generator, environment } = run
  const passed = (generator.env ?? []).flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]))
  const PATH = [dirname(process.execPath), environment.PATH ?? ''].filter((part) => part !== '').join(':')
  const shows = generator.shows ?? []
  const vector = run.sandboxed
    ? sandboxedCommand({ root: host.root, folder: run.folder, home: run.home, node: process.execPath, shows }, command)
    : command
  try {
    return await host.run(vector, {
      cwd: run.folder,
      env: { ...Object.fromEntries(passed), PATH, HOME: run.home },
      timeoutMs: generator.timeoutMs ?? COMMAND_LIMITS.timeoutMs,
      maxOutputBytes: run.outputBytesMax ?? COMMAND_LIMITS.outputBytes,
      endAtOutputLimit: true,
    })
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return generateDiagnostic('GENERATOR_FAILED', `"${command[0]}" could not be started: ${error.code}.`)
  }
}

function faultsOf(result: RunResult, run: CommandRun): Diagnostic[] {
  const limit = run.generator.timeoutMs ?? COMMAND_LIMITS.timeoutMs
  if (result.timedOut) return [generateDiagnostic('GENERATOR_TIMED_OUT', `The generator did not end within ${limit} ms.`)]
  if (result.truncated)
    return [generateDiagnostic('GENERATOR_PRINTED_TOO_MUCH', 'The generator was stopped at its cap of output.')]
  if (result.status === 0) return []
  const ended = result.status === null ? `signal ${result.signal}` : `status ${result.status}`
  return [generateDiagnostic('GENERATOR_FAILED', `The generator ended with ${ended}: ${lastWords(result, run)}`)]
}

/** The end of what it printed, without the values of the variables that were passed on. */
function lastWords(result: RunResult, run: CommandRun): string {
  let text = (result.stderr || result.stdout).trim()
  for (const name of run.generator.env ?? []) {
    const secret = run.environment[name]
    if (secret !== undefined && secret !== '') text = text.replaceAll(secret, `[${name}]`)
  }
  return text.slice(-COMMAND_LIMITS.shownCharacters)
}

const refused = (diagnostic: Diagnostic): Collected => ({ candidate: undefined, diagnostics: [diagnostic] })
