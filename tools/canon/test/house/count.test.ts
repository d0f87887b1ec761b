import { describe, expect, it } from 'vitest'
import { countGallery, countVerdicts, countVitest, total } from '../../../tasks/count.ts'
import type { GalleryCase } from '../../src/model/gallery.ts'
import type { LawResult, Step, Verdict } from '../../src/model/verdict.ts'

describe('the count at the end of the tests', () => {
  it('counts laws and vectors one by one and names what is unproved', () => {
    const verdict = verdictWith({ laws: [law('passed'), law('unproved')], vectors: 5 })
    const count = countVerdicts([verdict], true, '')
    expect(count).toMatchObject({ passed: 6, failed: 0 })
    expect(count.skipped).toEqual(['log LOG-001: a root never changes (missing a browser)'])
  })

  it('counts a failed law, and a failed step that has no laws', () => {
    const red = verdictWith({ ok: false, laws: [law('failed')], steps: [step('types', 'failed'), step('laws', 'failed')] })
    expect(countVerdicts([red], false, '').failed).toBe(2)
  })

  it('is red where nothing was judged, or where the gate says so without a reason', () => {
    expect(countVerdicts([], true, '').failed).toBe(1)
    expect(countVerdicts([verdictWith({})], false, '').failed).toBe(1)
    expect(countVerdicts([verdictWith({ ok: false })], true, '').failed).toBe(1)
  })

  it('counts a test file that does not load, and names skipped tests', () => {
    const report = {
      success: false,
      numPassedTests: 3,
      numFailedTests: 0,
      testResults: [
        { name: 'a', status: 'failed', assertionResults: [] },
        { name: 'b', status: 'passed', assertionResults: [{ status: 'pending', fullName: 'a promise left out' }] },
      ],
    }
    expect(countVitest(report, '')).toMatchObject({ passed: 3, failed: 1, skipped: ['a promise left out'] })
    expect(countVitest({ ...report, testResults: [] }, '').failed).toBe(1)
  })

  it('counts cheats one by one, and names what could not be judged', () => {
    const one = { name: 'x', what: '', hostile: true, refused: true, neutralised: false, expected: '', observed: '' }
    const cases: GalleryCase[] = [
      { ...one, ok: true },
      { ...one, ok: false },
      { ...one, ok: false, unproved: 'no namespaces' },
    ]
    expect(countGallery(cases, false, '')).toEqual({ passed: 1, failed: 1, skipped: ['gallery x (no namespaces)'], output: '' })
    expect(countGallery([], true, '').failed).toBe(1)
    expect(countGallery([{ ...one, ok: true }], false, '').failed).toBe(1)
  })

  it('adds up', () => {
    const one = { passed: 1, failed: 2, skipped: ['a'], output: '' }
    expect(total([one, one])).toEqual({ passed: 2, failed: 4, skipped: ['a', 'a'] })
  })
})

const law = (result: LawResult['result']): LawResult => ({
  clause: 'LOG-001',
  clauses: ['LOG-001'],
  consumer: 'log',
  sentence: 'a root never changes',
  runs: 100,
  seed: 1,
  ok: result === 'passed',
  result,
  ...(result === 'unproved' ? { missing: 'a browser' } : {}),
})

const step = (name: Step['name'], result: Step['result']): Step => ({ name, result, durationMs: 1, summary: '' })

function verdictWith(parts: Partial<Verdict>): Verdict {
  return {
    name: 'log',
    ok: true,
    evidence: 'sha256:0',
    isolation: 'full',
    steps: [step('vectors', 'passed')],
    laws: [],
    vectors: 0,
    diagnostics: [],
    at: '2026-01-01T00:00:00Z',
    cached: false,
    ...parts,
  }
}
