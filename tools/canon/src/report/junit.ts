import type { Diagnostic } from '../model/diagnostic.ts'
import type { LawResult, Verdict } from '../model/verdict.ts'

/** JUnit XML: a suite of findings, and a suite per verdict with its steps and laws as cases. */
export function junit(command: string, diagnostics: readonly Diagnostic[], verdicts: readonly Verdict[]): string {
  const suites = [findings(command, diagnostics), ...verdicts.map(judged)]
  const sum = (pick: (suite: Suite) => number) => suites.reduce((total, suite) => total + pick(suite), 0)
  const body = suites.map(suiteXml).join('\n')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="canon" tests="${sum(tests)}" failures="${sum(failures)}" skipped="${sum(skips)}">\n${body}\n</testsuites>\n`
}

interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
}

interface Case {
  readonly name: string
  readonly seconds?: number
  readonly failure?: { readonly type: string; readonly message: string; readonly text: string }
  readonly skipped?: string
}

function findings(command: string, diagnostics: readonly Diagnostic[]): Suite {
  const cases = diagnostics
    .filter((diagnostic) => diagnostic.severity === 'error')
    .map(({ code, message, place, expected, fix }) => ({
      name: place === undefined ? code : `${code} ${place.file}:${place.line}:${place.column}`,
      failure: { type: code, message, text: [message, expected, fix].filter((line) => line !== undefined).join('\n') },
    }))
  return { name: `canon ${command}`, cases: cases.length === 0 ? [{ name: 'no errors' }] : cases }
}

function judged(verdict: Verdict): Suite {
  const steps = verdict.steps.map(({ name, result, summary, durationMs }) => ({
    name: `step ${name}`,
    seconds: durationMs / 1000,
    ...(result === 'failed' ? { failure: { type: name, message: summary, text: summary } } : {}),
    ...(result === 'skipped' || result === 'unproved' ? { skipped: summary } : {}),
  }))
  return { name: `gate ${verdict.name}`, cases: [...steps, ...verdict.laws.map(lawCase)] }
}

function lawCase(law: LawResult): Case {
  const name = `${law.clauses.join(' ')} for ${law.consumer}: ${law.sentence}`
  if (law.result === 'passed') return { name }
  if (law.result === 'unproved') return { name, skipped: `missing ${law.missing ?? 'a facility'}` }
  const found = law.counterexample
  const text =
    found === undefined ? '' : `with ${JSON.stringify(found.values)}\nobserved ${found.observed}\nexpected ${found.expected}`
  return { name, failure: { type: law.clause, message: `failed after ${law.runs} runs, seed ${law.seed}`, text } }
}

function suiteXml(suite: Suite): string {
  const cases = suite.cases.map((one) => caseXml(suite.name, one)).join('\n')
  return `  <testsuite name="${xml(suite.name)}" tests="${tests(suite)}" failures="${failures(suite)}" skipped="${skips(suite)}">\n${cases}\n  </testsuite>`
}

function caseXml(suite: string, { name, seconds, failure, skipped }: Case): string {
  const open = `    <testcase classname="${xml(suite)}" name="${xml(name)}"${seconds === undefined ? '' : ` time="${seconds.toFixed(3)}"`}`
  if (failure !== undefined)
    return `${open}><failure type="${xml(failure.type)}" message="${xml(failure.message)}">${xml(failure.text)}</failure></testcase>`
  return skipped === undefined ? `${open}/>` : `${open}><skipped message="${xml(skipped)}"/></testcase>`
}

const tests = (suite: Suite) => suite.cases.length
const failures = (suite: Suite) => suite.cases.filter((one) => one.failure !== undefined).length
const skips = (suite: Suite) => suite.cases.filter((one) => one.skipped !== undefined).length

/** Characters that XML 1.0 cannot hold at all become the replacement character. */
function xml(text: string): string {
  const names: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', '\n': '&#10;' }
  return text.replaceAll(FORBIDDEN, '\ufffd').replaceAll(/[<>&"\n]/g, (character) => names[character]!)
}

const FORBIDDEN = /(?![\n\t\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu
