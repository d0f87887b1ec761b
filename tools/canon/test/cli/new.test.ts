import { describe, expect, it } from 'vitest'
import { memoryHost } from '../../src/host/memory.ts'
import { checkCommand } from '../../src/pipeline/check.ts'
import { explainCommand } from '../../src/pipeline/explain.ts'
import { newCommand } from '../../src/pipeline/new.ts'

describe('canon new', () => {
  it('writes a document that checks without errors or warnings, with its vector and its row in the index', async () => {
    const host = workspace()
    const made = await newCommand(host, { name: 'key-store' })
    expect(made).toMatchObject({ ok: true, data: { prefix: 'KEY', document: 'specs/key-store/spec.md' } })
    const checked = await checkCommand(host, { cache: false })
    expect(checked.diagnostics).toEqual([])
    expect(checked.data).toMatchObject({
      specs: [{ name: 'key-store', owners: ['@key-store'], clauses: 1, witnessed: 1, vectors: 1 }],
    })
  })

  it('gives each subsystem a prefix of its own and keeps the rows that there are', async () => {
    const host = workspace()
    await newCommand(host, { name: 'key-store', owner: '@vault' })
    expect((await newCommand(host, { name: 'keyring' })).data).toMatchObject({ prefix: 'KEYR' })
    const index = new TextDecoder().decode(host.read(`${host.root}/specs/README.md`))
    expect(index.split('\n').slice(2)).toEqual([
      '| subsystem                      | owner    | what  |',
      '| ------------------------------ | -------- | ----- |',
      '| [key-store](key-store/spec.md) | @vault   | draft |',
      '| [keyring](keyring/spec.md)     | @keyring | draft |',
      '',
    ])
    expect((await checkCommand(host, { cache: false })).diagnostics).toEqual([])
  })

  it.each(['Foo', 'a', '1a', 'a--b', 'a-', '../a', 'a/b', 'a b', '__proto__', 'a'.repeat(41)])(
    'refuses the name %s',
    async (name) => {
      const host = workspace()
      expect((await newCommand(host, { name })).diagnostics).toMatchObject([{ code: 'NEW_NAME_MALFORMED' }])
      expect(host.stat(`${host.root}/specs/README.md`)).toBeUndefined()
    },
  )

  it('refuses a folder that exists, and leaves it as it was', async () => {
    const host = workspace({ 'specs/log/notes.txt': 'mine' })
    expect((await newCommand(host, { name: 'log' })).diagnostics).toMatchObject([{ code: 'NEW_FOLDER_EXISTS' }])
    expect(host.list(`${host.root}/specs/log`).map((entry) => entry.name)).toEqual(['notes.txt'])
  })
})

describe('canon explain', () => {
  it('shows a clause with its place and its vectors', async () => {
    const host = workspace()
    await newCommand(host, { name: 'log' })
    expect((await explainCommand(host, { subject: 'LOG-001' })).data).toMatchObject({
      kind: 'clause',
      subsystem: 'log',
      heading: 'echo',
      place: { file: 'specs/log/spec.md' },
      vectors: [{ path: 'specs/log/vectors/echo/001-three-bytes.json' }],
      withdrawn: false,
    })
  })

  it("shows a code's page", async () => {
    const { ok, data } = await explainCommand(workspace(), { subject: 'NEW_FOLDER_EXISTS' })
    expect(ok).toBe(true)
    expect(data).toMatchObject({ kind: 'code', code: 'NEW_FOLDER_EXISTS', severity: 'error' })
  })

  it.each(['LOG-999', 'constructor', '__proto__'])('knows no %s', async (subject) => {
    const host = workspace()
    await newCommand(host, { name: 'log' })
    const { ok, diagnostics } = await explainCommand(host, { subject })
    expect(ok).toBe(false)
    expect(diagnostics).toMatchObject([{ code: 'EXPLAIN_UNKNOWN' }])
  })
})

const workspace = (files: Record<string, string> = {}) => memoryHost({ 'canon.json': '{ "canon": 1 }', ...files })
