import type { MutantPlace } from '../model/strength.ts'

/** What the owner of the document is asked about a change that nothing notices. */
export function question(mutant: MutantPlace, clauses: readonly string[], reached: boolean): string {
  const head = `${mutant.file}:${mutant.line}: `
  const change = `${quoted(mutant.original)} becomes ${quoted(mutant.replacement)}`
  const near = clauses.length === 0 ? '' : ` Near: ${clauses.slice(0, 4).join(', ')}.`
  if (!reached)
    return `${head}no law runs this line, so nothing notices when ${change}. Which clause needs it, and which law shows it?`
  return `${head}nothing notices when ${change}. ${asks(mutant)}${near}`
}

/** By what kind of change it is. */
function asks({ mutator, original, replacement }: MutantPlace): string {
  if (mutator === 'EqualityOperator' && atEquality(original, replacement))
    return 'Which clause says what happens at equality, and which law shows it?'
  const asked = QUESTIONS[mutator]
  return asked ?? 'Which clause says otherwise, and which law shows it?'
}

const QUESTIONS: Readonly<Record<string, string>> = {
  StringLiteral: 'Does a clause promise these characters, and which law shows them? The wording of a message needs none.',
  BlockStatement: 'Which clause needs what happens here, and which law shows it?',
  ConditionalExpression: 'Which clause tells the two cases apart, and which law draws both?',
  LogicalOperator: 'Which clause says that both parts matter, and which law draws one without the other?',
  ArithmeticOperator: 'Which clause fixes this number, and which law shows it?',
  UpdateOperator: 'Which clause fixes this number, and which law shows it?',
  UnaryOperator: 'Which clause fixes this sign, and which law shows it?',
  ArrayDeclaration: 'Which clause needs these items, and which law shows them?',
  ObjectLiteral: 'Which clause needs these fields, and which law shows them?',
  MethodExpression: 'Which clause needs this step, and which law draws a value for which it matters?',
  Regex: 'Which clause says what is accepted here, and which law draws a value at its border?',
  OptionalChaining: 'Can this be absent after the document, and which law shows it absent?',
}

/** `<` against `<=`, and so on. */
const atEquality = (original: string, replacement: string): boolean =>
  /[<>]/.test(original) && /[<>]/.test(replacement) && original.includes('<') === replacement.includes('<')

const quoted = (text: string) => {
  const plain = text.replaceAll(/\s+/g, ' ')
  return `"${plain.length > 80 ? `${plain.slice(0, 80)}…` : plain}"`
}
