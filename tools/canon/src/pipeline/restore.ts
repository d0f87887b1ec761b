import { bundleDiagnostic } from '../diagnostics/bundle.ts'
import type { Host } from '../host/host.ts'
import { readConfig } from '../read/config.ts'
import { recover } from '../record/recover.ts'
import { restorePackage } from '../record/restore.ts'
import type { Outcome } from './outcome.ts'

export interface RestoreOptions {
  readonly name: string
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly onProgress?: (line: string) => void
}

/** Puts back the tree that the lock records, from the store or the last commit. */
export async function restoreCommand(
  host: Host,
  { name, environment = process.env, onProgress }: RestoreOptions,
): Promise<Outcome> {
  const { config } = readConfig(host)
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    return { ok: false, diagnostics: [bundleDiagnostic('BUNDLE_UNKNOWN_NAME', `"${name}" is no name of a package.`)], data: null }
  const healed = recover(host, config)
  const { PATH = '', HOME = '' } = environment
  onProgress?.(`restoring ${name}`)
  const { ok, files, fromStore, diagnostics } = await restorePackage(host, config, name, { PATH, HOME })
  return { ok, diagnostics: [...healed, ...diagnostics], data: { name, files, fromStore } }
}
