import { cliDiagnostic } from '../diagnostics/cli.ts'
import { catalogue } from '../diagnostics/index.ts'
import type { Host } from '../host/host.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { readWorkspace } from '../read/workspace.ts'
import type { ClauseExplanation, Explanation } from '../report/explanation-text.ts'
import { nearest } from '../report/nearest.ts'
import type { Outcome } from './outcome.ts'

/** A diagnostic code's page, or a clause with what witnesses it and the state of its package. */
export async function explainCommand(host: Host, { subject }: { subject: string }): Promise<Outcome> {
  const entry = Object.hasOwn(catalogue, subject) ? catalogue[subject] : undefined
  if (entry !== undefined) return explained({ kind: 'code', code: subject, ...entry })
  const workspace = readWorkspace(host)
  for (const spec of workspace.specs) {
    const clause = clauseOf(workspace, spec, subject)
    if (clause === undefined) continue
    const state = await stateOf(host, spec.name)
    return explained(state === undefined ? clause : { ...clause, state })
  }
  const known = [...Object.keys(catalogue), ...workspace.specs.flatMap((spec) => spec.clauses.map((clause) => clause.id))]
  const meant = nearest(subject, known)
  const fix = meant === undefined ? {} : { fix: `Did you mean \`${meant}\`?` }
  return {
    ok: false,
    diagnostics: [cliDiagnostic('EXPLAIN_UNKNOWN', `"${subject}" is neither a clause nor a code.`, fix)],
    data: null,
  }
}

const explained = (explanation: Explanation): Outcome => ({ ok: true, diagnostics: [], data: explanation })

function clauseOf(workspace: Workspace, spec: Spec, id: string): ClauseExplanation | undefined {
  const gone = spec.withdrawn.find((clause) => clause.id === id)
  const clause = spec.clauses.find((one) => one.id === id)
  if (clause === undefined)
    return (
      gone && {
        ...EMPTY,
        kind: 'clause',
        id,
        subsystem: spec.name,
        heading: 'Changes',
        text: '',
        place: gone.place,
        withdrawn: true,
      }
    )
  const reason = spec.unwitnessed.find((one) => one.clause === id)?.reason
  return {
    kind: 'clause',
    id,
    subsystem: spec.name,
    heading: clause.heading,
    text: clause.text,
    place: clause.place,
    withdrawn: false,
    errors: spec.errors.filter((row) => clause.errors.includes(row.code)),
    laws: lawsFor(workspace, spec.name, id),
    vectors: spec.vectors.filter((vector) => vector.clauses.includes(id)).map(({ path, what }) => ({ path, what })),
    ...(reason === undefined ? {} : { unwitnessed: reason }),
  }
}

const EMPTY = { errors: [], laws: [], vectors: [] }

function lawsFor(workspace: Workspace, provider: string, id: string): ClauseExplanation['laws'] {
  return workspace.specs.flatMap((consumer) =>
    consumer.contracts
      .filter((contract) => contract.provider === provider)
      .flatMap((contract) => contract.laws)
      .filter((law) => law.clauses.includes(id))
      .map(({ sentence, place }) => ({ consumer: consumer.name, sentence, place })),
  )
}

/** The page of a clause is worth having even where the states cannot be told. */
async function stateOf(host: Host, name: string): Promise<string | undefined> {
  try {
    const { statusCommand } = await import('./status.ts')
    const { data } = await statusCommand(host, { names: [name] })
    return (data as { packages?: readonly { name: string; state: string }[] } | null)?.packages?.find((one) => one.name === name)
      ?.state
  } catch {
    return undefined
  }
}
