import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { PackageState } from '../model/plan.ts'
import { keepResult, keptResult } from './kept-result.ts'
import { folderMarks, toolMark } from './tool-mark.ts'

/** The states of all packages. */
export interface StatusResult {
  readonly diagnostics: readonly Diagnostic[]
  readonly packages: readonly PackageState[]
}

/** The last status of all packages, when no file that it looked at has changed by size, time or number; the gate never asks here. */
export function keptStatus(host: Host): StatusResult | undefined {
  return keptResult<StatusResult>(
    host,
    shelfOf(host),
    ({ diagnostics, packages }) => Array.isArray(diagnostics) && Array.isArray(packages),
  )
}

/** Keeps the status of all packages with the paths that were looked at. */
export function keepStatus(host: Host, paths: readonly string[], startedMs: number, result: StatusResult): void {
  keepResult(host, shelfOf(host), { paths, startedMs, isOwn: () => false }, result)
}

const rooms = ['base', 'bundle', 'diagnostics', 'gate', 'host', 'model', 'pipeline', 'plan', 'read', 'record']

/** Evidence holds for one checkout, one tool and one toolchain. */
function shelfOf(host: Host): { readonly name: string; readonly mark: string } {
  const contract = dirname(fileURLToPath(import.meta.resolve('@canon/contract')))
  const versions = ['typescript', 'fast-check', 'oxc-parser'].flatMap((name) => manifestMark(host, name))
  const beside = [host.realPath(host.root), process.env.CANON_VECTORS ?? '', `${process.platform}-${process.arch}`]
  const mark = [toolMark(host, rooms), ...folderMarks(host, contract), ...versions, ...beside].join('\n')
  return { name: 'status.json', mark }
}

function manifestMark(host: Host, name: string): string[] {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  for (const folder of folders) {
    const stat = host.stat(join(folder, name))
    if (stat !== undefined) {
      const path = join(host.realPath(join(folder, name)), 'package.json')
      return [path, `${host.stat(path)?.sizeBytes} ${host.stat(path)?.modifiedMs}`]
    }
  }
  return [`${name} absent`]
}
