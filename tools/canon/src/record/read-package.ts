import { join } from 'node:path'
import { LOCK_FILE, readTree } from '../base/tree.ts'
import { recordDiagnostic } from '../diagnostics/record.ts'
import type { Host } from '../host/host.ts'
import type { Config } from '../model/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Lock, Tree } from '../model/lock.ts'
import { LOCK_BYTES_MAX, parseLock } from './parse-lock.ts'

/** A package as it lies on the disk. */
export interface RecordedPackage {
  readonly present: boolean
  readonly lock: Lock | undefined
  readonly lockBytes: Uint8Array | undefined
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly tree: Tree | undefined
  readonly faults: readonly Diagnostic[]
}

/** Reads a package's tree and lock; what is wrong with either is in `faults`. */
export function readPackage(host: Host, config: Config, name: string): RecordedPackage {
  const folder = join(host.root, config.packages, name)
  const stat = host.stat(folder)
  if (stat === undefined) return { present: false, lock: undefined, lockBytes: undefined, files: {}, tree: undefined, faults: [] }
  if (stat.kind !== 'folder') {
    const fault = recordDiagnostic('TREE_LINK', `"${config.packages}/${name}" is not a folder`)
    return { present: true, lock: undefined, lockBytes: undefined, files: {}, tree: undefined, faults: [fault] }
  }
  const { files, tree, diagnostics } = readTree(host, folder)
  const read = readLock(host, join(folder, LOCK_FILE), `${config.packages}/${name}/${LOCK_FILE}`)
  const faults = [...diagnostics, ...(read.fault === undefined ? [] : [read.fault])]
  return { present: true, lock: read.lock, lockBytes: read.bytes, files, tree, faults }
}

function readLock(host: Host, path: string, file: string): { lock?: Lock; bytes?: Uint8Array; fault?: Diagnostic } {
  const stat = host.stat(path)
  if (stat?.kind !== 'file' || stat.links > 1 || stat.sizeBytes > LOCK_BYTES_MAX)
    return {
      fault: recordDiagnostic('LOCK_UNREADABLE', `There is no lock, or it is no plain file of at most ${LOCK_BYTES_MAX} bytes.`),
    }
  const bytes = host.read(path, LOCK_BYTES_MAX)
  return { bytes, ...parseLock(bytes, file) }
}
