import { digestJson } from '../../base/digest.ts'
import { compareDiagnostic } from '../../diagnostics/compare.ts'
import type { Host } from '../../host/host.ts'
import type { Comparison } from '../../model/comparison.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { IsolationProbe } from '../../model/isolation.ts'
import type { Spec } from '../../model/spec.ts'
import type { Workspace } from '../../model/workspace.ts'
import { moduleClosure } from '../closure.ts'
import { loadDriver } from '../laws/load.ts'
import type { TimeLimits } from '../time-limits.ts'
import { compareSides } from './compare.ts'
import { openSide, type Side } from './side.ts'
import { type Subject, subjectsOf } from './subject.ts'

type Files = Readonly<Record<string, Uint8Array>>

export interface RenderingsRequest {
  readonly workspace: Workspace
  readonly spec: Spec
  readonly a: Files
  readonly b: Files
  /** Accepted renderings they import, by name. */
  readonly dependencies: Readonly<Record<string, Files>>
  readonly probe: IsolationProbe
  readonly limits: TimeLimits
  readonly seed: number
  /** Of each command and scene. */
  readonly runs: number
  readonly progress: (line: string) => void
}

/** Two packages of one document, each in an isolated child, over the commands and scenes of its driver. */
export async function compareRenderings(host: Host, request: RenderingsRequest): Promise<Comparison> {
  const { spec, seed } = request
  const nothing = { seed, runs: 0, subjects: [], disagreements: [], conduct: [], unrepeated: 0 }
  const subjects = await readSubjects(host, spec)
  if ('diagnostics' in subjects) return { ...nothing, diagnostics: subjects.diagnostics }
  const opened: Side[] = []
  try {
    for (const files of [request.a, request.b]) {
      const side = await openSide(host, { ...request, files })
      if (!('session' in side)) return { ...nothing, diagnostics: side, unloaded: opened.length === 0 ? 'a' : 'b' }
      opened.push(side)
    }
    const [a, b] = opened
    const compared = await compareSides({
      a: a!,
      b: b!,
      subjects: subjects.list,
      seed,
      runs: request.runs,
      runTimeoutMs: request.limits.runTimeoutMs,
      progress: request.progress,
    })
    return { ...compared, diagnostics: [] }
  } finally {
    for (const side of opened) side.close()
  }
}

async function readSubjects(
  host: Host,
  spec: Spec,
): Promise<{ readonly list: readonly Subject[] } | { readonly diagnostics: readonly Diagnostic[] }> {
  if (spec.driver === undefined) return { diagnostics: [compareDiagnostic('DRIVER_MISSING', `${spec.folder} has no driver.ts`)] }
  const place = { file: spec.driver.path, line: 1, column: 1 }
  try {
    const edition = digestJson(moduleClosure(host, [spec.driver.path])).slice(7, 23)
    const list = subjectsOf(await loadDriver(host.root, spec.driver.path, edition))
    if (list.length > 0) return { list }
    return { diagnostics: [compareDiagnostic('DRIVER_MISSING', `${spec.driver.path} has no command`, { place })] }
  } catch (error) {
    const message = error instanceof Error ? error.message : 'threw'
    return { diagnostics: [compareDiagnostic('DRIVER_BROKEN', `${spec.driver.path}: ${message}`, { place })] }
  }
}
