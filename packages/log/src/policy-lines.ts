import { LogError } from './errors.ts'
import { policyCharsMax } from './limits.ts'

/** The kinds of lines, and how many fields follow the keyword. */
const arities: ReadonlyMap<string, { min: number; max: number }> = new Map([
  ['log', { min: 1, max: 2 }],
  ['witness', { min: 2, max: 3 }],
  ['group', { min: 3, max: Infinity }],
  ['quorum', { min: 1, max: 1 }],
])

/** A line that says something: its keyword and what follows. */
export interface PolicyLine {
  keyword: string
  fields: string[]
}

/** The lines of a policy that say something, each with a keyword and fields as the table asks for. */
export function policyLines(policy: string): PolicyLine[] {
  // LOG-082
  if (policy.length > policyCharsMax) throw badPolicy(`A policy has at most ${policyCharsMax} characters.`)
  // LOG-082
  if (/[\u0000-\u0008\u000b-\u001f]/.test(policy)) throw badPolicy('A policy has no control characters.')
  const lines: PolicyLine[] = []
  for (const line of policy.split('\n')) {
    const [keyword, ...fields] = line.split(/[ \t]+/).filter((field) => field !== '')
    if (keyword === undefined || keyword.startsWith('#')) continue
    const arity = arities.get(keyword)
    // LOG-083
    if (arity === undefined) throw badPolicy('A line of the policy has an unknown keyword.')
    // LOG-083
    if (fields.length < arity.min || fields.length > arity.max) {
      throw badPolicy(`A ${keyword} line of the policy has too few or too many fields.`)
    }
    lines.push({ keyword, fields })
  }
  return lines
}

export function badPolicy(message: string): LogError {
  return new LogError('BAD_POLICY', message)
}
