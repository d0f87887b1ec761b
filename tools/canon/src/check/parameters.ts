import { checkDiagnostic } from '../diagnostics/check.ts'
import { repeated, type SpecRule } from './rule.ts'

/** Every parameter is cited by a clause, as a word within back-ticks. */
export const parameters: SpecRule = (spec) => {
  const cited = new Set<string>()
  for (const { text } of spec.clauses)
    for (const span of text.matchAll(/`[^`]+`/g)) for (const word of span[0].matchAll(/[A-Za-z_$][\w$]*/g)) cited.add(word[0])
  return [
    ...spec.parameters
      .filter(({ name }) => !cited.has(name))
      .map(({ name, place }) =>
        checkDiagnostic('PARAMETER_NOT_CITED', `no clause cites \`${name}\``, { place, expected: `\`${name}\` in a clause` }),
      ),
    ...repeated(spec.parameters, ({ name }) => name).map(({ name, place }) =>
      checkDiagnostic('PARAMETER_DUPLICATE', `\`${name}\` is defined before`, { place }),
    ),
  ]
}
