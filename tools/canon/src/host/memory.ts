import { posix } from 'node:path'
import { type Entry, type Host, HostError, type RunOptions, type RunResult, type Stat } from './host.ts'

export interface MemoryHost extends Host {
  /** What is on the disk now: path relative to the root to text; links and folders left out. */
  texts(): Record<string, string>
}

export interface MemoryOptions {
  readonly now?: () => Date
  readonly run?: (command: readonly string[], options: RunOptions) => Promise<RunResult>
}

type Node = { kind: 'file'; bytes: Uint8Array; serial: number } | { kind: 'folder' } | { kind: 'link'; target: string }

/** A machine in memory for tests: `files` by path relative to the root; `{ link }` is a symbolic link. */
export function memoryHost(
  files: Readonly<Record<string, string | Uint8Array | { readonly link: string }>>,
  options: MemoryOptions = {},
): MemoryHost {
  const root = '/memory'
  const disk = new Disk()
  for (const [path, content] of Object.entries(files)) {
    const full = posix.join(root, path)
    if (typeof content === 'object' && 'link' in content) disk.put(full, { kind: 'link', target: content.link })
    else disk.write(full, content)
  }
  let folders = 0
  return {
    root,
    read: (path, maxBytes) => disk.read(path, maxBytes),
    list: (path) => disk.list(path),
    stat: (path) => disk.stat(path),
    realPath: (path) => disk.resolve(path),
    write: (path, bytes) => disk.write(path, bytes),
    makeFolder: (path) => disk.makeFolder(path),
    remove: (path) => disk.remove(path),
    rename: (from, to) => disk.move(from, to, false),
    copy: (from, to) => disk.move(from, to, true),
    temporaryFolder: (prefix) => {
      const path = `/temporary/${prefix}-${++folders}`
      disk.makeFolder(path)
      return path
    },
    now: options.now ?? (() => new Date(0)),
    run: options.run ?? (() => Promise.reject(new HostError('DENIED', '', 'the memory host runs no commands'))),
    texts: () => disk.texts(`${root}/`),
  }
}

class Disk {
  private readonly nodes = new Map<string, Node>()
  private serial = 0

  put(path: string, node: Node): void {
    this.makeFolder(posix.dirname(path))
    this.nodes.set(posix.normalize(path), node)
  }

  write(path: string, content: Uint8Array | string): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content.slice()
    this.put(path, { kind: 'file', bytes, serial: ++this.serial })
  }

  makeFolder(path: string): void {
    const full = posix.normalize(path)
    if (full === '/' || this.nodes.get(full)?.kind === 'folder') return
    if (this.nodes.has(full)) throw new HostError('NOT_A_DIRECTORY', path, `${path} is not a folder`)
    this.makeFolder(posix.dirname(full))
    this.nodes.set(full, { kind: 'folder' })
  }

  read(path: string, maxBytes = Number.MAX_SAFE_INTEGER): Uint8Array {
    const node = this.nodes.get(this.resolve(path))
    if (node?.kind !== 'file') throw new HostError('NOT_A_FILE', path, `${path} is not a file`)
    if (node.bytes.length > maxBytes) throw new HostError('TOO_LARGE', path, `${path} is larger than ${maxBytes} bytes`)
    return node.bytes.slice()
  }

  list(path: string): Entry[] {
    const full = this.resolve(path)
    if (full !== '/' && this.nodes.get(full)?.kind !== 'folder')
      throw new HostError('NOT_A_DIRECTORY', path, `${path} is not a folder`)
    const prefix = full === '/' ? '/' : `${full}/`
    const entries = [...this.nodes].filter(([name]) => name.startsWith(prefix) && !name.slice(prefix.length).includes('/'))
    return entries
      .map(([name, node]) => ({ name: name.slice(prefix.length), kind: node.kind }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  stat(path: string): Stat | undefined {
    const node = this.nodes.get(posix.normalize(path))
    if (node === undefined) return undefined
    const file = node.kind === 'file' ? node : undefined
    const serial = file?.serial ?? 0
    return { kind: node.kind, sizeBytes: file?.bytes.length ?? 0, modifiedMs: serial, inode: serial, links: 1 }
  }

  /** Follows links in every part of the path, at most forty. */
  resolve(path: string, hops = 0): string {
    let at = '/'
    const parts = posix.normalize(path).split('/').filter(Boolean)
    for (const [index, part] of parts.entries()) {
      at = posix.join(at, part)
      const node = this.nodes.get(at)
      if (node === undefined) throw new HostError('NOT_FOUND', path, `${path} does not exist`)
      if (node.kind !== 'link') continue
      if (hops === 40) throw new HostError('FAILED', path, `${path} has too many links`)
      return this.resolve(posix.join(posix.resolve(posix.dirname(at), node.target), ...parts.slice(index + 1)), hops + 1)
    }
    return at
  }

  remove(path: string): void {
    const full = posix.normalize(path)
    for (const name of [...this.nodes.keys()]) if (name === full || name.startsWith(`${full}/`)) this.nodes.delete(name)
  }

  /** As `rename` does, a file or an empty folder in the way is replaced, a full folder is an error. */
  move(from: string, to: string, keep: boolean): void {
    const [source, target] = [posix.normalize(from), posix.normalize(to)]
    if (!this.nodes.has(source)) throw new HostError('NOT_FOUND', from, `${from} does not exist`)
    if (!keep && this.nodes.get(target)?.kind === 'folder' && this.list(target).length > 0)
      throw new HostError('FAILED', to, `${to} is a folder that is not empty`)
    const moved = [...this.nodes].filter(([name]) => name === source || name.startsWith(`${source}/`))
    if (!keep) this.remove(source)
    for (const [name, node] of moved) this.put(target + name.slice(source.length), node)
  }

  texts(prefix: string): Record<string, string> {
    const files: Record<string, string> = {}
    for (const [path, node] of [...this.nodes].sort())
      if (node.kind === 'file' && path.startsWith(prefix)) files[path.slice(prefix.length)] = new TextDecoder().decode(node.bytes)
    return files
  }
}
