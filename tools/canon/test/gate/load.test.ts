import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const REPOSITORY = join(import.meta.dirname, '..', '..', '..', '..')
const LOAD = join(REPOSITORY, 'tools/canon/src/gate/laws/load.ts')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'canon-load-'))
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'a.contract.ts'), "import './part.ts'\nexport default { provider: 'a', build: () => {} }\n")
  writeFileSync(join(folder, 'b.contract.ts'), "import './part.ts'\nexport default { provider: 'b', build: () => {} }\n")
  writeFileSync(join(folder, 'part.ts'), "import './deep.ts'\nimport '@canon/contract'\n")
  writeFileSync(join(folder, 'deep.ts'), "console.log('one')\n")
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** In a process of its own: the test runner loads modules in its own way. */
async function printed(steps: string): Promise<string[]> {
  const script = `
    import { writeFileSync } from 'node:fs'
    import { loadContract } from ${JSON.stringify(LOAD)}
    const load = (name, edition) => loadContract(${JSON.stringify(folder)}, name + '.contract.ts', edition)
    const change = (text) => writeFileSync(${JSON.stringify(join(folder, 'deep.ts'))}, text)
    ${steps}`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    timeout: 20_000,
  })
  return stdout.trim().split('\n')
}

test('another edition loads what a contract imports again, however deep it lies', async () => {
  const lines = await printed(`await load('a', '1'); change("console.log('two')"); await load('a', '2')`)
  expect(lines).toEqual(['one', 'two'])
})

test('contracts of one edition share what they import', async () => {
  const lines = await printed(`change("console.log('three')"); await load('a', '1'); await load('b', '1'); await load('a', '1')`)
  expect(lines).toEqual(['three'])
})
