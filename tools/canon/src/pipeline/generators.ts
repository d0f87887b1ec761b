import { generateDiagnostic } from '../diagnostics/generate.ts'
import { type Collected, collect } from '../generate/collect.ts'
import { runCommand } from '../generate/command.ts'
import { waitForHandoff } from '../generate/handoff.ts'
import { replay } from '../generate/replay.ts'
import { canSandbox } from '../generate/sandbox.ts'
import type { Host } from '../host/host.ts'
import type { Bundle } from '../model/bundle.ts'
import type { Workspace } from '../model/workspace.ts'
import { readPackage } from '../record/read-package.ts'

/** One attempt after another, all in the same folder. */
export interface Generator {
  readonly kind: 'command' | 'replay' | 'handoff'
  readonly label: string
  readonly model: string
  readonly blindness: 'enforced' | 'declared'
  readonly generate: () => Promise<Collected | 'adopted'>
}

export interface GeneratorContext {
  readonly host: Host
  readonly workspace: Workspace
  readonly bundle: Bundle
  readonly folder: string
  readonly home: string
  readonly options: GeneratorOptions
}

export interface GeneratorOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** False runs a command in sight of the machine, which the lock then says. */
  readonly sandbox?: boolean
  readonly handoff?: { readonly timeoutMs: number; readonly pollMs: number }
  readonly onProgress?: (line: string) => void
}

const HANDOFF = { timeoutMs: 24 * 60 * 60 * 1000, pollMs: 1000 } as const

/** The generator of that name in the configuration, or the built-in `handoff`. */
export async function generatorNamed(name: string, context: GeneratorContext): Promise<Generator | undefined> {
  const { host, workspace, bundle, folder, home, options } = context
  if (name === 'handoff') return handoff(context)
  const generator = Object.hasOwn(workspace.config.generators, name) ? workspace.config.generators[name] : undefined
  if (generator === undefined) return undefined
  const label = { label: name, model: generator.model ?? 'not named' }
  if (generator.kind === 'replay')
    return { kind: 'replay', ...label, blindness: 'declared', generate: async () => replay(host, bundle.name, generator) }
  const environment = options.environment ?? process.env
  const sight = { root: host.root, folder, home, node: process.execPath, shows: generator.shows ?? [] }
  const sandboxed = options.sandbox !== false && (await canSandbox(host, sight, environment))
  return {
    kind: 'command',
    ...label,
    blindness: sandboxed ? 'enforced' : 'declared',
    generate: () => runCommand(host, workspace.config, { bundle, generator, folder, home, environment, sandboxed }),
  }
}

function handoff({ host, workspace, bundle, folder, options }: GeneratorContext): Generator {
  const lockNow = () => Buffer.from(readPackage(host, workspace.config, bundle.name).lockBytes ?? []).toString('base64')
  const before = lockNow()
  const { timeoutMs, pollMs } = options.handoff ?? HANDOFF
  return {
    kind: 'handoff',
    label: 'handoff',
    model: 'not named',
    blindness: 'declared',
    generate: async () => {
      options.onProgress?.(
        `${bundle.name}: the bundle lies in ${folder}; make a file DONE there, or type canon adopt ${bundle.name} --from ${folder}`,
      )
      const ended = await waitForHandoff(host, { folder, timeoutMs, pollMs, adopted: () => lockNow() !== before })
      if (ended === 'adopted') return 'adopted'
      if (ended === 'done') return collect(host, bundle, folder)
      const late = generateDiagnostic('HANDOFF_WAITING', `Nobody finished ${folder} in time.`, {
        fix: `canon adopt ${bundle.name} --from ${folder}`,
      })
      return { candidate: undefined, diagnostics: [late] }
    },
  }
}
