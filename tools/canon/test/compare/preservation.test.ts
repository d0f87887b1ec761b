import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Verdict } from '../../src/model/verdict.ts'
import { adoptCommand } from '../../src/pipeline/adopt.ts'
import { askOwner } from '../../src/pipeline/questions.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { DOCUMENT, makeToy, type Toy } from '../gate/toy.ts'
import { CONTRACT, DRIVER, RENDERING, SURFACE } from './shelf.ts'

const TEXT = DOCUMENT.replace('## Operations\n', SURFACE)
const folders: string[] = []
let toy: Toy
beforeEach(() => {
  toy = makeToy(CONTRACT, TEXT)
  toy.write('specs/toy/driver.ts', DRIVER)
})
afterEach(() => toy.remove())
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function adopt(index: string) {
  const folder = mkdtempSync(join(tmpdir(), 'canon-adopt-'))
  folders.push(folder)
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/index.ts'), index)
  const outcome = await adoptCommand(toy.host, { name: 'toy', from: folder })
  const { verdict, questions } = outcome.data as { verdict: Verdict; questions: readonly { about: string }[] }
  const step = verdict.steps.find(({ name }) => name === 'preservation')
  return { ...outcome, folder, questions, step }
}

const OTHER = RENDERING.replace('return [...numbers]', 'if (numbers.length > 1) return []\n  return [...numbers]')
const documentNow = () => readFileSync(join(toy.host.root, 'specs/toy/spec.md'), 'utf8')

describe('a new rendering', () => {
  test('is compared with nothing where there is none before it', async () => {
    const { ok, step } = await adopt(RENDERING)
    expect(ok).toBe(true)
    expect(step).toMatchObject({ result: 'skipped', summary: 'there is no previous rendering' })
  })

  test('that is written otherwise and answers as before is accepted, without a question', async () => {
    await adopt(RENDERING)
    const { ok, step, questions } = await adopt(`${RENDERING}\n// otherwise\n`)
    expect(ok).toBe(true)
    expect(step).toMatchObject({ result: 'passed' })
    expect(questions).toEqual([])
    expect(documentNow()).toBe(TEXT)
  })

  test('that answers otherwise where the clauses stand is red, and the feedback has the smallest input and the answer before', async () => {
    await adopt(RENDERING)
    const { ok, step, diagnostics, folder } = await adopt(OTHER)
    expect(ok).toBe(false)
    expect(step).toMatchObject({ result: 'failed' })
    expect(diagnostics).toMatchObject([
      {
        code: 'PRESERVATION_BROKEN',
        clause: 'TOY-001',
        message: 'TOY-001: not as before for [0,0]: observed {"value":[]}',
        expected: '{"value":[0,0]}',
      },
    ])
    const feedback = readFileSync(join(folder, 'FEEDBACK.md'), 'utf8')
    expect(feedback).toContain('**TOY-001**')
    expect(feedback).toContain('expected: {"value":[0,0]}')
    expect(readFileSync(join(toy.host.root, 'packages/toy/src/index.ts'), 'utf8')).toBe(RENDERING)
    expect(documentNow()).toBe(TEXT)
  })

  test('that answers otherwise where a clause changed is accepted, and the document asks', async () => {
    await adopt(RENDERING)
    toy.write('specs/toy/spec.md', TEXT.replace('twice its argument.', 'two times its argument.'))
    const before = readWorkspace(toy.host).specs[0]!.digests
    const { ok, step, questions, diagnostics } = await adopt(OTHER)
    expect(ok).toBe(true)
    expect(step).toMatchObject({ result: 'passed' })
    expect(questions).toMatchObject([
      { about: 'sorted', clauses: ['TOY-001'], input: [0, 0], before: '{"value":[0,0]}', now: '{"value":[]}' },
    ])
    expect(diagnostics.map(({ code }) => code)).toEqual(['PRESERVATION_QUESTION'])
    const spec = readWorkspace(toy.host).specs[0]!
    expect(spec.open.map(({ text }) => text)).toEqual([expect.stringContaining('`sorted` (TOY-001)')])
    expect(spec.digests).toEqual(before)
  })

  test('is not compared with a rendering of another surface', async () => {
    await adopt(RENDERING)
    toy.write(
      'specs/toy/spec.md',
      TEXT.replace('export function sorted', 'export function least(numbers: number[]): Promise<number>\nexport function sorted'),
    )
    const { step } = await adopt(
      `${RENDERING}\nexport async function least(numbers: number[]): Promise<number> {\n  return Math.min(...numbers)\n}\n`,
    )
    expect(step).toMatchObject({ result: 'skipped', summary: "the previous rendering does not have today's surface" })
  })
})

describe('a question in the document', () => {
  const question = { about: 'sorted', clauses: ['TOY-001'], input: [0, 0], before: '[0,0]', now: '[]' }
  test('is asked once, whatever input shows it', () => {
    const spec = readWorkspace(toy.host).specs[0]!
    expect(askOwner(toy.host, spec, [question])).toHaveLength(1)
    const once = documentNow()
    expect(askOwner(toy.host, spec, [{ ...question, input: [1, 0] }])).toEqual([])
    expect(documentNow()).toBe(once)
    expect(askOwner(toy.host, spec, [{ ...question, about: 'label' }])).toHaveLength(1)
    expect(readWorkspace(toy.host).specs[0]!.open).toHaveLength(2)
  })
})
