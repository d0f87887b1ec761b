import { availableParallelism } from 'node:os'
import { strengthDiagnostic } from '../diagnostics/strength.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { readWorkspace } from '../read/workspace.ts'
import { readPackage } from '../record/read-package.ts'
import { measureStrength } from '../strength/strength.ts'
import type { Outcome } from './outcome.ts'
import { progressOn } from './progress.ts'

export interface StrengthOptions {
  readonly name: string
  readonly file?: string
  readonly sample?: number
  readonly cache: boolean
  readonly since: boolean
  readonly matrix: boolean
  readonly verify: boolean
  readonly onProgress: (line: string) => void
}

const SHARDS_MAX = 8

/** How many small changes of a package its laws notice; red below the threshold of canon.json. */
export async function strengthCommand(host: Host, options: StrengthOptions): Promise<Outcome> {
  const { name } = options
  const workspace = readWorkspace(host)
  const unreadable = workspace.diagnostics.filter(({ severity }) => severity === 'error')
  if (unreadable.length > 0) return failed(unreadable)
  const folder = `${workspace.config.packages}/${name}`
  if (!workspace.specs.some((spec) => spec.name === name) || host.stat(`${host.root}/${folder}`) === undefined)
    return failed([strengthDiagnostic('STRENGTH_NO_PACKAGE', `${name} has no package`)])
  const { files, faults } = readPackage(host, workspace.config, name)
  if (faults.length > 0) return failed(faults)
  const progress = progressOn(process.stderr, name, options.onProgress)
  try {
    const { strength, diagnostics } = await measureStrength(host, {
      workspace,
      files,
      ...options,
      shards: Math.min(SHARDS_MAX, Math.max(2, availableParallelism())),
      onProgress: progress.show,
    })
    return {
      ok: strength !== undefined && diagnostics.every(({ severity }) => severity !== 'error'),
      diagnostics,
      data: strength ?? null,
    }
  } finally {
    progress.end()
  }
}

const failed = (diagnostics: readonly Diagnostic[]): Outcome => ({ ok: false, diagnostics, data: null })
