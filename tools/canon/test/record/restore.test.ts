import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestBytes } from '../../src/base/digest.ts'
import { restoreCommand } from '../../src/pipeline/restore.ts'
import { statusCommand } from '../../src/pipeline/status.ts'
import { makeRepository, type Repository, textsBelow, UNIT } from '../render/fixture.ts'

let repository: Repository
let recorded: Record<string, string>
beforeEach(async () => {
  repository = makeRepository()
  await repository.adopt('unit', UNIT)
  recorded = packageNow()
})
afterEach(() => repository.remove())

const packageNow = () => textsBelow(`${repository.root}/packages/unit`)
const restore = () => restoreCommand(repository.host, { name: 'unit' })
const forgetStore = () => repository.host.remove(`${repository.root}/.canon/objects`)
const stateNow = async () =>
  ((await statusCommand(repository.host, { names: ['unit'] })).data as { packages: { state: string }[] }).packages[0]!.state

describe('restore', () => {
  it('puts back a changed, a removed and an added file', async () => {
    repository.write('packages/unit/src/index.ts', UNIT.replace('n + 1', 'n + 2'))
    repository.write('packages/unit/src/more.ts', 'export {}\n')
    repository.host.remove(`${repository.root}/packages/unit/README.md`)
    expect(await stateNow()).toBe('hand-edited')
    expect(await restore()).toMatchObject({ ok: true, data: { files: 3, fromStore: 3 } })
    expect(packageNow()).toEqual(recorded)
    expect(await stateNow()).toBe('fresh')
  })

  it('works from the last commit where the store is gone', async () => {
    commit()
    forgetStore()
    repository.write('packages/unit/src/index.ts', 'broken')
    expect(await restore()).toMatchObject({ ok: true, data: { files: 3, fromStore: expect.any(Number) } })
    expect(packageNow()).toEqual(recorded)
  })

  it('replaces nothing when the bytes are nowhere, or are not those of the lock', async () => {
    forgetStore()
    repository.write('packages/unit/src/index.ts', 'broken')
    expect((await restore()).diagnostics.map(({ code }) => code)).toEqual(['RESTORE_IMPOSSIBLE'])
    expect(packageNow()).toEqual({ ...recorded, 'src/index.ts': 'broken' })
    const hex = digestBytes(UNIT).slice('sha256:'.length)
    repository.write(`.canon/objects/${hex.slice(0, 2)}/${hex.slice(2)}`, 'forged')
    expect((await restore()).ok).toBe(false)
    expect(packageNow()['src/index.ts']).toBe('broken')
  })

  it('believes neither a store nor a commit whose bytes are others', async () => {
    const hex = digestBytes(UNIT).slice('sha256:'.length)
    const object = `.canon/objects/${hex.slice(0, 2)}/${hex.slice(2)}`
    commit()
    repository.write(object, 'forged')
    repository.write('packages/unit/src/index.ts', 'broken')
    expect((await restore()).ok).toBe(true)
    expect(packageNow()).toEqual(recorded)
    repository.write('packages/unit/src/index.ts', 'broken')
    commit()
    repository.write(object, 'forged')
    expect((await restore()).diagnostics.map(({ code }) => code)).toEqual(['RESTORE_IMPOSSIBLE'])
    expect(packageNow()['src/index.ts']).toBe('broken')
  })

  it('finds the lock again when it was corrupted, or made to name a file outside', async () => {
    repository.write('packages/unit/canon.lock.json', '{"canon":1')
    expect(await stateNow()).toBe('hand-edited')
    expect((await restore()).ok).toBe(true)
    expect(packageNow()).toEqual(recorded)
    const lock = JSON.parse(recorded['canon.lock.json']!)
    lock.tree.files['../../escape'] = lock.tree.files['src/index.ts']
    repository.write('packages/unit/canon.lock.json', JSON.stringify(lock))
    expect((await restore()).ok).toBe(true)
    expect(packageNow()).toEqual(recorded)
    expect(repository.host.stat(`${repository.root}/escape`)).toBeUndefined()
  })

  it('leaves what a later version of the tool recorded as it is', async () => {
    const later = JSON.stringify({ ...JSON.parse(recorded['canon.lock.json']!), canon: 2 })
    repository.write('packages/unit/canon.lock.json', later)
    repository.write('packages/unit/src/index.ts', 'later')
    expect((await restore()).diagnostics.map(({ code }) => code)).toEqual(['LOCK_FROM_THE_FUTURE'])
    expect(packageNow()).toEqual({ ...recorded, 'canon.lock.json': later, 'src/index.ts': 'later' })
  })

  it('replaces a link in the place of the package and touches nothing behind it', async () => {
    const elsewhere = `${repository.root}-elsewhere`
    repository.host.write(`${elsewhere}/node_modules/x`, 'theirs')
    repository.host.remove(`${repository.root}/packages/unit`)
    symlinkSync(elsewhere, `${repository.root}/packages/unit`)
    expect(await stateNow()).toBe('hand-edited')
    expect((await restore()).ok).toBe(true)
    expect(packageNow()).toEqual(recorded)
    expect(textsBelow(elsewhere)).toEqual({ 'node_modules/x': 'theirs' })
  })

  it('refuses a name that is a path', async () => {
    expect((await restoreCommand(repository.host, { name: '../specs' })).ok).toBe(false)
    expect(repository.read('specs/unit/spec.md')).toContain('UNI-001')
  })
})

function commit(): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: repository.root,
      stdio: 'ignore',
    })
  git('init')
  git('add', 'packages')
  git('commit', '-m', 'recorded')
}
