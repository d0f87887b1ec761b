import { compareDiagnostic } from '../diagnostics/compare.ts'
import { writeEvidence } from '../gate/evidence.ts'
import { gatePackage } from '../gate/gate.ts'
import type { Host } from '../host/host.ts'
import type { Candidate } from '../model/bundle.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Lock, Rendering } from '../model/lock.ts'
import type { Spec } from '../model/spec.ts'
import type { Previous, Question, Verdict } from '../model/verdict.ts'
import type { Workspace } from '../model/workspace.ts'
import { readPackage } from '../record/read-package.ts'
import { assemblePackage, recordPackage } from '../record/record.ts'
import { askOwner } from './questions.ts'

/** What judges a candidate; tests put their own in its place. */
export type Gate = (
  host: Host,
  request: {
    readonly workspace: Workspace
    readonly name: string
    readonly files: Readonly<Record<string, Uint8Array>>
    readonly isolation: 'full' | 'any'
    readonly keep?: boolean
    readonly previous?: Previous | 'none'
    readonly onProgress?: (line: string) => void
  },
) => Promise<Verdict>

export interface Submission {
  readonly workspace: Workspace
  readonly spec: Spec
  readonly candidate: Candidate
  /** All that the lock says of the rendering but what the verdict and the clock settle. */
  readonly rendering: Omit<Rendering, 'isolation' | 'at'>
  /** Accepts a machine that cannot isolate; the lock says so. */
  readonly unsandboxed?: boolean
  readonly gate?: Gate | undefined
  readonly onProgress?: ((line: string) => void) | undefined
}

export interface Submitted {
  readonly verdict: Verdict
  /** There only when the candidate was accepted and recorded. */
  readonly lock: Lock | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** Put to the owner in the document. */
  readonly questions: readonly Question[]
}

/** Judges a candidate and records it when the verdict is green; a red one leaves the package as it was. */
export async function submit(host: Host, submission: Submission): Promise<Submitted> {
  const { workspace, spec, candidate, onProgress } = submission
  const verdict = await (submission.gate ?? gatePackage)(host, {
    workspace,
    name: spec.name,
    files: assemblePackage(workspace, spec, candidate),
    isolation: submission.unsandboxed === true ? 'any' : 'full',
    keep: true,
    previous: previousOf(host, workspace, spec),
    ...(onProgress === undefined ? {} : { onProgress }),
  })
  if (!verdict.ok) return { verdict, lock: undefined, diagnostics: verdict.diagnostics, questions: [] }
  const at = host
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
  const rendering: Rendering = { ...submission.rendering, isolation: verdict.isolation, at }
  const { lock, diagnostics } = recordPackage(host, workspace, spec, { candidate, verdict, rendering })
  if (lock !== undefined) writeEvidence(host, spec.name, verdict)
  const questions = lock === undefined ? [] : askOwner(host, spec, verdict.questions ?? [])
  const asked = questions.map(({ about, clauses }) =>
    compareDiagnostic('PRESERVATION_QUESTION', `${about} (${clauses.join(', ')}) answers otherwise than before`, {
      place: { file: spec.documents[0]!.path, line: 1, column: 1 },
    }),
  )
  return { verdict, lock, diagnostics: [...verdict.diagnostics, ...diagnostics, ...asked], questions }
}

/** What lies there now, when a lock says that it was accepted. */
function previousOf(host: Host, workspace: Workspace, spec: Spec): Previous | 'none' {
  const { lock, files } = readPackage(host, workspace.config, spec.name)
  return lock === undefined ? 'none' : { files, clauses: lock.spec.clauses }
}
