import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCode, main } from '../../src/cli.ts'
import { cliDiagnostic } from '../../src/diagnostics/cli.ts'
import type { Command } from '../../src/pipeline/commands.ts'
import type { Outcome } from '../../src/pipeline/outcome.ts'

let workspace = ''
let elsewhere = ''
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'canon-cli-'))
  elsewhere = mkdtempSync(join(tmpdir(), 'canon-cli-'))
  writeFileSync(join(workspace, 'canon.json'), '{ "canon": 1 }')
})
afterAll(() => {
  for (const folder of [workspace, elsewhere]) rmSync(folder, { recursive: true })
})

describe('the exit code', () => {
  it.each([
    [0, 'nothing found', { ok: true, diagnostics: [], data: {} }],
    [1, 'findings', { ok: false, diagnostics: [], data: {} }],
    [4, 'nothing verified', { ok: false, diagnostics: [cliDiagnostic('NOTHING_VERIFIED', 'no document')], data: {} }],
  ])('is %i for %s', async (code, _what, outcome) => {
    expect((await run(['probe'], async () => outcome)).code).toBe(code)
  })

  it('is 2 for a usage that is not known, for no command at all, and outside a workspace', async () => {
    expect((await run(['prboe'])).code).toBe(2)
    expect((await run([])).code).toBe(2)
    const outside = await run(['probe'], undefined, elsewhere)
    expect(outside.code).toBe(2)
    expect(outside.err).toContain('USAGE_NO_WORKSPACE')
  })

  it('is 2 where the working folder is gone', async () => {
    const { code, err } = await run(['probe'], undefined, null)
    expect(code).toBe(2)
    expect(err).toContain('is gone')
  })

  it('is 4 where no package could be judged, and 1 where a package is missing among others', async () => {
    const missing = { code: 'GATE_NO_PACKAGE', severity: 'error', message: 'none' } as const
    expect(exitCode({ ok: false, diagnostics: [missing], data: { verdicts: [] } })).toBe(4)
    expect(exitCode({ ok: false, diagnostics: [missing], data: { verdicts: [{}] } })).toBe(1)
    expect(exitCode({ ok: false, diagnostics: [missing, { ...missing, code: 'OTHER' }], data: { verdicts: [] } })).toBe(1)
  })

  it('is 3 when the tool itself fails, in one line, with the stack only when asked for', async () => {
    const fails = async () => {
      throw new RangeError('of the tool')
    }
    const plain = await run(['probe'], fails)
    expect(plain.code).toBe(3)
    expect(plain.err.trim().split('\n')).toHaveLength(1)
    expect(plain.err).toContain('RangeError: of the tool')
    expect((await run(['probe'], fails, workspace, { CANON_DEBUG: '1' })).err).toContain('main.test.ts')
  })

  it('is 3 when the output cannot be written', async () => {
    let err = ''
    const full = {
      cwd: workspace,
      env: {},
      colour: false,
      out: () => Promise.reject(new Error('no space left')),
      err: (text: string) => {
        err += text
      },
    }
    const table: Command[] = [
      { usage: 'probe', summary: '', options: [], run: async () => ({ ok: true, diagnostics: [], data: null }) },
    ]
    expect(await main(['probe', '--json'], full, table)).toBe(3)
    expect(err).toContain('no space left')
  })

  it('is 0 for help and version', async () => {
    expect((await run(['--help'])).out).toContain('probe')
    expect((await run(['probe', '--help'])).out).toContain('--json')
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('standard output with --json', () => {
  it('is one envelope and nothing else, progress elsewhere', async () => {
    const { out, err } = await run(['probe', '--json'], async ({ onProgress }) => {
      onProgress('half way')
      return { ok: true, diagnostics: [], data: { big: 5n, bytes: new Uint8Array([1, 255]) } }
    })
    expect(JSON.parse(out)).toEqual({
      canon: 1,
      command: 'probe',
      ok: true,
      diagnostics: [],
      data: { big: { $bigint: '5' }, bytes: { $hex: '01ff' } },
    })
    expect(err).toBe('half way\n')
  })

  it.each([
    [['prboe', '--json'], 2, 'USAGE_UNKNOWN_COMMAND'] as const,
    [['probe', '--json', '--sede', '4'], 2, 'USAGE_UNKNOWN_OPTION'] as const,
  ])('is an envelope for %j too', async (argv, code, diagnostic) => {
    const answer = await run(argv)
    expect(answer.code).toBe(code)
    expect(JSON.parse(answer.out)).toMatchObject({ canon: 1, ok: false, diagnostics: [{ code: diagnostic }] })
    expect(answer.err).toBe('')
  })

  it('is an envelope when the tool fails', async () => {
    const answer = await run(['probe', '--format', 'json'], async () => {
      throw new Error('of the tool')
    })
    expect(JSON.parse(answer.out)).toMatchObject({ command: 'probe', ok: false, diagnostics: [{ code: 'TOOL_FAILED' }] })
  })
})

it('a format that there is not is refused', async () => {
  const { code, err } = await run(['probe', '--format', 'yaml'])
  expect(code).toBe(2)
  expect(err).toContain('sarif')
})

async function run(argv: readonly string[], body?: Command['run'], cwd: string | null = workspace, env = {}) {
  const written = { out: '', err: '' }
  const fine = async (): Promise<Outcome> => ({ ok: true, diagnostics: [], data: null })
  const table: Command[] = [{ usage: 'probe [...names]', summary: 'A command of the test', options: [], run: body ?? fine }]
  const terminal = {
    cwd: cwd ?? undefined,
    env,
    colour: false,
    out: async (text: string) => {
      written.out += text
    },
    err: (text: string) => {
      written.err += text
    },
  }
  return { code: await main(argv, terminal, table), ...written }
}
