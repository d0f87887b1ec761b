import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packageCompilerOptions } from '../../src/base/compiler-options.ts'
import { makeBundle } from '../../src/bundle/make.ts'
import { writeBundle } from '../../src/bundle/write.ts'
import type { Bundle } from '../../src/model/bundle.ts'
import { bundleCommand, bundleOf } from '../../src/pipeline/bundle.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { makeRepository, PAIR, type Repository, SECRETS, UNIT } from '../render/fixture.ts'

const MODULES = new URL('../../../../node_modules', import.meta.url).pathname

let repository: Repository
let outside: string
beforeEach(() => {
  repository = makeRepository()
  outside = mkdtempSync(join(tmpdir(), 'canon-bundle-'))
})
afterEach(() => {
  repository.remove()
  rmSync(outside, { recursive: true, force: true })
})

const workspaceNow = () => readWorkspace(repository.host)
const bundled = (name: string, clean = true): Bundle => {
  const { bundle, diagnostics } = bundleOf(repository.host, workspaceNow(), name, clean)
  if (bundle === undefined) throw new Error(JSON.stringify(diagnostics))
  return bundle
}
const codesOf = (name: string) => bundleOf(repository.host, workspaceNow(), name, true).diagnostics.map(({ code }) => code)
const textOf = (bundle: Bundle, path: string) => new TextDecoder().decode(bundle.files[path])

describe('a bundle', () => {
  it('is the same to the byte for the same inputs, and another once a clause changes', () => {
    const first = bundled('unit')
    const again = bundled('unit')
    expect(again.digest).toBe(first.digest)
    expect(Object.keys(again.files)).toEqual(Object.keys(first.files))
    for (const [path, bytes] of Object.entries(first.files)) expect(Buffer.compare(bytes, again.files[path]!), path).toBe(0)
    repository.write('specs/unit/spec.md', repository.read('specs/unit/spec.md').replace('a number after', 'one more than'))
    expect(bundled('unit').digest).not.toBe(first.digest)
  })

  it('holds no word of contracts, drivers or kept examples', async () => {
    await repository.adopt('unit', UNIT)
    for (const name of ['unit', 'pair']) {
      const { files } = bundled(name, false)
      const everything = Object.entries(files).map(([path, bytes]) => `${path}\n${new TextDecoder('latin1').decode(bytes)}`)
      for (const secret of [SECRETS.ownSentence, SECRETS.consumerSentence, SECRETS.driverName, SECRETS.example, 'contract.ts'])
        expect(
          everything.filter((text) => text.includes(secret)),
          secret,
        ).toEqual([])
    }
    expect(repository.read('specs/unit/contracts/unit.contract.ts')).toContain(SECRETS.ownSentence)
  })

  it('carries document, conventions, surface and vectors verbatim, and counts its tokens', () => {
    const bundle = bundled('unit')
    expect(textOf(bundle, 'spec/unit/spec.md')).toBe(repository.read('specs/unit/spec.md'))
    expect(textOf(bundle, 'spec/CONVENTIONS.md')).toBe(repository.read('specs/CONVENTIONS.md'))
    expect(textOf(bundle, 'vectors/next/001-after-two.json')).toBe(repository.read('specs/unit/vectors/next/001-after-two.json'))
    expect(textOf(bundle, 'surface/unit.d.ts')).toContain('export function next(n: number): Promise<number>')
    const characters = Object.keys(bundle.files).reduce((sum, path) => sum + textOf(bundle, path).length, 0)
    expect(bundle.tokens).toBe(Math.ceil(characters / 4))
  })

  it('compiles with the flags of the gate', () => {
    const { compilerOptions } = JSON.parse(textOf(bundled('unit'), 'tsconfig.json')) as {
      compilerOptions: Record<string, unknown>
    }
    expect(compilerOptions).toEqual(packageCompilerOptions(workspaceNow().specs[0]!))
    expect(compilerOptions.strict).toBe(true)
  })

  it('revises from the accepted source and names the clauses that changed, and none that did not', async () => {
    await repository.adopt('unit', UNIT)
    repository.write('specs/unit/spec.md', repository.read('specs/unit/spec.md').replace('a number after', 'one more than'))
    const bundle = bundled('unit', false)
    expect(bundle.mode).toBe('revise')
    expect(textOf(bundle, 'previous/src/index.ts')).toBe(UNIT)
    expect(textOf(bundle, 'CLAUSE-DIFF.md')).toContain('**UNI-001** `next` MUST resolve to one more than its argument.')
    expect(textOf(bundle, 'CLAUSE-DIFF.md')).not.toContain('UNI-002')
    expect(Object.keys(bundled('unit').files).filter((path) => /previous|DIFF/.test(path))).toEqual([])
  })
})

