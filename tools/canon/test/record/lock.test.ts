import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Lock } from '../../src/model/lock.ts'
import { adoptCommand } from '../../src/pipeline/adopt.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { parseLock } from '../../src/record/parse-lock.ts'
import { recordPackage } from '../../src/record/record.ts'
import { gateThat, makeRepository, type Repository, UNIT } from '../render/fixture.ts'

let repository: Repository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

const lockNow = () => JSON.parse(repository.read('packages/unit/canon.lock.json')) as Lock
const parsed = (value: unknown) => parseLock(new TextEncoder().encode(JSON.stringify(value)), 'lock').fault?.code
const adopt = (mode: string) =>
  adoptCommand(repository.host, { name: 'unit', from: repository.rendering(UNIT), mode, gate: gateThat('passes') })

describe('a lock', () => {
  it('binds clauses, vectors, every contract on the package, and the tree', async () => {
    await repository.adopt('unit', UNIT)
    const lock = lockNow()
    expect(parsed(lock)).toBeUndefined()
    expect(Object.keys(lock.spec.clauses)).toEqual(['UNI-001', 'UNI-002'])
    expect(Object.keys(lock.contracts)).toEqual([
      'specs/pair/contracts/unit.contract.ts',
      'specs/unit/contracts/unit.contract.ts',
    ])
    expect(Object.keys(lock.tree.files)).toEqual(['README.md', 'package.json', 'src/index.ts'])
    expect(lock.verdict).toMatchObject({ ok: true, laws: 1, runs: 10, vectors: 1 })
  })

  it('remembers the last clean rendering through others that are not', async () => {
    await adopt('clean')
    const clean = lockNow().lastClean
    expect(clean?.normative).toBe(lockNow().spec.normative)
    repository.write('specs/unit/spec.md', repository.read('specs/unit/spec.md').replace('a number after', 'one more than'))
    await adopt('author')
    expect(lockNow().rendering.mode).toBe('author')
    expect(lockNow().lastClean).toEqual(clean)
    await adopt('clean')
    expect(lockNow().lastClean?.normative).toBe(lockNow().spec.normative)
    expect(lockNow().lastClean?.normative).not.toBe(clean?.normative)
  })

  it('of an author alone claims no clean rendering', async () => {
    await adopt('author')
    expect(lockNow().lastClean).toBeUndefined()
  })

  it('is refused when it comes from the future or lacks what a lock holds', async () => {
    await repository.adopt('unit', UNIT)
    const lock = lockNow()
    expect(parsed({ ...lock, canon: 2 })).toBe('LOCK_FROM_THE_FUTURE')
    expect(parsed({ ...lock, tree: undefined })).toBe('LOCK_UNREADABLE')
    expect(parsed({ ...lock, tree: { ...lock.tree, files: { '../x': lock.tree.digest } } })).toBe('LOCK_UNREADABLE')
    expect(parsed({ ...lock, rendering: { ...lock.rendering, mode: 'perfect' } })).toBe('LOCK_UNREADABLE')
    expect(parsed([])).toBe('LOCK_UNREADABLE')
    expect(parseLock(new Uint8Array([0x7b, 0xff]), 'lock').fault?.code).toBe('LOCK_UNREADABLE')
  })

  it('is not written for a red verdict', async () => {
    const workspace = readWorkspace(repository.host)
    const spec = workspace.specs.find(({ name }) => name === 'unit')!
    const candidate = { name: 'unit', files: { 'src/index.ts': new TextEncoder().encode(UNIT) } }
    const request = { workspace, name: 'unit', files: candidate.files, isolation: 'full' as const }
    const verdict = await gateThat('fails')(repository.host, request)
    const rendering = {
      generator: 'g',
      model: 'm',
      mode: 'clean',
      blindness: 'declared',
      isolation: 'full',
      attempts: 1,
      bundle: 'b',
      at: 'now',
    } as const
    const { lock, diagnostics } = recordPackage(repository.host, workspace, spec, { candidate, verdict, rendering })
    expect(lock).toBeUndefined()
    expect(diagnostics.map(({ code }) => code)).toEqual(['RECORD_RED'])
    expect(repository.host.stat(`${repository.root}/packages/unit`)).toBeUndefined()
  })
})
