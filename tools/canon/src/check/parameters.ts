import { checkDiagnostic } from '../diagnostics/check.ts'
import { repeated, type SpecRule } from './rule.ts'

/** Every parameter is cited by a clause, as a word within back-ticks. */
export const parameters: SpecRule = (spec) => {
  const isCited = (name: string): boolean =>
    spec.clauses.some(({ text }) => text.includes(name) && codeWords(text).includes(name))
  return [
    ...spec.parameters
      .filter(({ name }) => !isCited(name))
      .map(({ name, place }) =>
        checkDiagnostic('PARAMETER_NOT_CITED', `no clause cites \`${name}\``, { place, expected: `\`${name}\` in a clause` }),
      ),
    ...repeated(spec.parameters, ({ name }) => name).map(({ name, place }) =>
      checkDiagnostic('PARAMETER_DUPLICATE', `\`${name}\` is defined before`, { place }),
    ),
  ]
}

const codeWords = (text: string): string[] =>
  (text.match(/`[^`]+`/g) ?? []).flatMap((span) => span.match(/[A-Za-z_$][\w$]*/g) ?? [])
