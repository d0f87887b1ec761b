import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import type { Comparison, Disagreement } from '../../src/model/comparison.ts'
import { divergeCommand } from '../../src/pipeline/diverge.ts'
import { DOCUMENT, makeToy, type Toy } from '../gate/toy.ts'
import { CONTRACT, DRIVER, RENDERING, SURFACE } from './shelf.ts'

const folders: string[] = []
let toy: Toy
let honest: string
beforeAll(() => {
  toy = makeToy(CONTRACT, DOCUMENT.replace('## Operations\n', SURFACE))
  toy.write('specs/toy/driver.ts', DRIVER)
  honest = rendering(RENDERING)
})
afterAll(() => {
  toy.remove()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function rendering(index: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'canon-side-'))
  folders.push(folder)
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/index.ts'), index)
  return folder
}

function replaced(from: string, to: string): string {
  if (!RENDERING.includes(from)) throw new Error(`the rendering has no ${from}`)
  return RENDERING.replace(from, to)
}

async function against(source: string, options: { ungated?: boolean } = {}) {
  return divergeCommand(toy.host, { name: 'toy', a: honest, b: rendering(source), runs: 60, seed: 3, ...options })
}

const found = (data: unknown): readonly Disagreement[] => (data as Comparison).disagreements

test('a rendering does not disagree with itself', async () => {
  const outcome = await divergeCommand(toy.host, { name: 'toy', a: honest, b: honest, runs: 60, seed: 3 })
  expect(outcome).toMatchObject({ ok: true, diagnostics: [], data: { seed: 3, runs: 180, disagreements: [], unrepeated: 0 } })
})

describe('what both gates accept and is not the same is reported with its smallest input', () => {
  test('an answer', async () => {
    const outcome = await against(replaced('return [...numbers]', 'if (numbers.length > 2) return []\n  return [...numbers]'))
    expect(outcome.ok).toBe(false)
    expect(found(outcome.data)).toEqual([
      {
        command: 'sorted',
        clauses: ['TOY-001'],
        input: [0, 0, 0],
        a: '{"value":[0,0,0]}',
        b: '{"value":[]}',
        kind: 'answer',
        advisory: false,
      },
    ])
  })
  test('−0 where 0 was', async () => {
    const outcome = await against(replaced('.sort((a, b) => a - b)', '.sort((a, b) => a - b).map((n) => (n === 0 ? -0 : n))'))
    expect(found(outcome.data)).toMatchObject([{ input: [0], b: '{"value":[{"$number":"-0"}]}' }])
  })
  test('the order of two checks', async () => {
    const outcome = await against(replaced('checkName(name)\n  checkCount(count)', 'checkCount(count)\n  checkName(name)'))
    expect(found(outcome.data)).toMatchObject([
      { command: 'label', kind: 'error-order', input: ['', -1], a: '{"code":"NO_NAME"}', b: '{"code":"NO_COUNT"}' },
    ])
  })
  test('a buffer of the caller that is kept', async () => {
    const outcome = await against(replaced('push(Uint8Array.from(bytes))', 'push(bytes)'))
    expect(found(outcome.data)).toMatchObject([
      { command: 'shelf', step: 'at', kind: 'aliasing', input: [{ step: 'put' }, { step: 'at', value: 0 }] },
    ])
  })
  test('a buffer of its own that is handed out', async () => {
    const outcome = await against(replaced('.slice()', ''))
    const shelf = found(outcome.data).find(({ step }) => step === 'at')
    expect(shelf).toMatchObject({ kind: 'aliasing', input: [{ step: 'put' }, { step: 'at' }, { step: 'at' }] })
  })
  test('the order in which un-awaited calls take effect', async () => {
    const outcome = await against(
      replaced(
        'return this.#held.push(Uint8Array.from(bytes))',
        'const copy = Uint8Array.from(bytes)\n    if (copy.length === 0) await null\n    return this.#held.push(copy)',
      ),
    )
    const shelf = found(outcome.data).find(({ kind }) => kind === 'order-of-effects')
    expect(shelf?.input).toMatchObject([{ step: 'put', value: { $hex: '' } }, { together: true }])
  })
  test('an argument that is changed, which no answer shows', async () => {
    const outcome = await against(
      replaced('return [...numbers].sort((a, b) => a - b)', 'numbers.sort((a, b) => a - b)\n  return [...numbers]'),
    )
    expect(found(outcome.data)).toMatchObject([
      { command: 'sorted', kind: 'mutation', advisory: true, input: [1, 0], a: 'nothing seen' },
    ])
    expect(found(outcome.data)[0]?.b).toContain('sorted: argument 1')
  })
})

describe('what the gate does not accept', () => {
  const wrong = replaced('return n * 2', 'return n * 3')
  test('is not compared', async () => {
    const outcome = await against(wrong)
    expect(outcome.data).toBeNull()
    expect(outcome.diagnostics[0]).toMatchObject({ code: 'DIVERGE_NOT_GREEN' })
  })
  test('is compared when asked for, and the answer says so', async () => {
    expect((await against(wrong, { ungated: true })).data).toMatchObject({ gated: false, disagreements: [] })
  })
})

test('without a driver nothing is compared, which is no agreement', async () => {
  const bare = makeToy(CONTRACT, DOCUMENT.replace('## Operations\n', SURFACE))
  try {
    const outcome = await divergeCommand(bare.host, { name: 'toy', a: honest, b: honest, ungated: true })
    expect(outcome.ok).toBe(false)
    expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['DRIVER_MISSING', 'GATE_VERIFIED_NOTHING'])
  } finally {
    bare.remove()
  }
})

describe('the rendering of log', () => {
  const root = new URL('../../../../', import.meta.url).pathname
  test('does not disagree with itself', async () => {
    const host = nodeHost(root)
    const outcome = await divergeCommand(host, { name: 'log', a: 'current', b: 'current', runs: 30, seed: 7, ungated: true })
    expect(outcome).toMatchObject({ ok: true, data: { disagreements: [] } })
  }, 60_000)
})
