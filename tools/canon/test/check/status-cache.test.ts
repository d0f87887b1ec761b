import { rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Host } from '../../src/host/host.ts'
import { statusCommand } from '../../src/pipeline/status.ts'
import { makeRepository, type Repository } from '../render/fixture.ts'

let repository: Repository
let opened: string[]
/** Its clock runs a second ahead, so that what was just written counts as settled. */
let host: Host

beforeEach(async () => {
  repository = makeRepository()
  await repository.adopt('unit', 'export const next = (n: number): number => n + 1\n')
  opened = []
  host = {
    ...repository.host,
    now: () => new Date(Date.now() + 1000),
    read: (path, maxBytes) => {
      if (!path.includes('/.canon/cache/')) opened.push(path)
      return repository.host.read(path, maxBytes)
    },
  }
})
afterEach(() => repository.remove())

const status = async (options = {}) => {
  opened.length = 0
  return statusCommand(host, options)
}
const stateOf = async (name: string) =>
  ((await status()).data as { packages: { name: string; state: string }[] }).packages.find((item) => item.name === name)?.state

it('opens no document and no package when nothing changed, and says the same', async () => {
  const first = await status()
  expect(opened).not.toEqual([])
  expect(await status()).toEqual(first)
  expect(opened).toEqual([])
  expect(await status({ cache: false })).toEqual(first)
  expect(opened).not.toEqual([])
})

it.each([
  ['a file that was edited', 'packages/unit/src/index.ts', 'export const next = (n: number): number => n + 9\n'],
  ['a file that was added', 'packages/unit/src/more.ts', 'export {}\n'],
])('notices %s', async (_, path, text) => {
  expect(await stateOf('unit')).not.toBe('hand-edited')
  repository.write(path, text)
  expect(await stateOf('unit')).toBe('hand-edited')
})

it('notices a file of the same size and time by its number', async () => {
  const path = join(repository.root, 'packages/unit/src/index.ts')
  const text = repository.read('packages/unit/src/index.ts')
  utimesSync(path, 1000, 1000)
  expect(await stateOf('unit')).not.toBe('hand-edited')
  repository.host.write(path, text.replace('+ 1', '+ 2'))
  utimesSync(path, 1000, 1000)
  expect(await stateOf('unit')).toBe('hand-edited')
})

it('notices a changed document, a package that is gone and evidence that is gone', async () => {
  const before = await stateOf('unit')
  rmSync(join(repository.root, '.canon/evidence'), { recursive: true, force: true })
  expect(await stateOf('unit')).toBe(
    (await status({ cache: false }).then(({ data }) => data as Packages)).packages.find(isUnit)?.state,
  )
  repository.write('specs/unit/spec.md', repository.read('specs/unit/spec.md').replace('MUST', 'MUST always'))
  expect(await stateOf('unit')).toBe('spec-ahead')
  rmSync(join(repository.root, 'packages/unit'), { recursive: true })
  expect(await stateOf('unit')).toBe('unrendered')
  expect(before).not.toBe('unrendered')
})

it('keeps nothing where a file may still change within its time stamp', async () => {
  const late = { ...host, now: () => new Date(0) }
  await statusCommand(late)
  opened.length = 0
  await statusCommand(late)
  expect(opened).not.toEqual([])
})

interface Packages {
  readonly packages: readonly { readonly name: string; readonly state: string }[]
}
const isUnit = ({ name }: { readonly name: string }) => name === 'unit'
