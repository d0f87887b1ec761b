import type { GalleryCase } from '../canon/src/model/gallery.ts'
import type { Verdict } from '../canon/src/model/verdict.ts'

/** What one step of the tests came to. */
export interface Count {
  readonly passed: number
  readonly failed: number
  /** By name, so that nothing is left out in silence. */
  readonly skipped: readonly string[]
  /** Shown when something failed. */
  readonly output: string
}

export interface Total {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly string[]
}

export function total(counts: readonly Count[]): Total {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
    skipped: counts.flatMap((count) => count.skipped),
  }
}

/** A step that either holds or does not. */
export function asOne(status: number, output: string): Count {
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: [], output }
}

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** A file that fails to load counts as one failure, though none of its tests ran. */
export function countVitest(report: VitestReport, output: string): Count {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  )
  const failed = report.numFailedTests + unloaded.length
  const skipped = report.testResults.flatMap((file) =>
    file.assertionResults.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
  )
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(failed, 1), skipped, output }
}

/** Each cheat is one test; one that this machine cannot judge is skipped by name. */
export function countGallery(cases: readonly GalleryCase[], ok: boolean, output: string): Count {
  const skipped = cases.flatMap(({ name, unproved }) => (unproved === undefined ? [] : [`gallery ${name} (${unproved})`]))
  const passed = cases.filter((one) => one.ok).length
  const failed = cases.length - passed - skipped.length
  return { passed, failed: cases.length === 0 || (!ok && failed + skipped.length === 0) ? 1 : failed, skipped, output }
}

/** Laws and vectors one by one; a failed step that is neither counts once; an unproved law is skipped by name. */
export function countVerdicts(verdicts: readonly Verdict[], ok: boolean, output: string): Count {
  let passed = 0
  let failed = 0
  const skipped: string[] = []
  for (const verdict of verdicts) {
    for (const law of verdict.laws) {
      if (law.result === 'passed') passed++
      else if (law.result === 'failed') failed++
      else skipped.push(`${verdict.name} ${law.clause}: ${law.sentence} (missing ${law.missing ?? 'a facility'})`)
    }
    for (const step of verdict.steps) {
      if (step.name === 'vectors' && step.result === 'passed') passed += verdict.vectors
      if (step.result === 'failed' && step.name !== 'laws') failed++
      if (step.result === 'unproved' && step.name !== 'laws') skipped.push(`${verdict.name} step ${step.name}: ${step.summary}`)
    }
    if (
      !verdict.ok &&
      verdict.steps.every((step) => step.result !== 'failed') &&
      verdict.laws.every((law) => law.result !== 'failed')
    )
      failed++
  }
  if ((!ok || verdicts.length === 0) && failed === 0) failed = 1
  return { passed, failed, skipped, output }
}
