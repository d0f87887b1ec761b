import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { treeOf } from '../../src/base/tree.ts'
import { readEvidence, writeEvidence } from '../../src/gate/evidence.ts'
import { evidenceKey } from '../../src/gate/evidence-key.ts'
import { nodeHost } from '../../src/host/node.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { CONTRACT, DOCUMENT, HONEST, makeToy, type Toy } from './toy.ts'

let toy: Toy
beforeAll(() => {
  toy = makeToy()
})
afterAll(() => toy.remove())

const key = () => {
  const tree = treeOf({ 'src/index.ts': new TextEncoder().encode(HONEST) })
  return evidenceKey(toy.host, readWorkspace(toy.host), 'toy', tree, {})
}

describe('the evidence key', () => {
  const changes: Record<string, [path: string, text: string]> = {
    'a contract': ['specs/toy/contracts/toy.contract.ts', `${CONTRACT}\n// changed\n`],
    'the surface': ['specs/toy/spec.md', DOCUMENT.replace('upTo(end: number)', 'upTo(end: bigint)')],
    'a clause': ['specs/toy/spec.md', DOCUMENT.replace('twice its argument', 'two times its argument')],
    'a kept example': ['specs/toy/contracts/toy.examples.json', '{"canon":1,"laws":{}}'],
    'a vector': [
      'specs/toy/vectors/double/001-two.json',
      JSON.stringify({ clauses: ['TOY-001'], what: 'three', steps: [{ call: 'double', args: [3], returns: 6 }] }),
    ],
    'the driver': ['specs/toy/driver.ts', 'export const driver = 1\n'],
    'the scope': ['canon.json', '{"canon":1,"runs":40,"scope":"@other"}'],
    'the number of runs': ['canon.json', '{"canon":1,"runs":41}'],
  }
  for (const [name, [path, text]] of Object.entries(changes))
    test(`changes with ${name}`, () => {
      const before = key()
      toy.write(path, text)
      expect(key()).not.toBe(before)
    })
  test('changes with a file that a contract imports', () => {
    toy.write('specs/toy/driver.ts', 'export const n = 1\n')
    toy.write('specs/toy/contracts/toy.contract.ts', `import '../driver.ts'\n${CONTRACT}`)
    const before = key()
    toy.write('specs/toy/driver.ts', 'export const n = 2\n')
    expect(key()).not.toBe(before)
  })
  test('changes with the package and with what it depends on', () => {
    const keyOf = (index: string, dependencies: Parameters<typeof evidenceKey>[4]) =>
      evidenceKey(
        toy.host,
        readWorkspace(toy.host),
        'toy',
        treeOf({ 'src/index.ts': new TextEncoder().encode(index) }),
        dependencies,
      )
    const tree = (text: string) => treeOf({ 'src/index.ts': new TextEncoder().encode(text) })
    const all = [
      keyOf(HONEST, {}),
      keyOf(`${HONEST}\n`, {}),
      keyOf(HONEST, { other: tree('a') }),
      keyOf(HONEST, { other: tree('b') }),
      keyOf(HONEST, { another: tree('b') }),
    ]
    expect(new Set(all).size).toBe(all.length)
  })
  test('changes with the presence of the field’s vectors', () => {
    vi.stubEnv('CANON_VECTORS', toy.host.root)
    const present = key()
    vi.stubEnv('CANON_VECTORS', join(toy.host.root, 'nowhere'))
    expect(key()).not.toBe(present)
    vi.unstubAllEnvs()
  })
  test('stays when only the rationale changes', () => {
    const before = key()
    toy.write(
      'specs/toy/spec.md',
      DOCUMENT.replace('twice its argument', 'two times its argument').replace(
        '## Changes',
        '## Rationale\n\nBecause.\n\n## Changes',
      ),
    )
    expect(key()).toBe(before)
  })
})

describe('evidence', () => {
  test('is read back where it was made, and nowhere else', async () => {
    const verdict = await toy.gate(HONEST)
    writeEvidence(toy.host, 'toy', verdict)
    expect(readEvidence(toy.host, 'toy')?.verdict).toEqual(verdict)
    const copy = mkdtempSync(join(tmpdir(), 'canon-copy-'))
    try {
      cpSync(join(toy.host.root, '.canon'), join(copy, '.canon'), { recursive: true })
      expect(readEvidence(nodeHost(copy), 'toy')).toBeUndefined()
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })
  test('edited to say green is no evidence', async () => {
    const verdict = await toy.gate(HONEST.replace('return n * 2', 'return 0'))
    writeEvidence(toy.host, 'toy', verdict)
    const path = join(toy.host.root, '.canon/evidence/toy.json')
    const text = new TextDecoder().decode(toy.host.read(path))
    expect(text).toContain('"ok":false')
    toy.write('.canon/evidence/toy.json', text.replaceAll('"ok":false', '"ok":true'))
    expect(readEvidence(toy.host, 'toy')).toBeUndefined()
  })
  test('is none any more once what a law read outside the repository has changed', async () => {
    const field = mkdtempSync(join(tmpdir(), 'canon-field-'))
    const other = makeToy(
      CONTRACT.replace('({ provider, law }) => {', '({ provider, law, cases, field, fieldFolder }) => {').replace(
        "  law('TOY-002'",
        "  cases('TOY-001', 'as the field has it', field('a.json', (rows: any) => rows), async (n: any) => { equal(await provider.double(n), n * 2) })\n" +
          "  cases('TOY-001', 'as the folder has it', fieldFolder('below', (row: any) => row), async (n: any) => { equal(await provider.double(n), n * 2) })\n" +
          "  law('TOY-002'",
      ),
    )
    try {
      vi.stubEnv('CANON_VECTORS', field)
      mkdirSync(join(field, 'below'))
      writeFileSync(join(field, 'a.json'), '[1, 2]')
      writeFileSync(join(field, 'below/one.json'), '3')
      const verdict = await other.gate(HONEST)
      expect(verdict.diagnostics).toEqual([])
      writeEvidence(other.host, 'toy', verdict)
      const held = () => readEvidence(other.host, 'toy') !== undefined
      expect(held()).toBe(true)
      writeFileSync(join(field, 'unread.json'), '0')
      expect(held()).toBe(true)
      for (const [path, text, before] of [
        ['a.json', '[1, 3]', '[1, 2]'],
        ['below/one.json', '4', '3'],
        ['below/two.json', '5', undefined],
      ] as const) {
        writeFileSync(join(field, path), text)
        expect([path, held()]).toEqual([path, false])
        if (before === undefined) rmSync(join(field, path))
        else writeFileSync(join(field, path), before)
        expect([path, held()]).toEqual([path, true])
      }
      rmSync(join(field, 'a.json'))
      expect(held()).toBe(false)
    } finally {
      vi.unstubAllEnvs()
      other.remove()
      rmSync(field, { recursive: true, force: true })
    }
  })
})
