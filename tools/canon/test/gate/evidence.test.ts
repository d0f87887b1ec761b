import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
    'a clause': ['specs/toy/spec.md', DOCUMENT.replace('twice its argument', 'two times its argument')],
    'a kept example': ['specs/toy/contracts/toy.examples.json', '{"canon":1,"laws":{}}'],
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
})
