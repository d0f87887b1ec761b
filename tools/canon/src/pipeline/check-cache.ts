import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { keepResult, keptResult } from './kept-result.ts'
import { toolMark } from './tool-mark.ts'

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

/** The last check's result, when nothing that it looked at has changed. */
export function keptCheck(host: Host): CheckResult | undefined {
  return keptResult<CheckResult>(
    host,
    shelfOf(host),
    ({ specs, diagnostics, data }) => typeof specs === 'string' && Array.isArray(diagnostics) && Array.isArray(data?.specs),
  )
}

/** Keeps a check's result with the paths that were looked at. */
export function keepCheck(host: Host, paths: readonly string[], startedMs: number, result: CheckResult): void {
  const isOwn = (path: string) => path.startsWith(`${host.root}/.canon/`)
  keepResult(host, shelfOf(host), { paths, startedMs, isOwn }, result)
}

export const checkMark = (host: Host): string =>
  toolMark(host, ['base', 'check', 'diagnostics', 'host', 'model', 'pipeline', 'read'])

const shelfOf = (host: Host) => ({ name: 'check.json', mark: checkMark(host) })
