import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeBundle } from '../../src/bundle/write.ts'
import type { Collected } from '../../src/generate/collect.ts'
import { type CommandRun, runCommand } from '../../src/generate/command.ts'
import { canSandbox } from '../../src/generate/sandbox.ts'
import { bundleOf } from '../../src/pipeline/bundle.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { makeRepository, type Repository } from '../render/fixture.ts'

let repository: Repository
let base: string
beforeEach(() => {
  repository = makeRepository()
  base = mkdtempSync(join(tmpdir(), 'canon-generate-'))
})
afterEach(() => {
  repository.remove()
  rmSync(base, { recursive: true, force: true })
})

const WRITES = `const fs = require('node:fs'); fs.mkdirSync('src', { recursive: true }); fs.writeFileSync('src/index.ts', 'export {}\\n');`

/** Runs JavaScript as the generator, in sight of the machine unless told otherwise. */
async function generate(script: string, more: Partial<CommandRun['generator']> & Partial<CommandRun> = {}): Promise<Collected> {
  const { sandboxed = false, environment = { PATH: process.env.PATH }, outputBytesMax, ...generator } = more
  const { host } = repository
  const workspace = readWorkspace(host)
  const bundle = bundleOf(host, workspace, 'unit', true).bundle!
  const folder = join(base, 'work')
  const home = join(base, 'home')
  rmSync(folder, { recursive: true, force: true })
  host.makeFolder(home)
  writeBundle(host, bundle, folder)
  return runCommand(host, workspace.config, {
    bundle,
    generator: { kind: 'command', command: ['node', '-e', script, '{bundle}'], ...generator },
    folder,
    home,
    environment,
    sandboxed,
    ...(outputBytesMax === undefined ? {} : { outputBytesMax }),
  })
}

const codesOf = async (...args: Parameters<typeof generate>) => (await generate(...args)).diagnostics.map(({ code }) => code)
const sourceOf = (collected: Collected) => new TextDecoder().decode(collected.candidate?.files['src/index.ts'])

describe('a generator that does as told', () => {
  it('yields what it wrote under src, and may leave notes, locks and installed packages', async () => {
    const collected = await generate(
      `${WRITES} fs.mkdirSync('node_modules/x', { recursive: true }); fs.writeFileSync('node_modules/x/y', ''); fs.writeFileSync('NOTES.md', 'n'); fs.writeFileSync('package-lock.json', '{}')`,
    )
    expect(collected.diagnostics).toEqual([])
    expect(Object.keys(collected.candidate!.files)).toEqual(['src/index.ts'])
  })

  it('works in its bundle, with PATH, an own HOME and the variables that were named', async () => {
    const script = `${WRITES} fs.writeFileSync('src/index.ts', JSON.stringify([process.cwd(), process.argv[1], process.env]))`
    const collected = await generate(script, {
      env: ['TOKEN'],
      environment: { PATH: process.env.PATH, TOKEN: 't0p', OTHER: 'x' },
    })
    const [cwd, argument, environment] = JSON.parse(sourceOf(collected))
    expect([cwd, argument]).toEqual([join(base, 'work'), join(base, 'work')])
    expect(Object.keys(environment).sort()).toEqual(['HOME', 'PATH', 'TOKEN'])
    expect(environment.HOME).toBe(join(base, 'home'))
  })

  it('sees nothing of the repository where the machine can hide it', async () => {
    const { host, root } = repository
    const folder = join(base, 'work')
    const home = join(base, 'home')
    host.makeFolder(folder)
    host.makeFolder(home)
    const able = await canSandbox(host, { root, folder, home, node: process.execPath, shows: [] }, process.env)
    const secret = join(root, 'specs/unit/contracts/unit.contract.ts')
    const script = `${WRITES} fs.writeFileSync('src/index.ts', String(fs.existsSync(${JSON.stringify(secret)})))`
    expect(existsSync(secret)).toBe(true)
    expect(sourceOf(await generate(script, { sandboxed: able, shows: [root] }))).toBe(String(!able))
    expect(sourceOf(await generate(script, { sandboxed: false }))).toBe('true')
  })
})

