import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PackageState } from '../../src/model/plan.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { adoptCommand } from '../../src/pipeline/adopt.ts'
import { gateCommand } from '../../src/pipeline/gate.ts'
import { restoreCommand } from '../../src/pipeline/restore.ts'
import { statusCommand } from '../../src/pipeline/status.ts'
import { CONTRACT, HONEST, makeToy, type Toy } from './toy.ts'

let toy: Toy
let folder: string
beforeEach(async () => {
  toy = makeToy()
  folder = mkdtempSync(join(tmpdir(), 'canon-candidate-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/index.ts'), HONEST)
  expect((await adoptCommand(toy.host, { name: 'toy', from: folder })).ok).toBe(true)
})
afterEach(() => {
  toy.remove()
  rmSync(folder, { recursive: true, force: true })
})

const state = async () =>
  ((await statusCommand(toy.host, { cache: false })).data as { packages: PackageState[] }).packages[0]?.state
const verdict = async (options: Parameters<typeof gateCommand>[1] = {}) =>
  ((await gateCommand(toy.host, options)).data as { verdicts: Verdict[] }).verdicts[0]!
const codesOf = async () => (await gateCommand(toy.host, {})).diagnostics.map(({ code }) => code)

test('a changed byte is hand-edited and red, and restore makes the package fresh again', async () => {
  expect(await state()).toBe('fresh')
  appendFileSync(join(toy.host.root, 'packages/toy/src/index.ts'), ' ')
  expect(await state()).toBe('hand-edited')
  expect(await codesOf()).toContain('GATE_HAND_EDITED')
  expect((await restoreCommand(toy.host, { name: 'toy' })).ok).toBe(true)
  expect(await state()).toBe('fresh')
})

describe('evidence', () => {
  test('is used again while nothing changed, and not on request', async () => {
    expect((await verdict()).cached).toBe(true)
    expect((await verdict({ cache: false })).cached).toBe(false)
  })
  test('is stale once a contract changes, until the gate has judged it', async () => {
    toy.write('specs/toy/contracts/toy.contract.ts', CONTRACT.replace('min: -1000', 'min: -500'))
    expect(await state()).toBe('contract-ahead')
    expect(await verdict()).toMatchObject({ ok: true, cached: false })
    expect(await state()).toBe('fresh')
  })
  test('is absent in a fresh clone, where a green gate clears a changed contract to fresh', async () => {
    toy.write('specs/toy/contracts/toy.contract.ts', CONTRACT.replace('min: -1000', 'min: -500'))
    rmSync(join(toy.host.root, '.canon'), { recursive: true })
    expect(await state()).toBe('contract-ahead')
    expect(await verdict()).toMatchObject({ ok: true, cached: false })
    expect(await state()).toBe('fresh')
  })
  test('is not made by a run on another seed', async () => {
    rmSync(join(toy.host.root, '.canon/evidence'), { recursive: true })
    const replayed = await verdict({ seed: 7 })
    expect(replayed.laws.map(({ seed }) => seed)).toEqual([7, 7, 7, 7, 7])
    expect(await state()).toBe('evidence-stale')
    const explored = await verdict({ explore: true })
    expect(new Set(explored.laws.map(({ seed }) => seed)).has(7)).toBe(false)
  })
})

test('a package without a document or a folder is said to be missing, and nothing is green', async () => {
  const outcome = await gateCommand(toy.host, { names: ['absent'] })
  expect(outcome.ok).toBe(false)
  expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['GATE_NO_PACKAGE'])
})
