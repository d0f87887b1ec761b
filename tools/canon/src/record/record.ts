import { join } from 'node:path'
import { packageName, packageSkeleton } from '../base/skeleton.ts'
import { LOCK_FILE, treeOf } from '../base/tree.ts'
import { recordDiagnostic } from '../diagnostics/record.ts'
import type { Host } from '../host/host.ts'
import type { Candidate } from '../model/bundle.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Lock, Rendering } from '../model/lock.ts'
import type { Spec } from '../model/spec.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Workspace } from '../model/workspace.ts'
import { lockText, makeLock } from './lock.ts'
import { parseLock } from './parse-lock.ts'
import { readPackage } from './read-package.ts'
import { isBusy } from './recover.ts'
import { keep, keepLock, keptLock, pruneObjects } from './store.ts'
import { swapIn } from './swap.ts'

export interface Recording {
  readonly candidate: Candidate
  /** A red one is refused. */
  readonly verdict: Verdict
  readonly rendering: Rendering
}

/** Puts an accepted candidate in the place of the package, as a whole, with its lock. */
export function recordPackage(
  host: Host,
  workspace: Workspace,
  spec: Spec,
  recording: Recording,
): { readonly lock?: Lock; readonly diagnostics: readonly Diagnostic[] } {
  const { config } = workspace
  if (!recording.verdict.ok) return { diagnostics: [recordDiagnostic('RECORD_RED', `The verdict on "${spec.name}" is red.`)] }
  if (isBusy(host, config, spec.name))
    return { diagnostics: [recordDiagnostic('RECORD_BUSY', `Another process is recording "${spec.name}".`)] }
  const files = assemblePackage(workspace, spec, recording.candidate)
  const previous = readPackage(host, config, spec.name).lock
  const lock = makeLock(workspace, spec, { ...recording, tree: treeOf(files), previous })
  const lockBytes = new TextEncoder().encode(lockText(lock))
  for (const bytes of Object.values(files)) keep(host, bytes)
  swapIn(host, config, spec.name, { ...files, [LOCK_FILE]: lockBytes })
  keepLock(host, spec.name, lockBytes)
  pruneObjects(host, () => namedByLocks(host, workspace))
  return { lock, diagnostics: unlinked(host, workspace, spec) }
}

/** What can still be restored: files of the packages as they lie, and of the locks last recorded here. */
function namedByLocks(host: Host, { config, specs }: Workspace): ReadonlySet<string> {
  const locks = specs.flatMap(({ name }) => {
    const recorded = keptLock(host, name)
    return [readPackage(host, config, name).lock, recorded && parseLock(recorded, LOCK_FILE).lock]
  })
  return new Set(locks.flatMap((lock) => (lock === undefined ? [] : Object.values(lock.tree.files))))
}

/** The whole package but its lock: what the tool writes, and what the generator wrote. */
export function assemblePackage(workspace: Workspace, spec: Spec, candidate: Candidate): Record<string, Uint8Array> {
  const encoder = new TextEncoder()
  const files: Record<string, Uint8Array> = { ...candidate.files }
  for (const [path, text] of Object.entries(packageSkeleton(workspace, spec))) files[path] = encoder.encode(text)
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function unlinked(host: Host, workspace: Workspace, spec: Spec): Diagnostic[] {
  const names = [
    ...spec.frontMatter.depends.map((name) => packageName(workspace, name)),
    ...Object.keys(spec.frontMatter.libraries),
  ]
  const folder = join(host.root, workspace.config.packages, spec.name, 'node_modules')
  const absent = names.filter((name) => host.stat(join(folder, name)) === undefined)
  if (absent.length === 0) return []
  return [
    recordDiagnostic('RECORD_INSTALL', `"${spec.name}" imports ${absent.join(', ')}, which no installation has linked yet.`),
  ]
}
