import { execFile } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryHost } from '../../src/host/memory.ts'
import { checkCommand } from '../../src/pipeline/check.ts'
import { gateAgain } from '../../src/pipeline/gate-again.ts'
import { gateMark } from '../../src/pipeline/gate-mark.ts'
import { turboCommand } from '../../src/pipeline/turbo.ts'
import { hasGateTasks, printedJson, withGateTasks } from '../../src/plan/turbo.ts'
import { makeRepository, type Repository } from '../render/fixture.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..', '..')

describe('turbo itself, on a copy of this repository', () => {
  let copy: string
  beforeAll(async () => {
    copy = realpathSync(mkdtempSync(join(tmpdir(), 'canon-turbo-')))
    for (const path of [
      'specs',
      'packages',
      'tools',
      'turbo.json',
      'package.json',
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      'canon.json',
    ])
      cpSync(join(ROOT, path), join(copy, path), {
        recursive: true,
        filter: (from) => !/\/(node_modules|\.turbo|\.git)$/.test(from),
      })
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    writeFileSync(join(copy, '.gitignore'), 'node_modules\n')
    await promisify(execFile)('git', ['init', '-q'], { cwd: copy })
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  const hashes = async (mark = 'one'): Promise<Record<string, string>> => {
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'node_modules/turbo/package.json'), 'utf8')) as { bin: { turbo: string } }
    const turbo = join(ROOT, 'node_modules/turbo', bin.turbo)
    const names = Object.keys((JSON.parse(readFileSync(join(copy, 'turbo.json'), 'utf8')) as { tasks: object }).tasks)
    const tasks = names.filter((name) => name.startsWith('//#gate:'))
    const { stdout } = await promisify(execFile)(process.execPath, [turbo, 'run', ...tasks, '--dry=json'], {
      cwd: copy,
      env: { PATH: process.env.PATH ?? '', HOME: copy, CANON_GATE_MARK: mark, TURBO_TELEMETRY_DISABLED: '1' },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 60_000,
    })
    const planned = (JSON.parse(stdout) as { tasks: { task: string; hash: string }[] }).tasks
    return Object.fromEntries(planned.map(({ task, hash }) => [task, hash]))
  }
  const changedBy = async (path: string): Promise<string[]> => {
    const before = await hashes()
    const had = (() => {
      try {
        return readFileSync(join(copy, path))
      } catch {
        return undefined
      }
    })()
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    appendFileSync(join(copy, path), '\n')
    const after = await hashes()
    if (had === undefined) rmSync(join(copy, path))
    else writeFileSync(join(copy, path), had)
    return Object.keys(before).filter((task) => before[task] !== after[task])
  }

  const edits: [path: string, changed: string[]][] = [
    ['specs/log/contracts/crypto.contract.ts', ['gate:crypto']],
    ['specs/log/contracts/log/tree.laws.ts', ['gate:log']],
    ['specs/log/contracts/crypto.examples.json', ['gate:crypto']],
    ['specs/crypto/vectors/pae/999-new.json', ['gate:crypto']],
    ['packages/log/src/index.ts', ['gate:log']],
    ['packages/crypto/src/index.ts', ['gate:crypto', 'gate:log']],
    ['tools/canon/src/gate/gate.ts', ['gate:crypto', 'gate:log']],
    ['canon.json', ['gate:crypto', 'gate:log']],
    ['docs/anything.md', []],
  ]
  test.each(edits)('an edit of %s runs again exactly %j', { timeout: 120_000 }, async (path, changed) => {
    expect(await changedBy(path)).toEqual(changed)
  })
  test('another mark runs everything again', { timeout: 120_000 }, async () => {
    const [one, two] = [await hashes('one'), await hashes('two')]
    expect(Object.keys(one)).toEqual(['gate:crypto', 'gate:log'])
    for (const task of Object.keys(one)) expect(one[task]).not.toBe(two[task])
  })
})

describe('canon turbo', () => {
  let repository: Repository
  beforeEach(() => {
    repository = makeRepository()
    repository.write('turbo.json', '{ "tasks": { "test": { "outputs": [] }, "//#gate:gone": {} } }')
    repository.write('package.json', '{ "private": true, "scripts": { "lint": "x", "gate:gone": "canon gate gone" } }')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    repository.remove()
  })
  const codes = (check: boolean) => turboCommand(repository.host, { check }).diagnostics.map(({ code }) => code)
  const stale = async () =>
    (await checkCommand(repository.host, { cache: false })).diagnostics.filter(({ code }) => code === 'TURBO_STALE').length

  test('writes one task and one script per document, and leaves the others alone', () => {
    expect(codes(false)).toEqual([])
    const { tasks } = JSON.parse(repository.read('turbo.json')) as { tasks: Record<string, { inputs?: string[] }> }
    expect(Object.keys(tasks)).toEqual(['test', '//#gate:pair', '//#gate:unit'])
    expect(tasks['//#gate:unit']?.inputs).toContain('specs/pair/contracts/unit.contract.ts')
    expect(tasks['//#gate:pair']?.inputs).not.toContain('specs/pair/contracts/unit.contract.ts')
    expect(tasks['//#gate:pair']?.inputs).toContain('packages/unit/**')
    expect(JSON.parse(repository.read('package.json'))).toEqual({
      private: true,
      scripts: { lint: 'x', 'gate:pair': 'canon gate pair', 'gate:unit': 'canon gate unit' },
    })
  })
  test('--check says when they are behind, and so does canon check; a new import of a contract makes them so', async () => {
    expect(codes(true)).toEqual(['TURBO_STALE'])
    expect(await stale()).toBe(1)
    turboCommand(repository.host, { check: false })
    expect([codes(true), await stale()]).toEqual([[], 0])
    const contract = 'specs/pair/contracts/unit.contract.ts'
    repository.write('specs/pair/more.ts', 'export {}\n')
    repository.write(contract, `import '../more.ts'\n${repository.read(contract)}`)
    expect([codes(true), await stale()]).toEqual([['TURBO_STALE'], 1])
  })
  test('asks nothing of a repository that has no gate in turbo, and refuses one without turbo.json', async () => {
    repository.write('turbo.json', '{ "tasks": {} }')
    expect(await stale()).toBe(0)
    rmSync(join(repository.root, 'turbo.json'))
    expect([codes(true), codes(false), await stale()]).toEqual([['TURBO_ABSENT'], ['TURBO_ABSENT'], 0])
  })
})

describe('below turbo, the gate', () => {
  const host = memoryHost({ 'canon.json': '{"canon":1}' })
  afterEach(() => vi.unstubAllEnvs())
  const refused = async () => (await gateAgain(host, {})).diagnostics.some(({ code }) => code === 'GATE_UNMARKED')
  test('refuses to run without the mark of this checkout', async () => {
    expect(await refused()).toBe(false)
    vi.stubEnv('TURBO_HASH', 'x')
    expect(await refused()).toBe(true)
    vi.stubEnv('CANON_GATE_MARK', `${gateMark(host)}x`)
    expect(await refused()).toBe(true)
    vi.stubEnv('CANON_GATE_MARK', gateMark(host))
    expect(await refused()).toBe(false)
  })
  test('has another mark in another checkout, and where CI asks for more', () => {
    const other = memoryHost({ 'canon.json': '{"canon":1}' })
    expect(gateMark(other)).not.toBe(gateMark(host))
    vi.stubEnv('CI', '')
    const free = gateMark(host)
    vi.stubEnv('CI', '1')
    expect(gateMark(host)).not.toBe(free)
  })
})

test('tasks are replaced as a whole, and a file without them has none', () => {
  const files = { turbo: { tasks: { build: {} } }, manifest: {} }
  const one = withGateTasks(files, [{ name: 'a', inputs: ['x'] }])
  expect([hasGateTasks(files.turbo), hasGateTasks(one.turbo)]).toEqual([false, true])
  expect(withGateTasks(one, [])).toEqual({ turbo: { tasks: { build: {} } }, manifest: { scripts: {} } })
})

test('JSON is printed so that it reads back the same, short lists on one line', () => {
  const value = { a: [1, 'x'], b: { c: { d: [] } }, e: Array.from({ length: 60 }, (_, i) => `item ${i}`) }
  expect(JSON.parse(printedJson(value, 1))).toEqual(value)
  expect(printedJson({ a: [1, 'x'], b: {} }, 1)).toBe('{\n  "a": [1, "x"],\n  "b": {}\n}')
})
