import { digestTree } from '../base/digest.ts'
import { type BundleResult, makeBundle } from '../bundle/make.ts'
import { writeBundle } from '../bundle/write.ts'
import { bundleDiagnostic } from '../diagnostics/bundle.ts'
import type { Host } from '../host/host.ts'
import type { Workspace } from '../model/workspace.ts'
import { readWorkspace } from '../read/workspace.ts'
import { readPackage } from '../record/read-package.ts'
import { recover } from '../record/recover.ts'
import type { Outcome } from './outcome.ts'

export interface BundleCommandOptions {
  readonly name: string
  /** A fresh temporary folder when left out. */
  readonly out?: string | undefined
  /** From nothing; otherwise the accepted rendering, where there is one, goes in. */
  readonly clean?: boolean
  readonly onProgress?: (line: string) => void
}

/** Writes the folder that a generator works from: `data` has its place, mode, digest and size in tokens. */
export async function bundleCommand(host: Host, options: BundleCommandOptions): Promise<Outcome> {
  const workspace = readWorkspace(host)
  const healed = recover(host, workspace.config)
  const { bundle, diagnostics } = bundleOf(host, workspace, options.name, options.clean === true)
  if (bundle === undefined) return { ok: false, diagnostics: [...healed, ...diagnostics], data: null }
  const folder = options.out ?? host.temporaryFolder(`canon-${options.name}`)
  const faults = writeBundle(host, bundle, folder)
  if (faults.length > 0) return { ok: false, diagnostics: [...healed, ...faults], data: null }
  const { name, mode, digest, tokens } = bundle
  options.onProgress?.(`${name}: ${Object.keys(bundle.files).length} files, about ${tokens} tokens, in ${folder}`)
  return { ok: true, diagnostics: healed, data: { name, folder, mode, digest, tokens, files: Object.keys(bundle.files) } }
}

/** A bundle in revise mode where an accepted rendering lies untouched and `clean` is not asked for; else a clean one. */
export function bundleOf(host: Host, workspace: Workspace, name: string, clean: boolean): BundleResult {
  if (!workspace.specs.some((spec) => spec.name === name))
    return { bundle: undefined, diagnostics: [bundleDiagnostic('BUNDLE_UNKNOWN_NAME', `There is no document "${name}".`)] }
  const { lock, files, tree, faults } = readPackage(host, workspace.config, name)
  const accepted = lock !== undefined && faults.length === 0 && tree?.digest === digestTree(lock.tree.files)
  if (clean || !accepted) return makeBundle(host, workspace, name, { mode: 'clean' })
  return makeBundle(host, workspace, name, { mode: 'revise', previous: { files, lock } })
}
