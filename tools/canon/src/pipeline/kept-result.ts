import { isAbsolute } from 'node:path'
import type { Host, Stat } from '../host/host.ts'

/** A command's result between runs: what it is kept as, and what made it beside files. */
export interface Shelf {
  /** File name below `.canon/cache/`. */
  readonly name: string
  /** Changes with the tool and whatever else is no file of the workspace: an older tool's verdict is not this one's. */
  readonly mark: string
}

interface Kept<T> {
  readonly mark: string
  /** Path from the root, absolute outside it, and what `stat` said of it, as `markOf` writes it. */
  readonly files: readonly (readonly [string, string])[]
  readonly result: T
}

/** The last result, when every file and folder it came from is as it was; none of them is opened. */
export function keptResult<T>(host: Host, shelf: Shelf, isWhole: (result: Partial<T>) => boolean): T | undefined {
  const kept = parse<T>(host, shelf)
  if (kept === undefined || kept.mark !== shelf.mark || !isWhole(kept.result)) return undefined
  for (const [path, mark] of kept.files)
    if (markOf(host.stat(isAbsolute(path) ? path : `${host.root}/${path}`)) !== mark) return undefined
  return kept.result
}

/** A file changed within this time before the reading could change again without a new time stamp. */
const settleMs = 50

/** What a result came from, and when its making began. */
export interface Origin {
  readonly paths: readonly string[]
  readonly startedMs: number
  /** Files that the command itself wrote. */
  readonly isOwn: (path: string) => boolean
}

/** Keeps a result with the files and folders it came from; not when one of them changed while it was made. */
export function keepResult<T>(host: Host, shelf: Shelf, { paths, startedMs, isOwn }: Origin, result: T): void {
  const files: [string, string][] = []
  for (const path of new Set(paths)) {
    const stat = host.stat(path)
    const changing = stat !== undefined && !isOwn(path) && stat.modifiedMs > startedMs - settleMs
    if (changing || !isAbsolute(path)) return
    files.push([path.startsWith(`${host.root}/`) ? path.slice(host.root.length + 1) : path, markOf(stat)])
  }
  const kept: Kept<T> = { mark: shelf.mark, files, result }
  host.write(pathOf(host, shelf), JSON.stringify(kept))
}

const pathOf = (host: Host, { name }: Shelf): string => `${host.root}/.canon/cache/${name}`

const markOf = (stat: Stat | undefined): string =>
  stat === undefined ? '' : `${stat.kind} ${stat.sizeBytes} ${stat.modifiedMs} ${stat.inode} ${stat.links}`

const bytesMax = 256 * 1024 * 1024

function parse<T>(host: Host, shelf: Shelf): (Kept<Partial<T>> & Kept<T>) | undefined {
  try {
    const kept = JSON.parse(Buffer.from(host.read(pathOf(host, shelf), bytesMax)).toString()) as Partial<Kept<T>> | null
    const whole =
      typeof kept?.mark === 'string' && Array.isArray(kept.files) && typeof kept.result === 'object' && kept.result !== null
    return whole ? (kept as Kept<T>) : undefined
  } catch {
    return undefined
  }
}
