import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const canon = join(import.meta.dirname, '..', '..', 'bin', 'canon.mjs')
let workspace = ''
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'canon-program-'))
  writeFileSync(join(workspace, 'canon.json'), '{ "canon": 1 }')
})
afterAll(() => rmSync(workspace, { recursive: true }))

describe('the program', () => {
  it('makes a document and checks it', async () => {
    expect((await run('new', 'greeting')).status).toBe(0)
    const { status, out } = await run('check', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      canon: 1,
      command: 'check',
      ok: true,
      diagnostics: [],
      data: { specs: [{ name: 'greeting' }] },
    })
  })

  it('answers the same when nothing changed', async () => {
    const [first, second] = [await run('check', '--json'), await run('check', '--json')]
    expect(second.out).toBe(first.out)
    expect((await run('check', '--json', '--no-cache')).out).toBe(first.out)
  })

  it('gates nothing with exit code 4 where nothing is rendered', async () => {
    const { status, out } = await run('gate', '--json')
    expect(status).toBe(4)
    expect(JSON.parse(out)).toMatchObject({ command: 'gate', ok: false, data: { verdicts: [] } })
  })

  it('writes no colour where its output is not a terminal', async () => {
    const { out, err } = await run('status')
    expect(out + err).not.toContain(String.fromCharCode(27))
    expect(out).toContain('unrendered')
  })

  it('shows a document with a fault at its place, in each format', async () => {
    const document = join(workspace, 'specs', 'greeting', 'extra.md')
    writeFileSync(document, 'A stray obligation: it MUST not stand here.\n')
    for (const [format, shown] of [
      ['text', 'specs/greeting/extra.md:1:'],
      ['sarif', '"uri": "specs/greeting/extra.md"'],
      ['junit', 'specs/greeting/extra.md:1:'],
      ['github', '::error file=specs/greeting/extra.md,line=1'],
    ] as const) {
      const { status, out } = await run('check', '--format', format)
      expect(status).toBe(1)
      expect(out).toContain(shown)
    }
    rmSync(document)
  })
})

function run(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [canon, ...args], { cwd: workspace, env: { PATH: process.env.PATH ?? '' } })
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
