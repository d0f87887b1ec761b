import { parseSync } from 'oxc-parser'
import { stripModule } from '../../base/strip.ts'
import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Spec } from '../../model/spec.ts'
import { codeFaults } from './code.ts'
import { importRefusal } from './modules.ts'
import { lineAndColumn } from './position.ts'

const FILES_MAX = 500
const FILE_BYTES_MAX = 512 * 1024
const TREE_BYTES_MAX = 8 * 1024 * 1024

export interface LayoutRequest {
  readonly spec: Spec
  readonly scope: string
  /** The assembled package without its lock: relative path to bytes. */
  readonly files: Readonly<Record<string, Uint8Array>>
  /** What the tool writes itself; must be there, byte for byte. */
  readonly skeleton: Readonly<Record<string, string>>
  /** For places in diagnostics, for example `packages/log`. */
  readonly folder: string
}

/** Everything that can be held against a package without running it. */
export function checkLayout(request: LayoutRequest): Diagnostic[] {
  const { files, skeleton, folder } = request
  const found: Diagnostic[] = []
  for (const [path, text] of Object.entries(skeleton)) {
    const bytes = files[path]
    if (bytes === undefined || decode(bytes) !== text)
      found.push(
        gateDiagnostic('LAYOUT_SKELETON', `${path} is not what the document gives`, {
          place: { file: `${folder}/${path}`, line: 1, column: 1 },
        }),
      )
  }
  const paths = Object.keys(files)
  const total = paths.reduce((sum, path) => sum + files[path]!.length, 0)
  if (paths.length > FILES_MAX || total > TREE_BYTES_MAX)
    found.push(
      gateDiagnostic('LAYOUT_TOO_LARGE', `${paths.length} files of ${total} bytes together`, {
        expected: `at most ${FILES_MAX} files and ${TREE_BYTES_MAX} bytes`,
      }),
    )
  if (files['src/index.ts'] === undefined) found.push(gateDiagnostic('LAYOUT_NO_ENTRY', 'there is no src/index.ts'))
  for (const path of paths.filter((path) => !(path in skeleton))) found.push(...checkFile(request, path))
  return found
}

function checkFile(request: LayoutRequest, path: string): Diagnostic[] {
  const bytes = request.files[path]!
  const at = { file: `${request.folder}/${path}`, line: 1, column: 1 }
  if (!/^src\/(?:[A-Za-z0-9_-]+\/)*[A-Za-z0-9_.-]+$/.test(path) || !isAllowedKind(request.spec, path))
    return [
      gateDiagnostic('LAYOUT_FILE', `"${path}" has no place in this package`, {
        place: at,
        expected: 'TypeScript files under src/',
      }),
    ]
  if (bytes.length > FILE_BYTES_MAX)
    return [
      gateDiagnostic('LAYOUT_TOO_LARGE', `"${path}" has ${bytes.length} bytes`, {
        place: at,
        expected: `at most ${FILE_BYTES_MAX}`,
      }),
    ]
  if (!path.endsWith('.ts')) return []
  let source: string
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    stripModule(path, source)
  } catch (error) {
    return [
      gateDiagnostic('LAYOUT_SYNTAX', `"${path}": ${error instanceof Error ? error.message.split('\n')[0] : 'not readable'}`, {
        place: at,
      }),
    ]
  }
  return checkModule(request, path, source)
}

function isAllowedKind(spec: Spec, path: string): boolean {
  if (path.endsWith('.d.ts')) return false
  if (path.endsWith('.ts')) return true
  const extensions = { solidity: ['.sol'], assemblyscript: ['.as'], page: ['.tsx', '.css', '.html', '.svg'] } as const
  return spec.frontMatter.assets.some((asset) => extensions[asset].some((extension) => path.endsWith(extension)))
}

function checkModule(request: LayoutRequest, path: string, source: string): Diagnostic[] {
  const parsed = parseSync(path, source)
  const place = (offset: number) => ({ file: `${request.folder}/${path}`, ...lineAndColumn(source, offset) })
  if (parsed.errors.length > 0)
    return [gateDiagnostic('LAYOUT_SYNTAX', `"${path}": ${parsed.errors[0]!.message}`, { place: place(0) })]
  const found: Diagnostic[] = []
  const imports = [
    ...parsed.module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...parsed.module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest] : [])),
    ),
  ]
  const seen = new Set<string>()
  for (const { value, start } of imports) {
    if (seen.has(value)) continue
    seen.add(value)
    const refusal = value.startsWith('.')
      ? relativeRefusal(request, path, value)
      : importRefusal(value, path, request.spec.frontMatter, request.scope)
    if (refusal !== undefined)
      found.push(gateDiagnostic('LAYOUT_IMPORT', `import of "${value}": ${refusal}`, { place: place(start) }))
  }
  for (const fault of codeFaults(path, source, parsed, request.spec.frontMatter))
    found.push(gateDiagnostic(fault.code, fault.message, { place: place(fault.offset) }))
  return found
}

function relativeRefusal(request: LayoutRequest, from: string, specifier: string): string | undefined {
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  const target = parts.join('/')
  if (!target.startsWith('src/')) return 'it leaves src/'
  return request.files[target] === undefined ? `there is no ${target}` : undefined
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
