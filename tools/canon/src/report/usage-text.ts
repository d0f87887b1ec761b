import type { Style } from './style.ts'
import { table } from './table.ts'

/** A command as its help shows it. */
export interface CommandHelp {
  /** Name and arguments, for example `bundle <name>`. */
  readonly usage: string
  readonly summary: string
  /** Flag with its value, and what it does. */
  readonly options: readonly (readonly [string, string])[]
}

/** The help of the tool: every command, the options that all of them take, the exit codes. */
export function usageText(commands: readonly CommandHelp[], shared: CommandHelp['options'], style: Style): string {
  return [
    'canon <command> [arguments] [options]',
    table(
      ['command', ''],
      commands.map(({ usage, summary }) => [style.name(usage), summary]),
      style,
    ),
    optionsTable(shared, style),
    'Exit codes: 0 fine, 1 findings, 2 usage, 3 the tool failed, 4 verified nothing.',
    'canon <command> --help shows the options of one command.',
  ].join('\n\n')
}

/** The help of one command. */
export function commandUsageText(command: CommandHelp, shared: CommandHelp['options'], style: Style): string {
  return [`canon ${command.usage} [options]`, command.summary, optionsTable([...command.options, ...shared], style)].join('\n\n')
}

const optionsTable = (options: CommandHelp['options'], style: Style) =>
  table(
    ['option', ''],
    options.map(([flag, what]) => [style.name(flag), what]),
    style,
  )
