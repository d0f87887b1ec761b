import { checkDiagnostic } from '../diagnostics/check.ts'
import { repeated, type SpecRule } from './rule.ts'

/** The table of errors and the clauses tell the same story. */
export const errorCodes: SpecRule = (spec) => {
  const listed = new Set(spec.errors.map(({ code }) => code))
  const named = new Set(spec.clauses.flatMap(({ errors }) => errors))
  const clauses = new Map(spec.clauses.map((clause) => [clause.id, clause]))
  return [
    ...spec.clauses.flatMap(({ id, errors, place }) =>
      errors
        .filter((code) => !listed.has(code))
        .map((code) => checkDiagnostic('ERROR_NOT_IN_TABLE', `\`${code}\` is not in the table of errors`, { clause: id, place })),
    ),
    ...spec.errors
      .filter(({ code }) => !named.has(code))
      .map(({ code, place }) => checkDiagnostic('ERROR_IN_NO_CLAUSE', `no clause names \`${code}\``, { place })),
    ...repeated(spec.errors, ({ code }) => code).map(({ code, place }) =>
      checkDiagnostic('ERROR_DUPLICATE', `\`${code}\` has a row above`, { place }),
    ),
    ...spec.errors.flatMap(({ code, clauses: cited, place }) =>
      cited.flatMap((id) => {
        const clause = clauses.get(id)
        if (clause === undefined)
          return [checkDiagnostic('ERROR_CLAUSE_UNKNOWN', `the row of \`${code}\` cites ${id}`, { clause: id, place })]
        if (clause.errors.includes(code)) return []
        return [checkDiagnostic('ERROR_CLAUSE_SILENT', `${id} does not name \`${code}\``, { clause: id, place })]
      }),
    ),
  ]
}
