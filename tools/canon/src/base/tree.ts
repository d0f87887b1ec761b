import { recordDiagnostic } from '../diagnostics/record.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Tree } from '../model/lock.ts'
import { digestBytes, digestTree } from './digest.ts'

export const LOCK_FILE = 'canon.lock.json'

export const TREE_LIMITS = { files: 2000, bytes: 64 * 1024 * 1024, depth: 16, nameLength: 120 } as const

/** A folder's files with what is wrong with it; `files` and `tree` are complete only when `diagnostics` is empty. */
export interface TreeReading {
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly tree: Tree
  readonly diagnostics: readonly Diagnostic[]
}

export interface TreeOptions {
  /** Names at the folder's top that are passed over; the lock and `node_modules` when left out. */
  readonly skip?: readonly string[]
  /** Files that may be there at most; TREE_LIMITS when left out. */
  readonly filesMax?: number
}

/** Reads a package folder: relative paths to bytes and their digests. Links, odd names and what exceeds TREE_LIMITS are refused by code. */
export function readTree(host: Host, folder: string, options: TreeOptions = {}): TreeReading {
  const skip = new Set(options.skip ?? [LOCK_FILE, 'node_modules'])
  const filesMax = options.filesMax ?? TREE_LIMITS.files
  const files: Record<string, Uint8Array> = {}
  const diagnostics: Diagnostic[] = []
  const budget = { files: 0, bytes: 0 }
  walk('', 1)
  diagnostics.push(...caseCollisions(Object.keys(files)))
  return { files, tree: treeOf(files), diagnostics }

  /** Answers false when a limit ended the walk. */
  function walk(prefix: string, depth: number): boolean {
    for (const entry of host.list(prefix === '' ? folder : `${folder}/${prefix}`)) {
      if (depth === 1 && skip.has(entry.name)) continue
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
      if (entry.kind === 'link' || entry.kind === 'other') {
        diagnostics.push(recordDiagnostic('TREE_LINK', `"${path}" is ${entry.kind === 'link' ? 'a link' : 'no file'}`))
        continue
      }
      if (!isPlainName(entry.name) || depth > TREE_LIMITS.depth) {
        diagnostics.push(recordDiagnostic('TREE_ODD_NAME', `"${path}" is not a name a package may hold`))
        continue
      }
      if (entry.kind === 'folder' ? !walk(path, depth + 1) : !take(path)) return false
    }
    return true
  }

  function take(path: string): boolean {
    const stat = host.stat(`${folder}/${path}`)
    if (stat === undefined) return true
    if (stat.links > 1) {
      diagnostics.push(recordDiagnostic('TREE_LINK', `"${path}" is a hard link`))
      return true
    }
    if (++budget.files > filesMax) {
      diagnostics.push(recordDiagnostic('TREE_TOO_MANY_FILES', `more than ${filesMax} files`))
      return false
    }
    budget.bytes += stat.sizeBytes
    if (budget.bytes > TREE_LIMITS.bytes) {
      diagnostics.push(recordDiagnostic('TREE_TOO_LARGE', `more than ${TREE_LIMITS.bytes} bytes, reached at "${path}"`))
      return false
    }
    files[path] = host.read(`${folder}/${path}`, TREE_LIMITS.bytes)
    return true
  }
}

/** Digests of files in memory, as `readTree` would give them. */
export function treeOf(files: Readonly<Record<string, Uint8Array>>): Tree {
  const digests: Record<string, string> = {}
  for (const path of Object.keys(files).sort()) digests[path] = digestBytes(files[path]!)
  return { digest: digestTree(digests), files: digests }
}

/** A relative path whose every part is a plain name. */
export function isPlainPath(path: string): boolean {
  const parts = path.split('/')
  return parts.length <= TREE_LIMITS.depth && parts.every(isPlainName)
}

function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_@+.-]+$/.test(name) && !/^\.+$/.test(name) && name.length <= TREE_LIMITS.nameLength
}

/** Two names that some file systems hold to be one. */
function caseCollisions(paths: readonly string[]): Diagnostic[] {
  const seen = new Map<string, string>()
  const found: Diagnostic[] = []
  for (const path of paths) {
    const other = seen.get(path.toLowerCase())
    if (other !== undefined) found.push(recordDiagnostic('TREE_ODD_NAME', `"${path}" and "${other}" differ in case only`))
    seen.set(path.toLowerCase(), path)
  }
  return found
}
