import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const start = join(import.meta.dirname, '..', '..', '..', 'start.mjs')
let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'canon-start-'))
  for (const folder of ['tools/tasks', 'tools/canon/node_modules', 'node_modules/.pnpm', 'bin'])
    mkdirSync(join(root, folder), { recursive: true })
  cpSync(start, join(root, 'tools', 'start.mjs'))
  writeFileSync(join(root, 'package.json'), JSON.stringify({ packageManager: 'pnpm@12.21.0' }))
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'lockfileVersion: 9\n')
  writeFileSync(join(root, 'node_modules', '.pnpm', 'lock.yaml'), 'lockfileVersion: 9\n')
  writeFileSync(
    join(root, 'tools', 'tasks', 'test.ts'),
    'console.log(JSON.stringify(process.argv.slice(2)))\nprocess.exitCode = 7\n',
  )
})
afterEach(() => rmSync(root, { recursive: true }))

describe('the bootstrap', () => {
  it('passes arguments on as they are, and the exit code back', async () => {
    const { status, out } = await run('test', '--json', 'a b', '$(x)', '--', ';')
    expect(JSON.parse(out)).toEqual(['--json', 'a b', '$(x)', '--', ';'])
    expect(status).toBe(7)
  })

  it('installs nothing where what is locked is what is installed', async () => {
    expect((await run('test')).err).not.toContain('installing')
  })

  it('installs with the pinned pnpm where the two differ, and says what to do when that fails', async () => {
    writeFileSync(join(root, 'pnpm-lock.yaml'), 'lockfileVersion: 9\nmore: true\n')
    const pnpm = join(root, 'bin', 'pnpm')
    writeFileSync(pnpm, '#!/bin/sh\nif [ "$1" = --version ]; then echo 12.21.0; else echo "$@"; exit 9; fi\n', { mode: 0o755 })
    const { status, out, err } = await run('test')
    expect(out).toBe('install --frozen-lockfile --reporter=append-only\n')
    expect(err).toContain('npm_config_registry')
    expect(status).toBe(9)
  })

  it.each([[], ['tset'], ['../evil']])('refuses the task %j', async (...args) => {
    const { status, err } = await run(...args)
    expect(status).toBe(2)
    expect(err).toContain('tour|test|gate|nightly|bench')
  })
})

function run(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  symlinkSync('/bin/sh', join(root, 'bin', 'sh'))
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'tools', 'start.mjs'), ...args], { env: { PATH: join(root, 'bin') } })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, out, err }))
  })
}
