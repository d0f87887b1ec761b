import { type CAC, cac } from 'cac'
import { cliDiagnostic } from '../diagnostics/cli.ts'
import { nearest } from '../report/nearest.ts'
import type { Command } from './commands.ts'
import { type Options, UsageError } from './outcome.ts'

export interface Parsed {
  /** Undefined when only options were typed. */
  readonly command: Command | undefined
  readonly args: readonly string[]
  readonly options: Options
}

/** Reads the argument vector; refuses what no command takes, with the nearest that one does. @throws UsageError */
export function parseArguments(argv: readonly string[], commands: readonly Command[], shared: Command['options']): Parsed {
  const cli = cac('canon')
  for (const [flag, what] of shared) cli.option(flag, what)
  for (const command of commands) {
    const made = cli.command(command.usage, command.summary)
    for (const [flag, what] of command.options) made.option(flag, what)
  }
  cli.parse(['', '', ...argv], { run: false })
  const command = commands.find((one) => nameOf(one) === cli.matchedCommandName)
  if (command === undefined && cli.args[0] !== undefined) throw unknownCommand(cli.args[0], commands)
  refuseUnknownOptions(cli, [...(command?.options ?? []), ...shared])
  const options = optionsOf(cli.options)
  if (command !== undefined && !options.flag('help')) refuseWrongCount(cli, command)
  return { command, args: cli.args, options }
}

export const nameOf = (command: Pick<Command, 'usage'>) => command.usage.split(' ', 1)[0]!

function unknownCommand(typed: string, commands: readonly Command[]): UsageError {
  const meant = nearest(typed, commands.map(nameOf))
  return new UsageError(cliDiagnostic('USAGE_UNKNOWN_COMMAND', `There is no command "${typed}".`, hint(meant)))
}

function refuseUnknownOptions(cli: CAC, declared: Command['options']): void {
  const flags = declared.flatMap(([flag]) =>
    flag
      .replace(/ .*/, '')
      .split(',')
      .concat(flag.match(/--[a-z-]+/)?.[0] ?? []),
  )
  const known = new Set(flags.map((flag) => camel(flag.trim().replace(/^--?(no-)?/, ''))))
  for (const name of Object.keys(cli.options)) {
    if (name === '--' || known.has(name)) continue
    const typed = name.length === 1 ? `-${name}` : `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    const meant = nearest(
      typed,
      flags.filter((flag) => flag.startsWith('--')),
    )
    throw new UsageError(cliDiagnostic('USAGE_UNKNOWN_OPTION', `There is no option "${typed}" here.`, hint(meant)))
  }
}

function refuseWrongCount(cli: CAC, command: Command): void {
  const slots = command.usage.match(/[<[][^>\]]+[>\]]/g) ?? []
  const least = slots.filter((slot) => slot.startsWith('<')).length
  const most = slots.some((slot) => slot.includes('...')) ? Number.POSITIVE_INFINITY : slots.length
  const expected = { expected: `canon ${command.usage}` }
  if (cli.args.length < least)
    throw new UsageError(
      cliDiagnostic('USAGE_MISSING_ARGUMENT', `\`${nameOf(command)}\` needs ${slots[cli.args.length]}.`, expected),
    )
  if (cli.args.length > most)
    throw new UsageError(cliDiagnostic('USAGE_EXTRA_ARGUMENT', `\`${nameOf(command)}\` takes no "${cli.args[most]}".`, expected))
}

function optionsOf(typed: Readonly<Record<string, unknown>>): Options {
  const text = (name: string): string | undefined => {
    const value = typed[camel(name)]
    if (value === undefined) return undefined
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    throw new UsageError(
      Array.isArray(value)
        ? cliDiagnostic('USAGE_BAD_VALUE', `--${name} was given more than once.`, { expected: 'one value' })
        : cliDiagnostic('USAGE_MISSING_ARGUMENT', `--${name} needs a value.`),
    )
  }
  return {
    text,
    count: (name) => {
      const value = text(name)
      if (value === undefined) return undefined
      if (/^\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value)
      throw new UsageError(
        cliDiagnostic('USAGE_BAD_VALUE', `--${name} is "${value}".`, { expected: 'a whole number from 0 to 9007199254740991' }),
      )
    },
    flag: (name) => (name.startsWith('no-') ? typed[camel(name.slice(3))] === false : typed[camel(name)] === true),
  }
}

const hint = (meant: string | undefined) => (meant === undefined ? {} : { fix: `Did you mean \`${meant}\`?` })
const camel = (name: string) => name.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())
