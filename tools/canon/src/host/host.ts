/** The outside world as the phases see it: files, processes, clock. Paths are absolute. */
export interface Host {
  readonly root: string
  /** @throws HostError NOT_FOUND, NOT_A_FILE, TOO_LARGE, DENIED */
  read(path: string, maxBytes?: number): Uint8Array
  /** Entries by name, sorted; links are not followed. @throws HostError NOT_FOUND, NOT_A_DIRECTORY */
  list(path: string): readonly Entry[]
  /** Of the entry itself, links not followed; undefined when there is none. */
  stat(path: string): Stat | undefined
  realPath(path: string): string
  /** Makes parent folders; replaces atomically. */
  write(path: string, bytes: Uint8Array | string): void
  makeFolder(path: string): void
  /** Files and folders, recursively; no error when absent. */
  remove(path: string): void
  rename(from: string, to: string): void
  copy(from: string, to: string): void
  /** A fresh folder under the system's temporary folder. */
  temporaryFolder(prefix: string): string
  now(): Date
  run(command: readonly string[], options: RunOptions): Promise<RunResult>
}

export type EntryKind = 'file' | 'folder' | 'link' | 'other'

export interface Entry {
  readonly name: string
  readonly kind: EntryKind
}

export interface Stat {
  readonly kind: EntryKind
  readonly sizeBytes: number
  readonly modifiedMs: number
  readonly inode: number
  readonly links: number
}

export interface RunOptions {
  readonly cwd: string
  /** The whole environment; nothing is inherited. */
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Output beyond this is dropped and `truncated` set. */
  readonly maxOutputBytes?: number
  /** Kills the group at `maxOutputBytes` in place of dropping the rest. */
  readonly endAtOutputLimit?: boolean
  readonly input?: string
  readonly onOutput?: (text: string) => void
}

export interface RunResult {
  /** Exit status; null when ended by a signal. */
  readonly status: number | null
  readonly signal: string | null
  readonly timedOut: boolean
  readonly truncated: boolean
  readonly stdout: string
  readonly stderr: string
}

export type HostErrorCode = 'NOT_FOUND' | 'NOT_A_FILE' | 'NOT_A_DIRECTORY' | 'TOO_LARGE' | 'DENIED' | 'FAILED'

export class HostError extends Error {
  override readonly name = 'HostError'
  readonly code: HostErrorCode
  readonly path: string
  constructor(code: HostErrorCode, path: string, message: string) {
    super(message)
    this.code = code
    this.path = path
  }
}
