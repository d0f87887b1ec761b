import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { cliDiagnostic } from './diagnostics/cli.ts'
import type { Diagnostic } from './model/diagnostic.ts'
import { nameOf, type Parsed, parseArguments } from './pipeline/arguments.ts'
import { type Command, commands, sharedOptions } from './pipeline/commands.ts'
import { type Outcome, UsageError } from './pipeline/outcome.ts'
import { envelope } from './report/envelope.ts'

/** Where a command writes and looks; a test gives its own. */
export interface Terminal {
  /** Undefined when the folder that the command was started in is gone. */
  readonly cwd: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly colour: boolean
  readonly out: (text: string) => Promise<void>
  readonly err: (text: string) => void
}

/** Runs one command line. Answers the exit code: 0 fine, 1 findings, 2 usage, 3 the tool failed, 4 verified nothing. */
export async function main(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
  table: readonly Command[] = commands,
): Promise<number> {
  const json = argv.includes('--json') || argv.includes('--format=json') || argv[argv.indexOf('--format') + 1] === 'json'
  let name = ''
  try {
    const parsed = parseArguments(argv, table, sharedOptions)
    name = parsed.command === undefined ? '' : nameOf(parsed.command)
    const format = formatOf(parsed)
    if (parsed.options.flag('version')) return await version(terminal, format)
    if (parsed.command === undefined || parsed.options.flag('help')) return await help(parsed, terminal, format, table)
    const outcome = await run(parsed.command, parsed, terminal)
    await terminal.out(await printed(name, outcome, format, terminal))
    return exitCode(outcome)
  } catch (error) {
    const diagnostic = diagnosticOf(error)
    const told =
      json &&
      (await terminal.out(envelope(name, false, [diagnostic], null)).then(
        () => true,
        () => false,
      ))
    if (!told) terminal.err(failure(diagnostic))
    if (diagnostic.code === 'TOOL_FAILED' && terminal.env.CANON_DEBUG === '1') terminal.err(`${(error as Error).stack}\n`)
    return error instanceof UsageError ? 2 : 3
  }
}

/** A run that judged nothing is not a run that found nothing. */
export function exitCode({ ok, diagnostics, data }: Outcome): 0 | 1 | 4 {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
  if (errors.some(({ code }) => code === 'NOTHING_VERIFIED' || code === 'GATE_VERIFIED_NOTHING')) return 4
  const judged = (data as { verdicts?: readonly unknown[] } | null)?.verdicts?.length
  if (judged === 0 && errors.every(({ code }) => code === 'GATE_NO_PACKAGE')) return 4
  return ok ? 0 : 1
}

async function run(command: Command, { args, options }: Parsed, terminal: Terminal): Promise<Outcome> {
  const root = rootAbove(terminal.cwd)
  const { nodeHost } = await import('./host/node.ts')
  const onProgress = (line: string) => terminal.err(`${line}\n`)
  return command.run({ host: nodeHost(root), args, options, onProgress })
}

function rootAbove(cwd: string | undefined): string {
  if (cwd === undefined)
    throw new UsageError(cliDiagnostic('USAGE_NO_WORKSPACE', 'The folder that canon was started in is gone.'))
  for (let folder = resolve(cwd), depth = 0; depth < 64; folder = dirname(folder), depth++) {
    if (existsSync(join(folder, 'canon.json'))) return folder
    if (folder === dirname(folder)) break
  }
  throw new UsageError(cliDiagnostic('USAGE_NO_WORKSPACE', `No canon.json in ${cwd} or above.`))
}

type Format = 'text' | 'json' | 'sarif' | 'junit' | 'github'
const FORMATS: readonly Format[] = ['text', 'json', 'sarif', 'junit', 'github']

function formatOf({ options }: Parsed): Format {
  if (options.flag('json')) return 'json'
  const typed = options.text('format') ?? 'text'
  const format = FORMATS.find((one) => one === typed)
  if (format !== undefined) return format
  throw new UsageError(cliDiagnostic('USAGE_BAD_VALUE', `--format is "${typed}".`, { expected: FORMATS.join(', ') }))
}

async function printed(command: string, outcome: Outcome, format: Format, terminal: Terminal): Promise<string> {
  if (format === 'json') return envelope(command, outcome.ok, outcome.diagnostics, outcome.data)
  const { printedAs } = await import('./report/printed.ts')
  return printedAs(format, command, outcome, terminal.colour)
}

async function help(
  { command, options }: Parsed,
  terminal: Terminal,
  format: Format,
  table: readonly Command[],
): Promise<number> {
  const { commandUsageText, usageText } = await import('./report/usage-text.ts')
  const { styleOf } = await import('./report/style.ts')
  const style = styleOf(terminal.colour && format !== 'json')
  const text = command === undefined ? usageText(table, sharedOptions, style) : commandUsageText(command, sharedOptions, style)
  const asked = options.flag('help')
  if (format === 'json') await terminal.out(envelope('help', asked, [], { text }))
  else if (asked) await terminal.out(`${text}\n`)
  else terminal.err(`${text}\n`)
  return asked ? 0 : 2
}

async function version(terminal: Terminal, format: Format): Promise<number> {
  const { default: about } = await import('../package.json', { with: { type: 'json' } })
  await terminal.out(format === 'json' ? envelope('version', true, [], { version: about.version }) : `${about.version}\n`)
  return 0
}

function diagnosticOf(error: unknown): Diagnostic {
  if (error instanceof UsageError) return error.diagnostic
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return cliDiagnostic('TOOL_FAILED', `canon failed: ${message.replaceAll(/\s+/g, ' ').slice(0, 400)}`)
}

const failure = ({ code, message, expected, fix }: Diagnostic) =>
  `${code} ${message}${expected === undefined ? '' : ` Expected ${expected}.`}${fix === undefined ? '' : ` ${fix}`}\n`

function processTerminal(): Terminal {
  const { stdout, stderr, env } = process
  // A write's own callback tells of its failure; without a listener the stream would end the process first.
  for (const stream of [stdout, stderr]) stream.on('error', () => {})
  process.once('SIGINT', () => {
    stderr.write('interrupted\n')
    process.exit(130)
  })
  return {
    cwd: workingFolder(),
    env,
    colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    // A reader that closes early, as `head` does, is no fault of the command; a full disk is.
    out: (text) =>
      new Promise((done, fail) =>
        stdout.write(text, (error) => (error && (error as NodeJS.ErrnoException).code !== 'EPIPE' ? fail(error) : done())),
      ),
    err: (text) => void stderr.write(text),
  }
}

/** A package's folder is replaced whole, under the feet of a shell that stands in it. */
function workingFolder(): string | undefined {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}
