import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HostError } from '../../src/host/host.ts'
import { memoryHost } from '../../src/host/memory.ts'
import { nodeHost } from '../../src/host/node.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canon-host-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const codeOf = (body: () => unknown): string => {
  try {
    body()
  } catch (error) {
    if (error instanceof HostError) return error.code
    throw error
  }
  return 'none'
}

describe.each(['node', 'memory'] as const)('the %s host', (kind) => {
  const make = () => (kind === 'node' ? nodeHost(folder) : memoryHost({}))

  it('reads what was written, up to a limit', () => {
    const host = make()
    host.write(`${host.root}/a/b.txt`, 'four')
    expect(Buffer.from(host.read(`${host.root}/a/b.txt`, 4)).toString()).toBe('four')
    expect(codeOf(() => host.read(`${host.root}/a/b.txt`, 3))).toBe('TOO_LARGE')
    expect(codeOf(() => host.read(`${host.root}/a`))).toBe('NOT_A_FILE')
    expect(codeOf(() => host.read(`${host.root}/none`))).toBe('NOT_FOUND')
    expect(codeOf(() => host.list(`${host.root}/a/b.txt`))).toBe('NOT_A_DIRECTORY')
  })

  it('lists by name, renames over an old file, and removes what may be absent', () => {
    const host = make()
    for (const name of ['c', 'a', 'b']) host.write(`${host.root}/x/${name}`, name)
    host.rename(`${host.root}/x/a`, `${host.root}/x/c`)
    expect(host.list(`${host.root}/x`)).toEqual([
      { name: 'b', kind: 'file' },
      { name: 'c', kind: 'file' },
    ])
    expect(Buffer.from(host.read(`${host.root}/x/c`)).toString()).toBe('a')
    host.remove(`${host.root}/x`)
    host.remove(`${host.root}/x`)
    expect(host.stat(`${host.root}/x`)).toBeUndefined()
  })
})

it('calls a link a link and does not follow it in stat and list', () => {
  writeFileSync(join(folder, 'file'), '')
  symlinkSync('file', join(folder, 'link'))
  const host = nodeHost(folder)
  expect(host.stat(join(folder, 'link'))?.kind).toBe('link')
  expect(host.list(folder).map(({ kind }) => kind)).toEqual(['file', 'link'])
})

describe('running a command', () => {
  const run = (
    script: string,
    options: { timeoutMs?: number; maxOutputBytes?: number; env?: Record<string, string>; input?: string } = {},
  ) => nodeHost(folder).run([process.execPath, '-e', script], { cwd: folder, timeoutMs: 20_000, ...options })

  it('gives status and output, and no variable of ours', async () => {
    process.env.CANON_TEST_SECRET = 'secret'
    const result = await run('console.log(JSON.stringify(process.env)); console.error("e"); process.exit(3)')
    delete process.env.CANON_TEST_SECRET
    expect(result).toMatchObject({ status: 3, timedOut: false, truncated: false, stderr: 'e\n' })
    expect(JSON.parse(result.stdout)).not.toHaveProperty('CANON_TEST_SECRET')
  })

  it('passes arguments and input as they are', async () => {
    const result = await nodeHost(folder).run(
      [process.execPath, '-e', 'process.stdin.pipe(process.stdout); process.stdout.write(process.argv[1])', '; $(x) "'],
      { cwd: folder, timeoutMs: 20_000, input: '!' },
    )
    expect(result.stdout).toBe('; $(x) "!')
  })

  it('kills the whole group at the time limit, a detached grandchild of the group included', async () => {
    const script = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); setInterval(() => {}, 1000)`
    const result = await run(script, { timeoutMs: 500 })
    expect(result).toMatchObject({ timedOut: true, status: null, signal: 'SIGKILL' })
  })

  it('keeps no more output than the limit', async () => {
    const result = await run('process.stdout.write("x".repeat(1e6))', { maxOutputBytes: 1000 })
    expect([result.stdout.length, result.truncated, result.status]).toEqual([1000, true, 0])
  })

  it('says when there is no such program', async () => {
    await expect(nodeHost(folder).run(['/nonexistent/program'], { cwd: folder, timeoutMs: 1000 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
