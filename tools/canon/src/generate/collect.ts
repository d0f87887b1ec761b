import { join } from 'node:path'
import { readTree, type TreeReading } from '../base/tree.ts'
import { generateDiagnostic } from '../diagnostics/generate.ts'
import type { Host } from '../host/host.ts'
import type { Bundle, Candidate } from '../model/bundle.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** Without a candidate, the diagnostics say why. */
export interface Collected {
  readonly candidate: Candidate | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** What may lie beside `src/` and the bundle's own files. */
export const BESIDE = [
  'NOTES.md',
  'FEEDBACK.md',
  'DONE',
  'node_modules',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
] as const

/** Takes what a generator left in its folder; refuses whatever is not a plain file under `src/`. */
export function collect(host: Host, bundle: Bundle, folder: string): Collected {
  const source = collectSource(host, bundle.name, folder)
  const beside = readTree(host, folder, { skip: [...BESIDE, 'src'], filesMax: Object.keys(bundle.files).length + 100 })
  const diagnostics = [...source.diagnostics, ...beside.diagnostics, ...changedBeside(bundle, beside)]
  return { candidate: diagnostics.length === 0 ? source.candidate : undefined, diagnostics }
}

/** `src/` of a folder that need not hold a bundle. */
export function collectSource(host: Host, name: string, folder: string): Collected {
  const stat = host.stat(join(folder, 'src'))
  if (stat === undefined) return refused([generateDiagnostic('GENERATOR_WROTE_NOTHING', 'There is no src/.')])
  if (stat.kind !== 'folder') return refused([generateDiagnostic('GENERATOR_WROTE_OUTSIDE', 'src is no folder of its own.')])
  const reading = readTree(host, join(folder, 'src'), { skip: [] })
  if (reading.diagnostics.length > 0) return refused(reading.diagnostics)
  const files = Object.fromEntries(Object.entries(reading.files).map(([path, bytes]) => [`src/${path}`, bytes]))
  if (Object.keys(files).length === 0) return refused([generateDiagnostic('GENERATOR_WROTE_NOTHING', 'src/ is empty.')])
  return { candidate: { name, files }, diagnostics: [] }
}

function changedBeside(bundle: Bundle, beside: TreeReading): Diagnostic[] {
  const expected = Object.keys(bundle.files).filter((path) => !path.startsWith('node_modules/'))
  const changed = [...new Set([...expected, ...Object.keys(beside.files)])]
    .filter((path) => !sameBytes(bundle.files[path], beside.files[path]))
    .sort()
  return changed
    .slice(0, 20)
    .map((path) =>
      path === 'package.json'
        ? generateDiagnostic('GENERATOR_ADDED_DEPENDENCY', 'package.json is not as the bundle had it.')
        : generateDiagnostic('GENERATOR_WROTE_OUTSIDE', `"${path}" was ${verb(bundle.files[path], beside.files[path])}.`),
    )
}

const verb = (before: unknown, after: unknown) => (before === undefined ? 'added' : after === undefined ? 'removed' : 'changed')

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined) =>
  a !== undefined && b !== undefined && Buffer.compare(a, b) === 0

const refused = (diagnostics: readonly Diagnostic[]): Collected => ({ candidate: undefined, diagnostics })
