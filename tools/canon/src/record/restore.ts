import { join } from 'node:path'
import { digestBytes, digestTree } from '../base/digest.ts'
import { LOCK_FILE, TREE_LIMITS } from '../base/tree.ts'
import { recordDiagnostic } from '../diagnostics/record.ts'
import { type Host, HostError } from '../host/host.ts'
import type { Config } from '../model/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Lock } from '../model/lock.ts'
import { LOCK_BYTES_MAX, parseLock } from './parse-lock.ts'
import { readPackage } from './read-package.ts'
import { isBusy } from './recover.ts'
import { keep, keepLock, kept, keptLock } from './store.ts'
import { swapIn } from './swap.ts'

export interface Restored {
  readonly ok: boolean
  readonly files: number
  /** How many files came from the store, the rest from the last commit. */
  readonly fromStore: number
  readonly diagnostics: readonly Diagnostic[]
}

/** Puts back the tree that the lock records, every byte checked against it before anything is replaced. */
export async function restorePackage(
  host: Host,
  config: Config,
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<Restored> {
  if (isBusy(host, config, name)) return failed(recordDiagnostic('RECORD_BUSY', `Another process is recording "${name}".`))
  const future = readPackage(host, config, name).faults.find(({ code }) => code === 'LOCK_FROM_THE_FUTURE')
  if (future !== undefined) return failed(future)
  const git = committed(host, `${config.packages}/${name}`, environment)
  const found = await soundLock(host, config, name, git)
  if (found === undefined)
    return failed(
      recordDiagnostic('RESTORE_IMPOSSIBLE', `There is no sound lock of "${name}" here, in the store or in the last commit.`),
    )
  const files: Record<string, Uint8Array> = {}
  let fromStore = 0
  for (const [path, digest] of Object.entries(found.lock.tree.files)) {
    const stored = kept(host, digest)
    if (stored !== undefined) fromStore++
    const bytes = stored ?? (await git(path))
    if (bytes === undefined || digestBytes(bytes) !== digest)
      return failed(
        recordDiagnostic('RESTORE_IMPOSSIBLE', `The recorded bytes of "${path}" of "${name}" are nowhere to be found.`),
      )
    files[path] = bytes
  }
  for (const bytes of Object.values(files)) keep(host, bytes)
  swapIn(host, config, name, { ...files, [LOCK_FILE]: found.bytes })
  keepLock(host, name, found.bytes)
  return { ok: true, files: Object.keys(files).length, fromStore, diagnostics: [] }
}

type Sound = { readonly lock: Lock; readonly bytes: Uint8Array }

/** The package's own lock if it holds together, else the later of the one kept here and the one committed. */
async function soundLock(host: Host, config: Config, name: string, git: Committed): Promise<Sound | undefined> {
  const own = sound(readPackage(host, config, name).lockBytes, name)
  if (own !== undefined) return own
  const others = [sound(keptLock(host, name), name), sound(await git(LOCK_FILE), name)].filter((one) => one !== undefined)
  return others.sort((a, b) => Date.parse(b.lock.rendering.at) - Date.parse(a.lock.rendering.at))[0]
}

function sound(bytes: Uint8Array | undefined, name: string): Sound | undefined {
  if (bytes === undefined || bytes.length > LOCK_BYTES_MAX) return undefined
  const { lock } = parseLock(bytes, LOCK_FILE)
  if (lock === undefined || lock.name !== name || lock.tree.digest !== digestTree(lock.tree.files)) return undefined
  if (Object.keys(lock.tree.files).length > TREE_LIMITS.files) return undefined
  return { lock, bytes }
}

type Committed = (path: string) => Promise<Uint8Array | undefined>

/** A file of the package in the last commit; undefined without version control. Texts only: the caller checks the digest. */
function committed(host: Host, folder: string, environment: Readonly<Record<string, string>>): Committed {
  const { PATH = '', HOME = '' } = environment
  return async (path) => {
    try {
      const result = await host.run(['git', 'show', `HEAD:./${join(folder, path)}`], {
        cwd: host.root,
        env: { PATH, HOME, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
        timeoutMs: 10_000,
        maxOutputBytes: TREE_LIMITS.bytes,
      })
      return result.status === 0 && !result.truncated ? new TextEncoder().encode(result.stdout) : undefined
    } catch (error) {
      if (error instanceof HostError) return undefined
      throw error
    }
  }
}

const failed = (diagnostic: Diagnostic): Restored => ({ ok: false, files: 0, fromStore: 0, diagnostics: [diagnostic] })
