import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sufficiencyCommand } from '../../src/pipeline/sufficiency.ts'
import { styleOf } from '../../src/report/style.ts'
import { type Sufficiency, sufficiencyText } from '../../src/report/sufficiency-text.ts'
import { DOCUMENT, makeToy, type Toy } from '../gate/toy.ts'
import { CONTRACT, DRIVER, RENDERING, SURFACE } from './shelf.ts'

let toy: Toy
beforeAll(() => {
  toy = makeToy(CONTRACT, DOCUMENT.replace('## Operations\n', SURFACE))
  toy.write('specs/toy/driver.ts', DRIVER)
  const recorded = {
    right: RENDERING,
    wrong: RENDERING.replace('return n * 2', 'return n * 3'),
    other: RENDERING.replace('checkName(name)\n  checkCount(count)', 'checkCount(count)\n  checkName(name)'),
  }
  for (const [name, text] of Object.entries(recorded)) toy.write(`recorded/${name}/src/index.ts`, text)
  const generators = Object.fromEntries(
    Object.keys(recorded).map((name) => [name, { kind: 'replay', from: join(toy.host.root, 'recorded', name) }]),
  )
  toy.write('canon.json', JSON.stringify({ canon: 1, runs: 40, generators }))
  mkdirSync(join(toy.host.root, 'packages'), { recursive: true })
})
afterAll(() => toy.remove())

const run = (names: string, runs: number) => sufficiencyCommand(toy.host, { name: 'toy', with: names, runs, seed: 3 })

test('renderings that pass and agree say that the document suffices', async () => {
  const { ok, data } = await run('right', 2)
  expect(data).toMatchObject({ passed: 2, pairs: 1, disagreements: [], runs: [{ passed: true }, { passed: true }] })
  expect((data as { tokens: number }).tokens).toBeGreaterThan(100)
  expect(ok).toBe(true)
})

test('one that fails is counted, with the clauses that it broke', async () => {
  const { ok, data, diagnostics } = await run('right,wrong', 2)
  expect(ok).toBe(false)
  expect(data).toMatchObject({
    passed: 1,
    pairs: 0,
    runs: [
      { generator: 'right', clauses: [] },
      { generator: 'wrong', passed: false },
    ],
  })
  expect((data as { runs: { clauses: string[] }[] }).runs[1]!.clauses).toContain('TOY-001')
  expect(diagnostics.map(({ code }) => code)).toEqual(['SUFFICIENCY_FAILED'])
})

test('two that pass and differ show a hole in the document', async () => {
  const { ok, data } = await run('right,other', 2)
  expect(ok).toBe(false)
  expect(data).toMatchObject({
    passed: 2,
    pairs: 1,
    disagreements: [{ command: 'label', kind: 'error-order', input: ['', -1] }],
  })
})

test('the text has a row for each rendering, with the clauses that it broke', async () => {
  const { data } = await run('right,wrong', 2)
  const lines = sufficiencyText(data as Sufficiency, styleOf(false)).split('\n')
  expect(lines[0]).toContain('1 of 2 passed the first time')
  expect(lines.filter((line) => /right|wrong/.test(line))).toEqual([
    expect.stringMatching(/right +passed/),
    expect.stringMatching(/wrong +failed.*TOY-001/),
  ])
})

test('nothing is recorded', async () => {
  await run('right', 1)
  expect(existsSync(join(toy.host.root, 'packages/toy'))).toBe(false)
})
