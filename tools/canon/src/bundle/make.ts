import { digestTree } from '../base/digest.ts'
import { treeOf } from '../base/tree.ts'
import { bundleDiagnostic } from '../diagnostics/bundle.ts'
import type { Host } from '../host/host.ts'
import type { Bundle } from '../model/bundle.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Lock } from '../model/lock.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { clauseDiff } from './clauses.ts'
import { dependencyFiles } from './dependencies.ts'
import { documentFiles } from './documents.ts'
import { kitFiles } from './kit.ts'
import { taskSheet } from './task-sheet.ts'

export interface BundleOptions {
  readonly mode: 'clean' | 'revise'
  /** The accepted rendering, for revise mode: `src/**` and its lock. */
  readonly previous?: { readonly files: Readonly<Record<string, Uint8Array>>; readonly lock: Lock }
}

/** Without a bundle, the diagnostics say why. */
export interface BundleResult {
  readonly bundle: Bundle | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Gathers everything a generator may know about one package; the same inputs give the same bytes. */
export function makeBundle(host: Host, workspace: Workspace, name: string, options: BundleOptions): BundleResult {
  const spec = workspace.specs.find((one) => one.name === name)
  if (spec === undefined) return refused(bundleDiagnostic('BUNDLE_UNKNOWN_NAME', `There is no document "${name}".`))
  const blocked = blockers(workspace, spec, options)
  if (blocked.length > 0) return { bundle: undefined, diagnostics: blocked }
  const dependencies = dependencyFiles(host, workspace, spec)
  if (dependencies.diagnostics.length > 0) return { bundle: undefined, diagnostics: dependencies.diagnostics }
  const files = sorted({
    ...encoded({ 'TASK.md': taskSheet(workspace, spec, options.mode), ...kitFiles(workspace, spec) }),
    ...documentFiles(host, workspace, spec),
    ...dependencies.files,
    ...(options.mode === 'revise' && options.previous !== undefined ? previousFiles(spec, options.previous) : {}),
  })
  const bundle = { name, mode: options.mode, files, digest: bundleDigest(files), tokens: tokensOf(files) }
  return { bundle, diagnostics: [] }
}

/** Over paths and bytes, `node_modules` left out: an installation replaces what lies there. */
export function bundleDigest(files: Readonly<Record<string, Uint8Array>>): string {
  const kept = Object.entries(treeOf(files).files).filter(([path]) => !path.startsWith('node_modules/'))
  return digestTree(Object.fromEntries(kept))
}

function blockers(workspace: Workspace, spec: Spec, options: BundleOptions): Diagnostic[] {
  const unread = workspace.diagnostics.find(
    (one) => one.severity === 'error' && one.place?.file.startsWith(`${spec.folder}/`) === true,
  )
  return [
    ...spec.open.map((item) =>
      bundleDiagnostic('BUNDLE_BLOCKED', `"${spec.name}" has an open decision: ${item.text}`, { place: item.place }),
    ),
    ...(unread === undefined
      ? []
      : [bundleDiagnostic('BUNDLE_UNREADABLE', `"${spec.name}" has faults, ${unread.code} first.`, { place: unread.place! })]),
    ...(options.mode === 'revise' && options.previous === undefined
      ? [bundleDiagnostic('BUNDLE_NOTHING_PREVIOUS', `"${spec.name}" has no accepted rendering.`)]
      : []),
  ]
}

function previousFiles(spec: Spec, previous: NonNullable<BundleOptions['previous']>): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = encoded({ 'CLAUSE-DIFF.md': clauseDiff(spec, previous.lock) })
  for (const [path, bytes] of Object.entries(previous.files)) if (path.startsWith('src/')) files[`previous/${path}`] = bytes
  return files
}

function tokensOf(files: Readonly<Record<string, Uint8Array>>): number {
  const decoder = new TextDecoder()
  return Math.ceil(Object.values(files).reduce((sum, bytes) => sum + decoder.decode(bytes).length, 0) / 4)
}

function encoded(texts: Readonly<Record<string, string>>): Record<string, Uint8Array> {
  const encoder = new TextEncoder()
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]))
}

const sorted = (files: Record<string, Uint8Array>) =>
  Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))

const refused = (diagnostic: Diagnostic): BundleResult => ({ bundle: undefined, diagnostics: [diagnostic] })
