import { isAbsolute, resolve, sep } from 'node:path'
import { type Host, HostError } from '../host/host.ts'

/** What a sandboxed generator may see of the machine beside the system's folders. */
export interface Sight {
  /** The repository; hidden wherever it lies. */
  readonly root: string
  /** Writable: the bundle, and an empty HOME. */
  readonly folder: string
  readonly home: string
  /** The runtime, which may be installed inside the repository. */
  readonly node: string
  /** Further folders to read; those inside or around the repository are left out. */
  readonly shows: readonly string[]
}

const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/etc', '/opt', '/nix', '/run/systemd/resolve'] as const
const PROBE_MS = 10_000

/** The argument vector that runs `command` under bubblewrap; the network stays, because generators talk to models. */
export function sandboxedCommand(sight: Sight, command: readonly string[]): string[] {
  const shown = sight.shows.filter((folder) => isAbsolute(folder) && !overlaps(folder, sight.root))
  return [
    ...['bwrap', '--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--die-with-parent', '--new-session'],
    ...['--cap-drop', 'ALL', '--proc', '/proc', '--dev', '/dev'],
    ...SYSTEM.flatMap((folder) => ['--ro-bind-try', folder, folder]),
    ...['--tmpfs', '/tmp'],
    ...shown.flatMap((folder) => ['--ro-bind-try', folder, folder]),
    ...['--ro-bind', sight.node, sight.node],
    ...(SYSTEM.some((folder) => overlaps(folder, sight.root)) ? ['--tmpfs', sight.root] : []),
    ...['--bind', sight.folder, sight.folder, '--bind', sight.home, sight.home],
    ...['--chdir', sight.folder, '--', ...command],
  ]
}

/** Whether bubblewrap works here, found by hiding this repository from a process that does nothing. */
export async function canSandbox(
  host: Host,
  sight: Sight,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const look = `process.exitCode = require('node:fs').existsSync(${JSON.stringify(`${sight.root}/canon.json`)}) ? 1 : 0`
  try {
    const { status } = await host.run(sandboxedCommand(sight, [sight.node, '-e', look]), {
      cwd: sight.folder,
      env: { PATH: environment.PATH ?? '', HOME: sight.home },
      timeoutMs: PROBE_MS,
    })
    return status === 0
  } catch (error) {
    if (error instanceof HostError) return false
    throw error
  }
}

function overlaps(folder: string, root: string): boolean {
  const [a, b] = [ended(folder), ended(root)]
  return a.startsWith(b) || b.startsWith(a)
}

const ended = (folder: string) => (resolve(folder) === sep ? sep : resolve(folder) + sep)
