import type { Host, Stat } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** One line of `data.specs[]`. */
export interface CheckedSpec {
  readonly name: string
  readonly version: string
  readonly owners: readonly string[]
  readonly status: string
  readonly clauses: number
  readonly witnessed: number
  readonly vectors: number
  readonly laws: number
  readonly open: number
}

/** The result of a whole check. */
export interface CheckResult {
  /** The folder of documents, relative to the root. */
  readonly specs: string
  readonly diagnostics: readonly Diagnostic[]
  readonly data: { readonly specs: readonly CheckedSpec[] }
}

interface Kept {
  readonly tool: string
  /** Path relative to the root, and what `stat` said of it, as `mark` writes it. */
  readonly files: readonly (readonly [string, string])[]
  readonly result: CheckResult
}

const pathOf = (host: Host): string => `${host.root}/.canon/cache/check.json`

/** The last result, when every file and folder it came from is as it was; no document is opened. */
export function keptResult(host: Host): CheckResult | undefined {
  const kept = parse(host)
  if (kept === undefined || kept.tool !== toolMark(host)) return undefined
  for (const [path, mark] of kept.files) if (markOf(host.stat(`${host.root}/${path}`)) !== mark) return undefined
  return kept.result
}

/** A file changed within this time before the reading could change again without a new time stamp. */
const settleMs = 50

/** Keeps a result with the files and folders it came from; not when one of them changed while it was made. */
export function keepResult(host: Host, paths: readonly string[], startedMs: number, result: CheckResult): void {
  const files: [string, string][] = []
  for (const path of new Set(paths)) {
    const stat = host.stat(path)
    const outside = !path.startsWith(`${host.root}/`)
    const ours = path.startsWith(`${host.root}/.canon/`)
    if (outside || (stat !== undefined && !ours && stat.modifiedMs > startedMs - settleMs)) return
    files.push([path.slice(host.root.length + 1), markOf(stat)])
  }
  const kept: Kept = { tool: toolMark(host), files, result }
  host.write(pathOf(host), JSON.stringify(kept))
}

const markOf = (stat: Stat | undefined): string =>
  stat === undefined ? '' : `${stat.kind} ${stat.sizeBytes} ${stat.modifiedMs} ${stat.inode}`

function parse(host: Host): Kept | undefined {
  try {
    const kept = JSON.parse(Buffer.from(host.read(pathOf(host), 256 * 1024 * 1024)).toString()) as Partial<Kept> | null
    const whole =
      typeof kept?.tool === 'string' &&
      Array.isArray(kept.files) &&
      Array.isArray(kept.result?.diagnostics) &&
      Array.isArray(kept.result.data?.specs) &&
      typeof kept.result.specs === 'string'
    return whole ? (kept as Kept) : undefined
  } catch {
    return undefined
  }
}

const rooms = ['base', 'check', 'diagnostics', 'host', 'model', 'pipeline', 'read']

/** Changes with the tool's own files and with Node: an older tool's verdict is not this one's. */
export function toolMark(host: Host): string {
  const marks = [process.version]
  for (const room of rooms) {
    const folder = `${import.meta.dirname}/../${room}`
    if (host.stat(folder) === undefined) continue
    for (const { name } of host.list(folder)) {
      const stat = host.stat(`${folder}/${name}`)
      marks.push(`${name} ${stat?.sizeBytes} ${stat?.modifiedMs}`)
    }
  }
  return marks.join('\n')
}
