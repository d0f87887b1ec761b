import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../src/pipeline/arguments.ts'
import { commands, sharedOptions } from '../../src/pipeline/commands.ts'
import { UsageError } from '../../src/pipeline/outcome.ts'

describe('a command line', () => {
  it('names a command, its arguments and its options', () => {
    const { command, args, options } = parse('gate', 'log', 'crypto', '--seed', '7', '--explore', '--no-cache')
    expect(command?.usage).toBe('gate [...names]')
    expect(args).toEqual(['log', 'crypto'])
    expect([options.count('seed'), options.flag('explore'), options.flag('no-cache'), options.flag('json')]).toEqual([
      7,
      true,
      true,
      false,
    ])
  })

  it('keeps the cache unless told otherwise', () => {
    expect(parse('check').options.flag('no-cache')).toBe(false)
  })

  it.each([
    ['a command that there is not', ['frobnicate'], 'USAGE_UNKNOWN_COMMAND', undefined],
    ['a slip in a command', ['chekc'], 'USAGE_UNKNOWN_COMMAND', 'Did you mean `check`?'],
    ['a slip in an option', ['gate', '--exlpore'], 'USAGE_UNKNOWN_OPTION', 'Did you mean `--explore`?'],
    ["another command's option", ['check', '--seed', '1'], 'USAGE_UNKNOWN_OPTION', undefined],
    ['a prefix of a command', ['che'], 'USAGE_UNKNOWN_COMMAND', undefined],
    ['an argument left out', ['bundle'], 'USAGE_MISSING_ARGUMENT', undefined],
    ['an argument too many', ['new', 'a', 'b'], 'USAGE_EXTRA_ARGUMENT', undefined],
  ])('refuses %s', (_what, argv, code, fix) => {
    const diagnostic = refusal(() => parse(...argv))
    expect(diagnostic.code).toBe(code)
    if (fix !== undefined) expect(diagnostic.fix).toBe(fix)
    else expect(diagnostic.fix).not.toContain('`chekc`')
  })

  it.each(['-1', '1.5', '0x', 'x', '9007199254740993'])('refuses the seed %s', (seed) => {
    expect(refusal(() => parse('gate', `--seed=${seed}`).options.count('seed')).code).toBe('USAGE_BAD_VALUE')
  })

  it('refuses an option without its value, and one given twice', () => {
    expect(refusal(() => parse('bundle', 'log', '--out').options.text('out')).code).toBe('USAGE_MISSING_ARGUMENT')
    expect(refusal(() => parse('bundle', 'log', '--out', 'a', '--out', 'b').options.text('out')).code).toBe('USAGE_BAD_VALUE')
  })
})

const parse = (...argv: string[]) => parseArguments(argv, commands, sharedOptions)

function refusal(call: () => unknown) {
  try {
    call()
  } catch (error) {
    if (error instanceof UsageError) return error.diagnostic
    throw error
  }
  throw new Error('nothing was refused')
}
