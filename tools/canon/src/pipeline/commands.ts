import { cliDiagnostic } from '../diagnostics/cli.ts'
import type { Call, Outcome } from './outcome.ts'

/** Every command of the tool: what it takes, and how it runs. A command's own module is loaded only when it runs. */
export interface Command {
  /** Name and arguments, for example `bundle <name>`. */
  readonly usage: string
  readonly summary: string
  readonly options: readonly (readonly [string, string])[]
  readonly run: (call: Call) => Promise<Outcome>
}

const SEED: readonly [string, string] = ['--seed <number>', 'Replay a run: the seed that a verdict printed']

export const commands: readonly Command[] = [
  {
    usage: 'check [...names]',
    summary: 'Read every document and report every fault',
    options: [],
    run: async ({ host, args, options }) => {
      const { checkCommand } = await import('./check.ts')
      const outcome = await checkCommand(host, { ...(args.length > 0 ? { only: args } : {}), cache: !options.flag('no-cache') })
      return sawSomething(outcome)
    },
  },
  {
    usage: 'status [...names]',
    summary: 'The state of every package, and the one command that clears it',
    options: [],
    run: async ({ host, args, options, onProgress }) => {
      const { statusCommand } = await import('./status.ts')
      return statusCommand(host, { names: args, cache: !options.flag('no-cache'), onProgress })
    },
  },
  {
    usage: 'explain <clause|code>',
    summary: 'A clause with its witnesses, or the page of a diagnostic code',
    options: [],
    run: async ({ host, args }) => {
      const { explainCommand } = await import('./explain.ts')
      return explainCommand(host, { subject: args[0]! })
    },
  },
  {
    usage: 'new <name>',
    summary: 'A draft document that checks without errors',
    options: [['--owner <owner>', 'Who owns it; @<name> when left out']],
    run: async ({ host, args, options }) => {
      const { newCommand } = await import('./new.ts')
      return newCommand(host, { name: args[0]!, owner: options.text('owner') })
    },
  },
  {
    usage: 'bundle <name>',
    summary: 'Write the self-contained folder that a generator works from',
    options: [
      ['--out <folder>', 'Where: an empty folder outside the repository'],
      ['--clean', 'From nothing, without the previous source'],
    ],
    run: async ({ host, args, options, onProgress }) => {
      const { bundleCommand } = await import('./bundle.ts')
      const out = options.text('out')
      return bundleCommand(host, {
        name: args[0]!,
        ...(out === undefined ? {} : { out }),
        clean: options.flag('clean'),
        onProgress,
      })
    },
  },
  {
    usage: 'render <name>',
    summary: 'Bundle, generate, gate, and record on green',
    options: [
      ['--with <generator>', 'A generator of canon.json, or handoff'],
      ['--clean', 'From nothing, without the previous source'],
      ['--attempts <number>', 'Submissions to the gate at most'],
      ['--unsandboxed', 'Accept without namespaces; recorded in the lock'],
    ],
    run: async ({ host, args, options, onProgress }) => {
      const { renderCommand } = await import('./render.ts')
      return renderCommand(host, {
        name: args[0]!,
        with: options.text('with'),
        clean: options.flag('clean'),
        attempts: options.count('attempts'),
        unsandboxed: options.flag('unsandboxed'),
        onProgress,
      })
    },
  },
  {
    usage: 'adopt <name>',
    summary: 'Gate what a generator wrote elsewhere, and record it on green',
    options: [
      ['--from <folder>', 'The folder that holds src/'],
      ['--mode <mode>', 'clean, revise or author'],
      ['--model <label>', 'Who wrote it, for the lock'],
      ['--generator <label>', 'By what means, for the lock'],
      ['--attempt <number>', 'Which submission this is'],
      ['--unsandboxed', 'Accept without namespaces; recorded in the lock'],
    ],
    run: async ({ host, args, options, onProgress }) => {
      const { adoptCommand } = await import('./adopt.ts')
      return adoptCommand(host, {
        name: args[0]!,
        from: options.text('from'),
        mode: options.text('mode'),
        model: options.text('model'),
        generator: options.text('generator'),
        attempt: options.count('attempt'),
        unsandboxed: options.flag('unsandboxed'),
        onProgress,
      })
    },
  },
  {
    usage: 'gate [...names]',
    summary: 'Judge packages against documents, vectors and contracts',
    options: [
      SEED,
      ['--runtime <runtime>', 'node (the default) or browser'],
      ['--explore', 'Draw fresh seeds instead of those of the evidence key'],
    ],
    run: async ({ host, args, options, onProgress }) => {
      const { gateAgain } = await import('./gate-again.ts')
      const seed = options.count('seed')
      return gateAgain(host, {
        ...(args.length > 0 ? { names: args } : {}),
        ...(seed === undefined ? {} : { seed }),
        explore: options.flag('explore'),
        cache: !options.flag('no-cache'),
        runtime: options.text('runtime') === 'browser' ? 'browser' : 'node',
        onProgress,
      })
    },
  },
  {
    usage: 'strength <name>',
    summary: 'Change a package in one place at a time and count what its laws notice',
    options: [
      ['--mutants <number>', 'So many changes only, spread over the package'],
      ['--file <path>', 'Changes of this file only, for example src/tree.ts'],
      ['--since', 'Believe what was found of files that did not change; quick, and not exact'],
      ['--matrix', 'All laws on every change, for what only one of them notices'],
      ['--verify', 'Judge survivors and some kills again, each in a fresh process'],
    ],
    run: async ({ host, args, options, onProgress }) => {
      const { strengthCommand } = await import('./strength.ts')
      const sample = options.count('mutants')
      const file = options.text('file')
      return strengthCommand(host, {
        name: args[0]!,
        ...(sample === undefined ? {} : { sample }),
        ...(file === undefined ? {} : { file }),
        cache: !options.flag('no-cache'),
        since: options.flag('since'),
        matrix: options.flag('matrix'),
        verify: options.flag('verify'),
        onProgress,
      })
    },
  },
  {
    usage: 'examples <action> [...args]',
    summary: 'list kept counterexamples, or expire <contract> <law> <index|all> for a reason',
    options: [['--reason <text>', 'Why an example is expired']],
    run: async ({ host, args, options }) => {
      const { examplesCommand } = await import('./examples.ts')
      return examplesCommand(host, { action: args[0]!, args: args.slice(1), reason: options.text('reason') })
    },
  },
  {
    usage: 'gallery [...names]',
    summary: 'Hand every known cheat to the gate, and say whether each is refused as it should be',
    options: [['--workers <number>', 'Cases judged at once; 2 when left out']],
    run: async ({ host, args, options, onProgress }) => {
      const { galleryCommand } = await import('./gallery.ts')
      return galleryCommand(host, {
        ...(args.length > 0 ? { names: args } : {}),
        workers: options.count('workers'),
        onProgress,
      })
    },
  },
  {
    usage: 'diverge <name> <a> <b>',
    summary: 'Run two renderings side by side and report where they disagree',
    options: [
      ['--runs <number>', 'Of each command and scene of the driver; 200 when left out'],
      SEED,
      ['--ungated', 'Compare what the gate has not accepted'],
    ],
    run: async ({ host, args, options, onProgress }) => {
      const { divergeCommand } = await import('./diverge.ts')
      return divergeCommand(host, {
        name: args[0]!,
        a: args[1]!,
        b: args[2]!,
        runs: options.count('runs'),
        seed: options.count('seed'),
        ungated: options.flag('ungated'),
        onProgress,
      })
    },
  },
  {
    usage: 'turbo',
    summary: 'Write the gate tasks of turbo.json, their inputs from the documents',
    options: [['--check', 'Write nothing; a finding when they are behind']],
    run: async ({ host, options }) => {
      const { turboCommand } = await import('./turbo.ts')
      return turboCommand(host, { check: options.flag('check') })
    },
  },
  {
    usage: 'sufficiency <name>',
    summary: 'Render several times from nothing, and report what passed and where it disagrees',
    options: [
      ['--runs <number>', 'Renderings; 3 when left out'],
      ['--with <generators>', 'Generators of canon.json, separated by commas; they take turns'],
      SEED,
    ],
    run: async ({ host, args, options, onProgress }) => {
      const { sufficiencyCommand } = await import('./sufficiency.ts')
      return sufficiencyCommand(host, {
        name: args[0]!,
        runs: options.count('runs'),
        with: options.text('with'),
        seed: options.count('seed'),
        onProgress,
      })
    },
  },
  {
    usage: 'restore <name>',
    summary: 'Put back the tree that the lock records',
    options: [],
    run: async ({ host, args, onProgress }) => {
      const { restoreCommand } = await import('./restore.ts')
      return restoreCommand(host, { name: args[0]!, onProgress })
    },
  },
  {
    usage: 'tour',
    summary: 'Check every document, gate every package, and show the table',
    options: [],
    run: async ({ host, options, onProgress }) => {
      const { tourCommand } = await import('./tour.ts')
      return tourCommand(host, { cache: !options.flag('no-cache'), onProgress })
    },
  },
]

/** A check of no document at all must not look like one that found nothing. */
function sawSomething(outcome: Outcome): Outcome {
  if (!outcome.ok || (outcome.data as { specs: readonly unknown[] }).specs.length > 0) return outcome
  const nothing = cliDiagnostic('NOTHING_VERIFIED', 'There is no document to check.')
  return { ...outcome, ok: false, diagnostics: [...outcome.diagnostics, nothing] }
}

/** What every command takes. */
export const sharedOptions: readonly (readonly [string, string])[] = [
  ['--json', 'One JSON envelope on standard output, nothing else there'],
  ['--format <format>', 'text, json, sarif, junit or github'],
  ['--no-cache', 'Believe nothing that was kept from an earlier run'],
  ['-h, --help', 'This text'],
  ['-v, --version', 'The version of the tool'],
]
