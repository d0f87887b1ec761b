import { appendFileSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Lock } from '../../src/model/lock.ts'
import { adoptCommand } from '../../src/pipeline/adopt.ts'
import { bundleCommand } from '../../src/pipeline/bundle.ts'
import { UsageError } from '../../src/pipeline/outcome.ts'
import { statusCommand } from '../../src/pipeline/status.ts'
import { gateThat, makeRepository, type Repository, SECRETS, textsBelow, UNIT } from './fixture.ts'

let repository: Repository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

const adopt = (from: string, says: 'passes' | 'fails', more = {}) =>
  adoptCommand(repository.host, { name: 'unit', from, gate: gateThat(says), ...more })
const lockNow = () => JSON.parse(repository.read('packages/unit/canon.lock.json')) as Lock

describe('adopt', () => {
  it('records what the gate accepts, with who wrote it, and the package is fresh', async () => {
    const outcome = await adopt(repository.rendering(UNIT), 'passes', { model: 'm-1', generator: 'by hand-off', mode: 'clean' })
    expect(outcome.ok).toBe(true)
    expect(lockNow().rendering).toMatchObject({
      model: 'm-1',
      generator: 'by hand-off',
      mode: 'clean',
      blindness: 'declared',
      isolation: 'full',
      attempts: 1,
    })
    expect(repository.read('packages/unit/src/index.ts')).toBe(UNIT)
    expect(JSON.parse(repository.read('packages/unit/package.json'))).toMatchObject({
      name: '@canon/unit',
      imports: { '#platform': { node: './src/platform/node.ts', default: './src/platform/browser.ts' } },
    })
    expect((await statusCommand(repository.host, { names: ['unit'] })).data).toMatchObject({
      packages: [{ name: 'unit', state: 'fresh' }],
    })
  })

  it('leaves the package as it was on red, and says why in FEEDBACK.md without a word of a contract', async () => {
    await repository.adopt('unit', UNIT)
    const before = textsBelow(join(repository.root, 'packages'))
    const from = repository.rendering(UNIT.replace('n + 1', 'n + 2'))
    const outcome = await adopt(from, 'fails')
    expect(outcome.ok).toBe(false)
    expect(textsBelow(join(repository.root, 'packages'))).toEqual(before)
    const text = readFileSync(join(from, 'FEEDBACK.md'), 'utf8')
    expect(text).toContain('UNI-001')
    expect(text).not.toContain(SECRETS.consumerSentence)
  })

  it('counts every submission of a folder itself, and begins anew after green', async () => {
    const from = repository.rendering(UNIT)
    await adopt(from, 'fails')
    await adopt(from, 'fails')
    await adopt(from, 'passes', { attempt: 1 })
    expect(lockNow().rendering.attempts).toBe(3)
    expect(existsSync(join(from, 'FEEDBACK.md'))).toBe(false)
    await adopt(from, 'passes')
    expect(lockNow().rendering.attempts).toBe(1)
    await adopt(from, 'passes', { attempt: 4 })
    expect(lockNow().rendering.attempts).toBe(4)
  })

  it('takes nothing but src, refuses links in it, and a folder without it', async () => {
    const from = repository.rendering(UNIT)
    appendFileSync(join(from, 'package.json'), '{"dependencies":{"left-pad":"1"}}')
    await adopt(from, 'passes')
    expect(repository.read('packages/unit/package.json')).not.toContain('left-pad')
    symlinkSync('/etc/hostname', join(from, 'src/link.ts'))
    expect((await adopt(from, 'passes')).diagnostics.map(({ code }) => code)).toEqual(['TREE_LINK'])
    expect((await adopt(join(from, 'nowhere'), 'passes')).diagnostics.map(({ code }) => code)).toEqual(['ADOPT_NO_FOLDER'])
    expect((await adopt(repository.root, 'passes')).diagnostics.map(({ code }) => code)).toEqual(['GENERATOR_WROTE_NOTHING'])
  })

  it('names the bundle that the folder holds, and warns when documents changed since', async () => {
    const from = `${repository.root}-bundle`
    const made = await bundleCommand(repository.host, { name: 'unit', out: from, clean: true })
    repository.host.write(join(from, 'src/index.ts'), UNIT)
    expect((await adopt(from, 'passes')).diagnostics).toEqual([])
    const { digest } = made.data as { digest: string }
    expect(lockNow().rendering.bundle).toBe(digest)
    repository.write('specs/unit/spec.md', repository.read('specs/unit/spec.md').replace('a number after', 'one more than'))
    expect((await adopt(from, 'passes')).diagnostics.map(({ code }) => code)).toEqual(['ADOPT_OTHER_BUNDLE'])
    expect(lockNow().rendering.bundle).toBe(digest)
  })

  it('asks for a folder and for a mode that exists', async () => {
    const from = repository.rendering(UNIT)
    await expect(adopt(from, 'passes', { mode: 'replay' })).rejects.toThrow(UsageError)
    await expect(adopt(from, 'passes', { from: undefined })).rejects.toThrow(UsageError)
  })
})
