import { compareDiagnostic } from '../../diagnostics/compare.ts'
import { gateDiagnostic } from '../../diagnostics/gate.ts'
import type { Host } from '../../host/host.ts'
import type { Disagreement } from '../../model/comparison.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { IsolationProbe } from '../../model/isolation.ts'
import type { Spec } from '../../model/spec.ts'
import type { Previous, Question } from '../../model/verdict.ts'
import type { Workspace } from '../../model/workspace.ts'
import type { TimeLimits } from '../time-limits.ts'
import { compareRenderings } from './renderings.ts'

type Files = Readonly<Record<string, Uint8Array>>

export interface PreservationRequest {
  readonly workspace: Workspace
  readonly spec: Spec
  readonly files: Files
  /** Undefined where there is no accepted rendering yet. */
  readonly previous: Previous | undefined
  readonly dependencies: Readonly<Record<string, Files>>
  readonly probe: IsolationProbe
  readonly limits: TimeLimits
  readonly seed: number
  readonly progress: (line: string) => void
}

export type Preservation =
  | { readonly skipped: string }
  | { readonly diagnostics: readonly Diagnostic[]; readonly questions: readonly Question[] }

const RUNS = 100

/** The new rendering against the accepted one: what unchanged clauses settle is as before, anything else becomes a question. */
export async function checkPreservation(host: Host, request: PreservationRequest): Promise<Preservation> {
  const { spec, previous, files } = request
  if (previous === undefined) return { skipped: 'there is no previous rendering' }
  if (sameFiles(previous.files, files)) return { skipped: 'the rendering is the previous one' }
  if (spec.driver === undefined) return { skipped: 'the document has no driver' }
  const compared = await compareRenderings(host, { ...request, a: previous.files, b: files, runs: RUNS })
  if (compared.unloaded === 'a') return { skipped: "the previous rendering does not have today's surface" }
  const conduct = compared.conduct.filter(({ side }) => side === 'b')
  const seen = compared.disagreements.filter(({ advisory }) => !advisory)
  return {
    diagnostics: [
      ...compared.diagnostics,
      ...conduct.map(({ kind, member, what }) =>
        gateDiagnostic(kind === 'aliasing' ? 'PACKAGE_SHARES_BUFFER' : 'PACKAGE_CHANGES_ARGUMENT', `${member}: ${what}`),
      ),
      ...seen.filter((one) => isSettled(spec, previous, one)).map((one) => broken(spec, one)),
    ],
    questions: seen.filter((one) => !isSettled(spec, previous, one)).map(questionOf),
  }
}

/** Every clause stands as it stood when the previous rendering was accepted. */
function isSettled(spec: Spec, { clauses }: Previous, one: Disagreement): boolean {
  const before = (id: string) => clauses[id] !== undefined && clauses[id] === spec.digests.clauses[id]
  return one.clauses.length > 0 && one.clauses.every(before)
}

/** Without the driver's name for it: a generator reads this. */
function broken(spec: Spec, { clauses, input, a, b }: Disagreement): Diagnostic {
  const clause = clauses[0]!
  const place = spec.clauses.find(({ id }) => id === clause)?.place
  return compareDiagnostic(
    'PRESERVATION_BROKEN',
    `${clauses.join(', ')}: not as before for ${JSON.stringify(input).slice(0, 600)}: observed ${b.slice(0, 600)}`,
    { clause, expected: a.slice(0, 600), ...(place === undefined ? {} : { place }) },
  )
}

const questionOf = ({ command, step, clauses, input, a, b }: Disagreement): Question => ({
  about: step === undefined ? command : `${command}, ${step}`,
  clauses,
  input,
  before: a,
  now: b,
})

function sameFiles(a: Files, b: Files): boolean {
  const paths = Object.keys(a)
  return (
    paths.length === Object.keys(b).length &&
    paths.every((path) => b[path] !== undefined && Buffer.compare(a[path]!, b[path]) === 0)
  )
}
