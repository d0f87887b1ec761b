import { isDeepStrictEqual } from 'node:util'
import { checkDiagnostic } from '../diagnostics/check.ts'
import { type Host, HostError } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Workspace } from '../model/workspace.ts'
import { hasGateTasks, printedJson, type TurboFiles, withGateTasks } from '../plan/turbo.ts'
import { readWorkspace } from '../read/workspace.ts'
import { gateMark } from './gate-mark.ts'
import { holdsNoError, type Outcome } from './outcome.ts'
import { gateTasksOf } from './turbo-inputs.ts'

export interface TurboOptions {
  /** Writes nothing; a finding when something would be written. */
  readonly check: boolean
}

/** Writes one gate task per package into turbo.json and package.json, its inputs from the documents; `data.mark` is for the environment. */
export function turboCommand(host: Host, { check }: TurboOptions): Outcome {
  const workspace = readWorkspace(host)
  const faults = workspace.diagnostics.filter(({ severity }) => severity === 'error')
  const tasks = gateTasksOf(host, workspace)
  const data = { tasks, mark: gateMark(host) }
  if (faults.length > 0) return { ok: false, diagnostics: faults, data }
  const files = readFiles(host)
  if (files === undefined) return { ok: false, diagnostics: [noTurbo()], data }
  const wanted = withGateTasks(files, tasks)
  if (check) {
    const diagnostics = isDeepStrictEqual(files, wanted) ? [] : [stale()]
    return { ok: holdsNoError(diagnostics), diagnostics, data }
  }
  if (!isDeepStrictEqual(files.turbo, wanted.turbo)) host.write(`${host.root}/${TURBO}`, `${printedJson(wanted.turbo, 2)}\n`)
  if (!isDeepStrictEqual(files.manifest, wanted.manifest))
    host.write(`${host.root}/${MANIFEST}`, `${printedJson(wanted.manifest, Number.POSITIVE_INFINITY)}\n`)
  return { ok: true, diagnostics: [], data }
}

/** What `canon check` says of a repository that has its gate in turbo. */
export function turboFindings(host: Host, workspace: Workspace): Diagnostic[] {
  const files = readFiles(host)
  if (files === undefined || !hasGateTasks(files.turbo)) return []
  return isDeepStrictEqual(files, withGateTasks(files, gateTasksOf(host, workspace))) ? [] : [stale()]
}

const TURBO = 'turbo.json'
const MANIFEST = 'package.json'
const FILE_BYTES_MAX = 16 * 1024 * 1024
const place = { file: TURBO, line: 1, column: 1 }

const stale = () => checkDiagnostic('TURBO_STALE', 'The gate tasks are not those of today’s documents.', { place })
const noTurbo = () => checkDiagnostic('TURBO_ABSENT', 'There is no turbo.json with a package.json beside it.', { place })

/** Undefined where one of the two is not there or is not JSON. */
function readFiles(host: Host): TurboFiles | undefined {
  const turbo = readJson(host, TURBO)
  const manifest = readJson(host, MANIFEST)
  return turbo === undefined || manifest === undefined ? undefined : { turbo, manifest }
}

function readJson(host: Host, path: string): TurboFiles['turbo'] | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(host.read(`${host.root}/${path}`, FILE_BYTES_MAX)))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as TurboFiles['turbo']) : undefined
  } catch (error) {
    if (error instanceof HostError || error instanceof SyntaxError) return undefined
    throw error
  }
}
