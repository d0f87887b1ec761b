import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Host } from '../../src/host/host.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { adoptCommand } from '../../src/pipeline/adopt.ts'
import { gateAgain } from '../../src/pipeline/gate-again.ts'
import { isUsable, keptGate } from '../../src/pipeline/gate-cache.ts'
import { CONTRACT, HONEST, makeToy, type Toy } from './toy.ts'

let toy: Toy
let outside: string
const at = (path: string) => join(toy.host.root, path)

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'canon-second-'))
  toy = makeToy()
  toy.write('specs/toy/oracle/twice.ts', "import { two } from './two.ts'\nexport const twice = (n: number) => n * two\n")
  toy.write('specs/toy/oracle/two.ts', 'export const two = 2\n')
  toy.write('specs/toy/driver.ts', 'export const n = 1\n')
  toy.write('specs/toy/contracts/toy/double.laws.ts', PART)
  toy.write('specs/toy/contracts/toy.contract.ts', WITH_PART)
  mkdirSync(join(outside, 'src'))
  writeFileSync(join(outside, 'src/index.ts'), HONEST)
  expect((await adoptCommand(toy.host, { name: 'toy', from: outside })).ok).toBe(true)
  expect((await gateAgain(toy.host, {})).ok).toBe(true)
})
afterAll(() => {
  toy.remove()
  rmSync(outside, { recursive: true, force: true })
})
afterEach(() => vi.unstubAllEnvs())

const answersAtOnce = (host: Host = toy.host) => keptGate(host, undefined) !== undefined

test('a second gate answers from evidence, every verdict marked as such, and parses nothing', async () => {
  const outcome = keptGate(toy.host, undefined)
  expect(outcome?.ok).toBe(true)
  expect((outcome!.data as { verdicts: Verdict[] }).verdicts.map(({ name, ok, cached }) => [name, ok, cached])).toEqual([
    ['toy', true, true],
  ])
})

describe('a changed byte ends that, in', () => {
  const judged: Record<string, string> = {
    'a document': 'specs/toy/spec.md',
    'a contract': 'specs/toy/contracts/toy.contract.ts',
    'a part of it': 'specs/toy/contracts/toy/double.laws.ts',
    'an oracle': 'specs/toy/oracle/twice.ts',
    'what an oracle imports': 'specs/toy/oracle/two.ts',
    'the driver': 'specs/toy/driver.ts',
    'a vector': 'specs/toy/vectors/double/001-two.json',
    'the configuration': 'canon.json',
    'a source file': 'packages/toy/src/index.ts',
    'the lock': 'packages/toy/canon.lock.json',
    'a file that the tool writes': 'packages/toy/README.md',
  }
  for (const [what, path] of Object.entries(judged))
    test(what, () => {
      const before = toy.host.read(at(path))
      const { modifiedMs } = toy.host.stat(at(path))!
      appendFileSync(at(path), ' ')
      utimesSync(at(path), modifiedMs / 1000, modifiedMs / 1000)
      expect(answersAtOnce()).toBe(false)
      writeFileSync(at(path), before)
      expect(answersAtOnce()).toBe(true)
    })
})

test('a byte replaced by another, size and time kept, ends it too', () => {
  const path = at('packages/toy/src/index.ts')
  const { modifiedMs } = toy.host.stat(path)!
  writeFileSync(path, HONEST.replace('n * 2', 'n * 3'))
  utimesSync(path, modifiedMs / 1000, modifiedMs / 1000)
  expect(answersAtOnce()).toBe(false)
  writeFileSync(path, HONEST)
  expect(answersAtOnce()).toBe(true)
})

describe('a new file ends that:', () => {
  for (const path of [
    'packages/toy/src/more.ts',
    'specs/toy/more.md',
    'specs/toy/contracts/toy.examples.json',
    'specs/next/spec.md',
  ])
    test(path, () => {
      expect(answersAtOnce()).toBe(true)
      toy.write(path, 'x')
      expect(answersAtOnce()).toBe(false)
      rmSync(at(path.startsWith('specs/next') ? 'specs/next' : path), { recursive: true })
      expect(answersAtOnce()).toBe(true)
    })
})

test('a file beside them that nothing judges does not', () => {
  toy.write('notes.txt', 'x')
  expect(answersAtOnce()).toBe(true)
})

test('another seed, fresh seeds and a distrusted cache are judged, whatever is kept', async () => {
  for (const options of [{ seed: 3 }, { explore: true }, { cache: false }]) {
    const { verdicts } = (await gateAgain(toy.host, options)).data as { verdicts: Verdict[] }
    expect(verdicts.map(({ cached }) => cached)).toEqual([false])
  }
})

test('another folder of the field’s vectors, and another Node, are judged anew', () => {
  vi.stubEnv('CANON_VECTORS', outside)
  expect(answersAtOnce()).toBe(false)
  vi.unstubAllEnvs()
  const { version } = process
  Object.defineProperty(process, 'version', { value: 'v99.0.0', configurable: true })
  expect(answersAtOnce()).toBe(false)
  Object.defineProperty(process, 'version', { value: version, configurable: true })
  expect(answersAtOnce()).toBe(true)
})

test('where CI is set, only a fully isolated verdict speaks', () => {
  const verdict = { ...(keptGate(toy.host, undefined)!.data as { verdicts: Verdict[] }).verdicts[0]! }
  for (const ci of ['', '1']) {
    vi.stubEnv('CI', ci)
    expect(isUsable({ ...verdict, isolation: 'full' })).toBe(true)
    expect(isUsable({ ...verdict, isolation: 'permission' })).toBe(ci === '')
    expect(isUsable({ ...verdict, isolation: 'full', ok: false })).toBe(false)
  }
})

test('a red package is never kept', async () => {
  toy.write('specs/toy/contracts/toy.contract.ts', WITH_PART.replace('equal(await provider.double(n), n * 2)', 'equal(n, n + 1)'))
  expect((await gateAgain(toy.host, {})).ok).toBe(false)
  expect(answersAtOnce()).toBe(false)
  toy.write('specs/toy/contracts/toy.contract.ts', WITH_PART)
})

const PART = `import { equal, type Laws } from '@canon/contract'
import fc from 'fast-check'
import { twice } from '../../oracle/twice.ts'

const laws: Laws<any> = ({ provider, law }) => {
  law('TOY-001', 'as the oracle has it', [fc.integer({ min: 0, max: 1000 })], async (n) => {
    equal(await provider.double(n), twice(n))
  })
}
export default laws
`

const WITH_PART = CONTRACT.replace(
  "import fc from 'fast-check'\n",
  "import fc from 'fast-check'\nimport double from './toy/double.laws.ts'\n",
).replace('({ provider, law }) => {', '(context) => {\n  const { provider, law } = context\n  double(context)')