describe('a generator is refused when it', () => {
  it('does not end in its time', async () => {
    expect(await codesOf('setInterval(() => {}, 1000)', { timeoutMs: 300 })).toEqual(['GENERATOR_TIMED_OUT'])
  })

  it('ends with another status than 0, whatever it wrote, and its last words hide what it was lent', async () => {
    const collected = await generate(`${WRITES} console.error('key is ' + process.env.KEY); process.exit(3)`, {
      env: ['KEY'],
      environment: { PATH: process.env.PATH, KEY: 'very-secret' },
    })
    expect(collected.candidate).toBeUndefined()
    expect(collected.diagnostics).toMatchObject([{ code: 'GENERATOR_FAILED', message: expect.stringContaining('key is [KEY]') }])
    expect(collected.diagnostics[0]!.message).not.toContain('very-secret')
  })

  it('cannot be started', async () => {
    expect(await codesOf('', { command: ['no-such-program-here'] })).toEqual(['GENERATOR_FAILED'])
    expect(await codesOf('', { command: [] })).toEqual(['GENERATOR_MISCONFIGURED'])
  })

  it('writes nothing, or an empty src', async () => {
    expect(await codesOf('')).toEqual(['GENERATOR_WROTE_NOTHING'])
    expect(await codesOf(`require('node:fs').mkdirSync('src')`)).toEqual(['GENERATOR_WROTE_NOTHING'])
  })

  it('adds, changes or removes a file beside src', async () => {
    expect(await codesOf(`${WRITES} fs.writeFileSync('extra.ts', '')`)).toEqual(['GENERATOR_WROTE_OUTSIDE'])
    expect(await codesOf(`${WRITES} fs.appendFileSync('spec/unit/spec.md', 'x')`)).toEqual(['GENERATOR_WROTE_OUTSIDE'])
    expect(await codesOf(`${WRITES} fs.rmSync('TASK.md')`)).toEqual(['GENERATOR_WROTE_OUTSIDE'])
  })

  it('adds a dependency', async () => {
    const script = `${WRITES} const p = JSON.parse(fs.readFileSync('package.json', 'utf8')); p.dependencies = { 'left-pad': '1.3.0' }; fs.writeFileSync('package.json', JSON.stringify(p))`
    expect(await codesOf(script)).toEqual(['GENERATOR_ADDED_DEPENDENCY'])
  })

  it('makes a symbolic link, a hard link, or src itself a link', async () => {
    expect(await codesOf(`${WRITES} fs.symlinkSync('/etc/hostname', 'src/name')`)).toEqual(['TREE_LINK'])
    expect(await codesOf(`${WRITES} fs.linkSync('src/index.ts', 'src/twin.ts')`)).toEqual(['TREE_LINK', 'TREE_LINK'])
    expect(await codesOf(`require('node:fs').symlinkSync('/etc', 'src')`)).toContain('GENERATOR_WROTE_OUTSIDE')
  })

  it('edits a contract, the configuration or the package while it runs', async () => {
    const edits = (path: string) => `${WRITES} fs.appendFileSync(${JSON.stringify(join(repository.root, path))}, ' ')`
    for (const path of ['specs/unit/contracts/unit.contract.ts', 'specs/pair/contracts/unit.contract.ts', 'canon.json'])
      expect(await codesOf(edits(path)), path).toEqual(['GENERATOR_TOUCHED_INPUTS'])
    repository.write('packages/unit/src/index.ts', 'export {}')
    expect(await codesOf(edits('packages/unit/src/index.ts'))).toEqual(['GENERATOR_TOUCHED_INPUTS'])
  })

  it('prints without end: it is stopped at the cap, long before a gigabyte', async () => {
    const started = performance.now()
    const script = `const chunk = 'x'.repeat(1 << 16); const more = () => { while (process.stdout.write(chunk)); process.stdout.once('drain', more) }; more()`
    expect(await codesOf(script, { outputBytesMax: 1 << 20, timeoutMs: 20_000 })).toEqual(['GENERATOR_PRINTED_TOO_MUCH'])
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('leaves more than a package may hold', async () => {
    expect(await codesOf(`${WRITES} for (let i = 0; i < 2001; i++) fs.writeFileSync('src/f' + i + '.ts', '')`)).toEqual([
      'TREE_TOO_MANY_FILES',
    ])
  })
})
