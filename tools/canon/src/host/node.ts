import {
  closeSync,
  constants,
  cpSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Entry, type EntryKind, type Host, HostError, type HostErrorCode, type Stat } from './host.ts'

/** The real machine, with `root` as the workspace. */
export function nodeHost(root: string): Host {
  return {
    root: resolve(root),
    read: (path, maxBytes) => attempt(path, () => readFile(path, maxBytes)),
    list: (path) => attempt(path, () => listFolder(path)),
    stat: statEntry,
    realPath: (path) => attempt(path, () => realpathSync(path)),
    write: (path, bytes) => attempt(path, () => replaceFile(path, bytes)),
    makeFolder: (path) => attempt(path, () => void mkdirSync(path, { recursive: true })),
    remove: (path) => attempt(path, () => rmSync(path, { recursive: true, force: true })),
    rename: (from, to) => attempt(from, () => renameSync(from, to)),
    copy: (from, to) => attempt(from, () => cpSync(from, to, { recursive: true, verbatimSymlinks: true })),
    temporaryFolder: (prefix) => attempt(prefix, () => realpathSync(mkdtempSync(join(tmpdir(), `${prefix}-`)))),
    now: () => new Date(),
    run: async (command, options) => (await import('./process.ts')).runProcess(command, options),
  }
}

/** Opened without blocking, so that a named pipe is an error and not a wait. */
function readFile(path: string, maxBytes = Number.MAX_SAFE_INTEGER): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw new HostError('NOT_A_FILE', path, `${path} is not a file`)
    if (stat.size > maxBytes) throw new HostError('TOO_LARGE', path, `${path} has ${stat.size} bytes, more than ${maxBytes}`)
    const bytes = Buffer.allocUnsafe(stat.size)
    let length = 0
    while (length < stat.size) {
      const count = readSync(file, bytes, length, stat.size - length, null)
      if (count === 0) break
      length += count
    }
    return bytes.subarray(0, length)
  } finally {
    closeSync(file)
  }
}

function listFolder(path: string): Entry[] {
  const entries = readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function statEntry(path: string): Stat | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return undefined
  return { kind: kindOf(stat), sizeBytes: stat.size, modifiedMs: stat.mtimeMs, inode: stat.ino, links: stat.nlink }
}

/** A reader sees the old file or the new one, never a part. */
function replaceFile(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true })
  const next = `${path}.${process.pid}.next`
  try {
    writeFileSync(next, bytes)
    renameSync(next, path)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  }
}

const kindOf = (entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryKind =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other'

const codes: Readonly<Record<string, HostErrorCode>> = {
  ENOENT: 'NOT_FOUND',
  ENOTDIR: 'NOT_A_DIRECTORY',
  EISDIR: 'NOT_A_FILE',
  ENXIO: 'NOT_A_FILE',
  EACCES: 'DENIED',
  EPERM: 'DENIED',
}

function attempt<T>(path: string, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof HostError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new HostError(codes[code ?? ''] ?? 'FAILED', path, message)
  }
}