describe('someone who has the bundle and nothing else', () => {
  it('runs the public vectors, which tell a right source from a wrong one', async () => {
    await repository.adopt('unit', UNIT)
    const folder = written(bundled('pair'), PAIR)
    expect(node(folder, 'tools/run-vectors.mjs')).toMatchObject({ status: 0, stdout: '1 passed, 0 failed\n' })
    writeFileSync(join(folder, 'src/index.ts'), PAIR.replace('one(await one(n))', 'one(n)'))
    const wrong = node(folder, 'tools/run-vectors.mjs')
    expect(wrong.status).toBe(1)
    expect(wrong.stdout).toContain('expected 4, observed 3')
  })

  it('runs vectors with streams, ill-formed strings and records by their entries', async () => {
    await repository.adopt('unit', UNIT)
    const folder = written(
      bundled('pair'),
      'export async function* each(items) { for await (const item of items) yield [item] }\n',
    )
    const args = [{ $stream: [{ $utf16: [0xd800] }, { $object: [['$a', 1]] }] }]
    const vector = (returns: unknown) =>
      writeFileSync(
        join(folder, 'vectors/each.json'),
        JSON.stringify({ clauses: [], what: 'each in a list', steps: [{ call: 'each', args, returns }] }),
      )
    vector([[{ $utf16: [0xd800] }], [{ $object: [['$a', 1]] }]])
    expect(node(folder, 'tools/run-vectors.mjs', 'each')).toMatchObject({ status: 0, stdout: '1 passed, 0 failed\n' })
    vector([[{ $utf16: [0xd801] }], [{ $object: [['$a', 1]] }]])
    expect(node(folder, 'tools/run-vectors.mjs', 'each').status).toBe(1)
  })

  it('says that libraries are to be installed, also those that only a dependency has', async () => {
    await repository.adopt('unit', UNIT)
    const sheet = (name: string) => textOf(bundled(name), 'TASK.md')
    expect(sheet('pair')).toContain('(nothing needs to be installed)')
    const text = repository.read('specs/unit/spec.md').replace(/^libraries:.*$/m, 'libraries: {"@noble/hashes": "2.4.0"}')
    repository.write('specs/unit/spec.md', text)
    expect(text).toContain('@noble/hashes')
    expect(sheet('pair')).toContain('(after `npm install`, for the libraries)')
    expect(sheet('unit')).toContain('(after `npm install`, for the libraries)')
  })

  it('type-checks the source and its exports against the surface', async () => {
    await repository.adopt('unit', UNIT)
    const folder = written(bundled('pair'), PAIR)
    mkdirSync(join(folder, 'node_modules/@types'), { recursive: true })
    symlinkSync(join(MODULES, '@types/node'), join(folder, 'node_modules/@types/node'))
    expect(compile(folder)).toEqual({ status: 0, stdout: '' })
    writeFileSync(join(folder, 'src/index.ts'), `${PAIR}\nexport const more = 1\n`)
    expect(compile(folder).stdout).toContain('tools/surface-check.ts')
    writeFileSync(join(folder, 'src/index.ts'), PAIR.replace('n: number', 'n: string'))
    expect(compile(folder).status).not.toBe(0)
  })
})

describe('no bundle is made', () => {
  it('of a name without a document, nor of a document with an open decision', () => {
    expect(codesOf('nobody')).toEqual(['BUNDLE_UNKNOWN_NAME'])
    expect(codesOf('unit')).toEqual([])
    repository.write(
      'specs/unit/spec.md',
      repository.read('specs/unit/spec.md').replace('\nNothing.\n', '\n- NEEDS DECISION what of zero?\n'),
    )
    expect(codesOf('unit')).toEqual(['BUNDLE_BLOCKED'])
  })

  it('where a dependency has no accepted rendering, or one that was edited', async () => {
    expect(codesOf('pair')).toEqual(['BUNDLE_DEPENDENCY_UNRENDERED'])
    await repository.adopt('unit', UNIT)
    expect(codesOf('pair')).toEqual([])
    repository.write('packages/unit/src/index.ts', `${UNIT}\n`)
    expect(codesOf('pair')).toEqual(['BUNDLE_DEPENDENCY_EDITED'])
  })

  it('to revise what was never rendered', () => {
    const { diagnostics } = makeBundle(repository.host, workspaceNow(), 'unit', { mode: 'revise' })
    expect(diagnostics.map(({ code }) => code)).toEqual(['BUNDLE_NOTHING_PREVIOUS'])
  })
})

describe('a bundle is written', () => {
  it('into a folder that is new, and never into one that is not empty', async () => {
    const out = join(outside, 'new')
    expect((await bundleCommand(repository.host, { name: 'unit', out })).ok).toBe(true)
    const again = await bundleCommand(repository.host, { name: 'unit', out })
    expect(again.diagnostics.map(({ code }) => code)).toEqual(['BUNDLE_FOLDER_NOT_EMPTY'])
  })

  it('never inside the repository, by a link neither', () => {
    const inside = (folder: string) => writeBundle(repository.host, bundled('unit'), folder).map(({ code }) => code)
    expect(inside(join(repository.root, 'out'))).toEqual(['BUNDLE_FOLDER_INSIDE'])
    expect(inside(repository.root)).toEqual(['BUNDLE_FOLDER_INSIDE'])
    symlinkSync(repository.root, join(outside, 'link'))
    expect(inside(join(outside, 'link/deep/er'))).toEqual(['BUNDLE_FOLDER_INSIDE'])
    expect(inside(`${repository.root}-beside`)).toEqual([])
  })
})

function written(bundle: Bundle, index: string): string {
  const folder = join(outside, 'work')
  expect(writeBundle(repository.host, bundle, folder)).toEqual([])
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/index.ts'), index)
  return folder
}

function node(folder: string, ...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, env: {}, encoding: 'utf8', timeout: 20_000 })
  return { status, stdout }
}

const compile = (folder: string) => node(folder, join(MODULES, 'typescript/bin/tsc'), '-p', 'tsconfig.json', '--pretty', 'false')
