import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/model/verdict.ts'
import { explanationText } from '../../src/report/explanation-text.ts'
import { junit } from '../../src/report/junit.ts'
import { nearest } from '../../src/report/nearest.ts'
import { printedAs } from '../../src/report/printed.ts'
import { statesText } from '../../src/report/states-text.ts'
import { styleOf } from '../../src/report/style.ts'
import { tourText } from '../../src/report/tour-text.ts'
import { verdictText } from '../../src/report/verdict-text.ts'

const plain = styleOf(false)

const red: Verdict = {
  name: 'log',
  ok: false,
  evidence: 'sha256:0',
  isolation: 'full',
  steps: [
    { name: 'layout', result: 'passed', durationMs: 3, summary: '12 files' },
    { name: 'laws', result: 'failed', durationMs: 40, summary: '1 of 3 laws fails' },
  ],
  laws: [
    law('passed', {}),
    law('failed', { counterexample: { values: [{ $hex: '00' }], observed: '1', expected: '2' } }),
    law('unproved', { missing: 'vectors of the field' }),
  ],
  vectors: 4,
  diagnostics: [{ code: 'LAW_FAILED', severity: 'error', message: 'a law fails' }],
  at: '2026-01-01T00:00:00Z',
  cached: false,
}

describe('a verdict', () => {
  const text = verdictText(red, plain)

  it('shows its steps, its runs and its isolation', () => {
    expect(text).toContain('log red  3 laws, 300 runs, 4 vectors, isolation full')
    expect(text).toMatch(/passed {3}layout/)
    expect(text).toMatch(/failed {3}laws/)
  })

  it('shows the counterexample of a failed law with its seed, and names what an unproved one lacks', () => {
    expect(text).toContain('failed after 100 runs, seed 9')
    expect(text).toContain('with      [{"$hex":"00"}]')
    expect(text).toContain('observed  1')
    expect(text).toContain('expected  2')
    expect(text).toContain('unproved, missing vectors of the field')
  })

  it('does not list laws that hold', () => {
    expect(text.match(/for log: /g)).toHaveLength(2)
  })

  it('bounds a counterexample that is too large for a terminal', () => {
    const huge = {
      ...red,
      laws: [law('failed', { counterexample: { values: ['x'.repeat(100_000)], observed: '1', expected: '2' } })],
    }
    expect(verdictText(huge, plain).length).toBeLessThan(5_000)
  })

  it('is a JUnit suite with its laws as cases', () => {
    const xml = junit('gate', [], [red])
    expect(xml).toContain('<testsuite name="gate log" tests="5" failures="2" skipped="1">')
  })

  it('shows a diagnostic of its own once', () => {
    const text = printedAs('text', 'gate', { ok: false, diagnostics: red.diagnostics, data: { verdicts: [red] } }, false)
    expect(text.match(/LAW_FAILED/g)).toHaveLength(1)
  })
})

describe('the states', () => {
  it('are a table with the command that clears each, none for a fresh one', () => {
    const text = statesText(
      [
        { name: 'crypto', state: 'fresh', reason: 'all agree', fix: 'canon gate', changed: [] },
        { name: 'log', state: 'spec-ahead', reason: 'LOG-001 changed', fix: 'canon render log', changed: ['LOG-001'] },
      ],
      plain,
    )
    const [, crypto, log] = text.split('\n')
    expect(crypto).toBe('crypto   fresh       all agree')
    expect(log).toBe('log      spec-ahead  LOG-001 changed  canon render log')
    expect(text).toContain('1 fresh, 1 not')
  })
})

describe('the tour', () => {
  it('ends with what to type next', () => {
    const row = {
      name: 'log',
      owners: ['@log'],
      version: '0.1.0',
      clauses: 9,
      witnessed: 8,
      laws: 7,
      runs: 700,
      vectors: 6,
      state: 'fresh',
    }
    const text = tourText({ rows: [row], next: ['canon status'] }, plain)
    expect(text).toMatch(/log +@log +0\.1\.0 +9 +8 +7 +700 +6 +fresh +never/)
    expect(text.trimEnd().endsWith('canon status')).toBe(true)
  })
})

describe('an explanation', () => {
  it('of a clause shows its place, its witnesses and the state of its package', () => {
    const place = { file: 'specs/log/spec.md', line: 4, column: 1 }
    const text = explanationText(
      {
        kind: 'clause',
        id: 'LOG-001',
        subsystem: 'log',
        heading: 'root',
        text: 'A root MUST stay.',
        place,
        withdrawn: false,
        errors: [{ code: 'BAD_SIZE', when: 'out of range', clauses: ['LOG-001'], caller: 'fix', place }],
        laws: [{ consumer: 'cloud', sentence: 'roots stay', place }],
        vectors: [{ path: 'specs/log/vectors/root/001-empty.json', what: 'the empty tree' }],
        state: 'fresh',
      },
      plain,
    )
    for (const part of [
      'specs/log/spec.md:4:1',
      'A root MUST stay.',
      'BAD_SIZE: out of range',
      'for cloud: roots stay',
      '001-empty.json',
      'fresh',
    ])
      expect(text).toContain(part)
  })
})

describe('the nearest of some words', () => {
  it.each([
    ['statsu', 'status'],
    ['BUNDEL', 'bundle'],
    ['stat', 'status'],
    ['gat', 'gate'],
    ['zzzzzz', undefined],
    ['', undefined],
  ])('to "%s" is %s', (typed, expected) => {
    expect(nearest(typed, ['check', 'status', 'bundle', 'gate'])).toBe(expected)
  })
})

function law(result: 'passed' | 'failed' | 'unproved', rest: object) {
  return {
    clause: 'LOG-001',
    clauses: ['LOG-001'],
    consumer: 'log',
    sentence: 'a root never changes',
    runs: 100,
    seed: 9,
    ok: result === 'passed',
    result,
    ...rest,
  } as const
}
