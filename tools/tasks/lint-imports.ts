import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { circlesOf } from './import-circles.ts'
import { type Imported, importsOf } from './imports-of.ts'

/** One broken rule of the house. */
export interface Violation {
  readonly rule: Rule
  readonly file: string
  readonly line: number
  readonly message: string
}

export type Rule =
  | 'ROOM_UNKNOWN'
  | 'ROOM_IMPORT'
  | 'PHASE_IMPORTS_PHASE'
  | 'HOST_IMPLEMENTATION'
  | 'OUTSIDE_WORLD'
  | 'IMPORT_CIRCLE'
  | 'TOOL_IMPORTS_PACKAGE'
  | 'SPEC_IMPORTS_PACKAGE'
  | 'FILE_TOO_LONG'

/** The rules of the house over source text: path relative to the root, forward slashes, to text. */
export function lintImports(files: ReadonlyMap<string, string>): readonly Violation[] {
  const graph = new Map<string, readonly Resolved[]>()
  for (const [file, text] of files)
    graph.set(
      file,
      importsOf(file, text).map((found) => resolved(file, found, files)),
    )
  return [
    ...[...graph].flatMap(([file, imports]) => [...rooms(file), ...imports.flatMap((one) => edge(file, one))]),
    ...circlesOf(new Map([...graph].map(([file, imports]) => [file, imports.flatMap((one) => one.target ?? [])]))).map(circle),
    ...[...files].flatMap(([file, text]) => tooLong(file, text)),
  ].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}

/** The handwritten source of a checkout. */
export function lintRepository(root: string): readonly Violation[] {
  const files = new Map<string, string>()
  for (const folder of ['tools', 'specs']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/')
      if (entry.isFile() && /\.(ts|mts|mjs|js)$/.test(path) && !NOT_OURS.test(path))
        files.set(path, readFileSync(join(root, path), 'utf8'))
    }
  }
  return lintImports(files)
}

/** The gallery holds packages for the gate to refuse: data of the tool, which nothing imports. */
const NOT_OURS = /(^|\/)(node_modules|fixtures|dist)\/|^tools\/canon\/gallery\//

const PHASES = ['read', 'check', 'plan', 'bundle', 'generate', 'gate', 'record', 'report']
const BELOW = ['model', 'base', 'diagnostics']

/** What a room may import beside itself. `report`, `check` and `plan` are pure: they know no host. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  model: [],
  base: ['model', 'diagnostics', 'host'],
  diagnostics: ['model'],
  host: ['model', 'base'],
  ...Object.fromEntries(PHASES.map((phase) => [phase, [...BELOW, 'host']])),
  check: BELOW,
  plan: BELOW,
  report: BELOW,
  // Tries the laws of the gate on changed packages; what judges never imports it.
  strength: [...BELOW, 'host', 'gate'],
  pipeline: [...BELOW, 'host', ...PHASES, 'strength'],
  cli: [...BELOW, 'host', 'pipeline', 'report'],
}

const PURE = ['model', 'base', 'diagnostics', 'check', 'plan', 'report']
const WORLD = /^(node:)?(fs|fs\/promises|child_process|net|http|https|http2|dgram|tls|worker_threads|cluster)$/
const TOOLS_OWN = ['@canon/cli', '@canon/contract', '@canon/studio']
const LINES_MAX = 300
const REASON = /longer than 300 lines because/i

interface Resolved extends Imported {
  /** The file of the repository that it names, when it names one. */
  readonly target: string | undefined
}

function resolved(file: string, found: Imported, files: ReadonlyMap<string, string>): Resolved {
  if (!found.specifier.startsWith('.')) return { ...found, target: undefined }
  const path = posix.normalize(posix.join(posix.dirname(file), found.specifier))
  return { ...found, target: files.has(path) || path.startsWith('packages/') ? path : undefined }
}

/** `tools/canon/src/read/table.ts` is in `read`; `tools/canon/src/cli.ts` is `cli`; others are in no room. */
function roomOf(file: string): string | undefined {
  const [room, ...rest] = file.startsWith(SOURCE) ? file.slice(SOURCE.length).split('/') : []
  return rest.length === 0 ? room?.replace(/\.ts$/, '') : room
}

const SOURCE = 'tools/canon/src/'

function rooms(file: string): Violation[] {
  const room = roomOf(file)
  if (room === undefined || Object.hasOwn(MAY, room)) return []
  return [{ rule: 'ROOM_UNKNOWN', file, line: 1, message: `"${room}" is no room of the tool` }]
}

function edge(file: string, found: Resolved): Violation[] {
  const broken = (rule: Rule, message: string): Violation[] => [{ rule, file, line: found.line, message }]
  const toPackage = found.target?.startsWith('packages/') === true || isPackage(found.specifier)
  if (toPackage && file.startsWith('tools/')) return broken('TOOL_IMPORTS_PACKAGE', `the tool imports ${found.specifier}`)
  if (toPackage && file.startsWith('specs/'))
    return broken('SPEC_IMPORTS_PACKAGE', `a document's file imports ${found.specifier}`)
  const from = roomOf(file)
  if (from === undefined) return []
  if (PURE.includes(from) && WORLD.test(found.specifier))
    return broken('OUTSIDE_WORLD', `${from} is pure and imports ${found.specifier}`)
  const to = found.target === undefined ? undefined : roomOf(found.target)
  if (to === undefined || to === from) return []
  if (PHASES.includes(from) && PHASES.includes(to))
    return broken('PHASE_IMPORTS_PHASE', `the phase ${from} imports the phase ${to}`)
  if (!MAY[from]?.includes(to)) return broken('ROOM_IMPORT', `${from} may not import ${to}`)
  if (
    to === 'host' &&
    (from === 'base' || from === 'strength' || PHASES.includes(from)) &&
    found.target !== `${SOURCE}host/host.ts`
  )
    return broken('HOST_IMPLEMENTATION', `${from} knows the interface host/host.ts only`)
  return []
}

const isPackage = (specifier: string) =>
  /^@canon\//.test(specifier) && !TOOLS_OWN.some((own) => specifier === own || specifier.startsWith(`${own}/`))

function circle(files: readonly string[]): Violation {
  return { rule: 'IMPORT_CIRCLE', file: files[0]!, line: 1, message: [...files, files[0]].join(' → ') }
}

function tooLong(file: string, text: string): Violation[] {
  const lines = text.split('\n').length - 1
  // A contract is one file per provider by the format of the documents, however many laws it takes.
  if (lines <= LINES_MAX || REASON.test(text) || !file.startsWith('tools/')) return []
  return [{ rule: 'FILE_TOO_LONG', file, line: LINES_MAX + 1, message: `${lines} lines; split it, or say in it why not` }]
}

if (import.meta.main) {
  const violations = lintRepository(join(import.meta.dirname, '..', '..'))
  for (const { rule, file, line, message } of violations) console.log(`${file}:${line} ${rule} ${message}`)
  process.exitCode = violations.length === 0 ? 0 : 1
}
