import { describe, expect, it } from 'vitest'
import type { Host } from '../../src/host/host.ts'
import { checkCommand } from '../../src/pipeline/check.ts'
import { consumer, edited, workspaceOf } from '../read/example.ts'

/** Counts the documents that were opened. */
function counted(host: Host): Host & { opened: string[] } {
  const opened: string[] = []
  return {
    ...host,
    opened,
    read: (path, maxBytes) => {
      if (path.includes('/specs/')) opened.push(path)
      return host.read(path, maxBytes)
    },
  }
}

const broken = edited(['| 6 × |', '| 1 s |'])['specs/box/spec.md'] as string
const intersected = edited([
  'export type BoxErrorCode',
  'export type Sized = { size: number } & { unit: string }\nexport type BoxErrorCode',
])['specs/box/spec.md'] as string
const codes = async (host: Host, options = {}) => (await checkCommand(host, options)).diagnostics.map(({ code }) => code)

describe('an unchanged run', () => {
  it('opens no document and says the same', async () => {
    const host = counted(workspaceOf({ ...consumer, 'specs/box/spec.md': broken }))
    const first = await checkCommand(host)
    host.opened.length = 0
    expect(await checkCommand(host)).toEqual(first)
    expect(host.opened).toEqual([])
    expect(first.ok).toBe(false)
  })

  it('notices a changed, an added and a removed file', async () => {
    const host = workspaceOf()
    expect(await codes(host)).toEqual([])
    host.write(`${host.root}/specs/box/spec.md`, broken)
    expect(await codes(host)).toEqual(['BUDGET_NO_RATIO'])
    host.remove(`${host.root}/specs/box/vectors/put/001-one-byte.json`)
    expect(await codes(host)).toContain('CLAUSE_NOT_WITNESSED')
  })

  it.each(['', '{', '{"tool":1}', 'null'])('ignores the cache when it is %j', async (text) => {
    const host = workspaceOf({ 'specs/box/spec.md': broken })
    await checkCommand(host)
    for (const name of ['check', 'parsed']) host.write(`${host.root}/.canon/cache/${name}.json`, text)
    expect(await codes(host)).toEqual(['BUDGET_NO_RATIO'])
  })

  it('keeps the surfaces that it takes the parser to read, and no others', async () => {
    const host = workspaceOf()
    const path = `${host.root}/.canon/cache/parsed.json`
    await checkCommand(host)
    expect(host.stat(path)).toBeUndefined()
    host.write(`${host.root}/specs/box/spec.md`, intersected)
    await checkCommand(host)
    expect(new TextDecoder().decode(host.read(path))).toContain('Sized')
  })

  it('without a cache opens every document and keeps nothing', async () => {
    const host = counted(workspaceOf())
    await checkCommand(host, { cache: false })
    const before = host.opened.length
    await checkCommand(host, { cache: false })
    expect(host.opened.length).toBe(2 * before)
    expect(host.stat(`${host.root}/.canon/cache`)).toBeUndefined()
  })
})

it('reports on the subsystems that were asked for, and on unknown ones', async () => {
  const host = workspaceOf({ ...consumer, 'specs/box/spec.md': broken })
  expect(await codes(host, { only: ['box'] })).toEqual(['BUDGET_NO_RATIO'])
  expect(await codes(host, { only: ['cart'] })).toEqual([])
  expect(await codes(host, { only: ['bag'] })).toEqual(['SPEC_UNKNOWN'])
})

it('writes the surfaces that contracts are checked against, dependencies beside them, and only when they changed', async () => {
  const host = workspaceOf({ ...consumer, 'specs/cart/driver.ts': 'export {}\n' })
  const written: string[] = []
  const watched: Host = {
    ...host,
    write: (path, bytes) => {
      written.push(path)
      host.write(path, bytes)
    },
  }
  await checkCommand(watched, { cache: false })
  expect(host.texts()['.canon/surface/cart.d.ts']).toContain("from './box.d.ts'")
  expect(written).toHaveLength(2)
  await checkCommand(watched, { cache: false })
  expect(written).toHaveLength(2)
})
