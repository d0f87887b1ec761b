import { describe, expect, test } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import { type Cheat, type Expectation, readCheats } from '../../src/pipeline/gallery/cases.ts'
import { judgeCheat } from '../../src/pipeline/gallery/judge.ts'
import type { Trial } from '../../src/pipeline/gallery/trial.ts'
import { galleryCommand } from '../../src/pipeline/gallery.ts'

const host = nodeHost(process.cwd())
const refusal: Expectation = { kind: 'refused', step: 'laws', code: 'LAW_FAILED', says: 'odd' }
const twin: Expectation = { kind: 'neutralised', twin: 'wrong' }

describe('a cheat is as expected', () => {
  test('when it is refused at the step, with the code and the words that its case names', () => {
    expect(judged(refusal, red('laws', 'LAW_FAILED', 'an odd answer')).ok).toBe(true)
    expect(judged(refusal, red('vectors', 'LAW_FAILED', 'an odd answer')).ok).toBe(false)
    expect(judged(refusal, red('laws', 'LAW_NO_RUNS', 'an odd answer')).ok).toBe(false)
    expect(judged(refusal, red('laws', 'LAW_FAILED', 'another answer')).ok).toBe(false)
  })
  test('and never when it is accepted', () => {
    for (const expect_ of [refusal, twin]) expect(judged(expect_, green, green)).toMatchObject({ ok: false, refused: false })
  })
  test('when its verdict is that of a red twin, and not when the two differ', () => {
    const same = red('laws', 'LAW_FAILED', 'seven')
    expect(judged(twin, same, red('laws', 'LAW_FAILED', 'eight'))).toMatchObject({ ok: true, neutralised: true, refused: true })
    expect(judged(twin, same, red('types', 'TYPES_COMPILER', ''))).toMatchObject({ ok: false, neutralised: false })
    expect(judged(twin, green, green).neutralised).toBe(false)
  })
  test('and an honest package only when it passes', () => {
    expect(judged({ kind: 'passes' }, green)).toMatchObject({ ok: true, hostile: false })
    expect(judged({ kind: 'passes' }, red('laws', 'LAW_FAILED', '')).ok).toBe(false)
  })
  test('but is unproved where the machine cannot isolate it, whatever was expected', () => {
    const missing = red('isolation', 'SANDBOX_UNAVAILABLE', 'no namespaces here')
    const expected: Expectation = { kind: 'refused', step: 'isolation', code: 'SANDBOX_UNAVAILABLE' }
    expect(judged(expected, missing)).toMatchObject({ ok: false, unproved: 'no namespaces here' })
  })
})

test('the gallery holds at least thirty cheats and two honest packages', () => {
  const cheats = readCheats(host)
  expect(cheats.filter(({ expect }) => expect.kind !== 'passes').length).toBeGreaterThanOrEqual(30)
  expect(cheats.filter(({ expect }) => expect.kind === 'passes').length).toBeGreaterThanOrEqual(2)
})

test('a name that the gallery does not have is refused, and nothing is run', async () => {
  const outcome = await galleryCommand(host, { names: ['no-such-cheat'] })
  expect(outcome).toMatchObject({ ok: false, data: null })
  expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['GALLERY_UNKNOWN_CASE'])
})

const green: Trial = { accepted: true, step: undefined, errors: [], signature: ['step laws passed'] }

function red(step: string, code: string, message: string): Trial {
  return { accepted: false, step, errors: [{ code, severity: 'error', message }], signature: [`step ${step} failed`, code] }
}

function judged(expect: Expectation, trial: Trial, other?: Trial) {
  const cheat: Cheat = {
    name: 'x',
    folder: '',
    what: 'tries something',
    kind: 'package',
    expect,
    over: undefined,
    may: [],
    sandbox: true,
    links: [],
  }
  return judgeCheat(cheat, trial, other)
}
