import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canSandbox } from '../../src/generate/sandbox.ts'
import type { Lock } from '../../src/model/lock.ts'
import { UsageError } from '../../src/pipeline/outcome.ts'
import { renderCommand } from '../../src/pipeline/render.ts'
import { gateThat, makeRepository, type Repository, textsBelow, UNIT } from './fixture.ts'

const WRITE = (text: string) =>
  `const fs = require('node:fs'); fs.mkdirSync('src', { recursive: true }); fs.writeFileSync('src/index.ts', ${text});`
const RIGHT = JSON.stringify(UNIT)
const WRONG = JSON.stringify(UNIT.replace('n + 1', 'n + 2'))
const node = (script: string) => ({ kind: 'command', command: ['node', '-e', script], model: 'm-2', timeoutMs: 20_000 }) as const

let repository: Repository
beforeEach(() => {
  repository = makeRepository({
    right: node(WRITE(RIGHT)),
    wrong: node(WRITE(WRONG)),
    learns: node(WRITE(`fs.existsSync('FEEDBACK.md') ? ${RIGHT} : ${WRONG}`)),
    silent: node(''),
    again: { kind: 'replay', from: 'recorded/{name}' },
  })
})
afterEach(() => repository.remove())

/** Red for whatever counts on by two. */
const gate = gateThat('fails', (source) => source.includes('n + 2'))
const render = (generator: string | undefined, more = {}) =>
  renderCommand(repository.host, { name: 'unit', with: generator, gate, environment: { PATH: process.env.PATH }, ...more })
const lockNow = () => JSON.parse(repository.read('packages/unit/canon.lock.json')) as Lock
const packages = () => (existsSync(join(repository.root, 'packages')) ? textsBelow(join(repository.root, 'packages')) : {})

describe('render', () => {
  it('records at the first attempt, clean where nothing was there, and revises from then on', async () => {
    expect((await render('right')).ok).toBe(true)
    expect(lockNow().rendering).toMatchObject({ generator: 'right', model: 'm-2', mode: 'clean', attempts: 1 })
    await render('right')
    expect(lockNow().rendering.mode).toBe('revise')
    await render('right', { clean: true })
    expect(lockNow().rendering.mode).toBe('clean')
  })

  it('feeds a failure back and counts the attempts', async () => {
    expect((await render('learns')).ok).toBe(true)
    expect(lockNow().rendering.attempts).toBe(2)
    expect(repository.read('packages/unit/src/index.ts')).toBe(UNIT)
  })

  it('gives up after as many attempts as it was given, and leaves the package as it was', async () => {
    await repository.adopt('unit', UNIT)
    const before = packages()
    const outcome = await render('wrong', { attempts: 2 })
    expect(outcome).toMatchObject({ ok: false, data: { attempts: 2 } })
    expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['RENDER_GAVE_UP'])
    expect((await render('learns', { attempts: 1 })).ok).toBe(false)
    expect((await render('silent')).diagnostics.map(({ code }) => code)).toEqual(['GENERATOR_WROTE_NOTHING'])
    expect(packages()).toEqual(before)
  })

  it('says enforced where the machine was hidden, and declared where it was in sight', async () => {
    const folder = repository.host.temporaryFolder('canon-probe')
    const sight = { root: repository.root, folder, home: folder, node: process.execPath, shows: [] }
    const able = await canSandbox(repository.host, sight, process.env)
    repository.host.remove(folder)
    await render('right')
    expect(lockNow().rendering.blindness).toBe(able ? 'enforced' : 'declared')
    await render('right', { sandbox: false })
    expect(lockNow().rendering.blindness).toBe('declared')
  })

  it('replays a recorded source, which never counts as a new or a clean one', async () => {
    repository.write('recorded/unit/src/index.ts', UNIT)
    expect((await render('again')).ok).toBe(true)
    expect(lockNow().rendering).toMatchObject({ mode: 'replay', blindness: 'declared' })
    expect(lockNow().lastClean).toBeUndefined()
  })

  it('waits for a handoff until it is done, or says that nobody came', async () => {
    let folder = ''
    const onProgress = (line: string) => {
      folder ||= / lies in (\S+);/.exec(line)?.[1] ?? ''
      if (folder === '' || existsSync(join(folder, 'DONE'))) return
      repository.host.write(join(folder, 'src/index.ts'), UNIT)
      repository.host.write(join(folder, 'DONE'), '')
    }
    expect((await render('handoff', { onProgress, handoff: { timeoutMs: 5000, pollMs: 10 } })).ok).toBe(true)
    expect(lockNow().rendering).toMatchObject({ generator: 'handoff', blindness: 'declared' })
    const late = await render('handoff', { handoff: { timeoutMs: 30, pollMs: 10 } })
    expect(late.diagnostics.map(({ code }) => code)).toEqual(['HANDOFF_WAITING'])
  })

  it('ends a handoff when the package is adopted meanwhile', async () => {
    const waiting = render('handoff', { handoff: { timeoutMs: 10_000, pollMs: 10 } })
    await repository.adopt('unit', UNIT)
    expect(await waiting).toMatchObject({ ok: true, data: { adopted: true } })
  })

  it('asks for a generator that exists', async () => {
    expect((await render('nobody')).diagnostics.map(({ code }) => code)).toEqual(['GENERATOR_UNKNOWN'])
    expect((await render('constructor')).diagnostics.map(({ code }) => code)).toEqual(['GENERATOR_UNKNOWN'])
    await expect(render(undefined)).rejects.toThrow(UsageError)
  })
})
