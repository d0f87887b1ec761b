import { afterEach, describe, expect, it } from 'vitest'
import { timeRatios, WrongAnswer } from '../../bench/budget-rounds.ts'
import { run } from '../../bench/budgets.bench.ts'
import type { BenchResult } from '../../bench/measure.ts'
import { openSharedSides, packagesOf } from '../../bench/sides.ts'
import { probeIsolation } from '../../src/gate/sandbox/probe.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { DOCUMENT, filesOf, HONEST, makeToy, type Toy } from './toy.ts'

let toy: Toy | undefined
afterEach(() => {
  toy?.remove()
  toy = undefined
})

const rows = [
  '| TOY-B1 | reverse | time | 100 × | the same work |',
  '| TOY-B2 | reverse | time | 0.001 × | the same work |',
  '| TOY-B3 | reverse | memory | 10 × | the same work |',
  '| TOY-B4 | reverse | time | 6 × | nothing that anybody wrote |',
]
const table = (chosen: readonly string[]) =>
  ['## Budgets', '', '| id | operation | measure | bound | against |', '|---|---|---|---|---|', ...chosen, ''].join('\n')
const documentWith = (...chosen: readonly string[]) => DOCUMENT.replace('## Changes', `${table(chosen)}\n## Changes`)

const budgets = (ids: readonly string[], expected = '') => `import { budgets, seededBytes } from '@canon/contract'
import type * as Toy from '#surface/toy'
export default budgets<typeof Toy>((budget) => {
${ids
  .map(
    (id) => `  budget('${id}', {
    prepare: (seed) => seededBytes(seed, 100_000),
    subject: (toy, bytes) => toy.reverse(bytes),
    peer: (bytes) => Uint8Array.from(bytes).reverse(),${expected}
  })`,
  )
  .join('\n')}
})
`

async function linesOf(
  document: string,
  measurements: string | undefined,
  source: string | undefined,
  beside: Readonly<Record<string, string>> = {},
) {
  toy = makeToy(undefined, document)
  for (const [path, text] of Object.entries(beside)) toy.write(path, text)
  if (measurements !== undefined) toy.write('specs/toy/budgets.ts', measurements)
  if (source !== undefined)
    for (const [path, bytes] of Object.entries(filesOf(toy, source)))
      toy.write(`packages/toy/${path}`, new TextDecoder().decode(bytes))
  return run(toy.host, 6)
}

const verdicts = (results: readonly BenchResult[]) =>
  Object.fromEntries(results.map((line) => [line.id, 'ratio' in line ? line.outcome : [line.required, line.skipped]]))

describe('the budgets of a document', () => {
  it('are lines of the bench, each measured, and red by name without a measurement', async () => {
    const results = await linesOf(documentWith(...rows), budgets(['TOY-B1', 'TOY-B2', 'TOY-B3']), HONEST)
    expect(verdicts(results)).toEqual({
      'TOY-B1': 'within',
      'TOY-B2': 'beyond',
      'TOY-B3': 'within',
      'TOY-B4': [true, 'budget not measured'],
    })
  })

  it('are not kept by a package that does nothing', async () => {
    const idle = HONEST.replace('return Uint8Array.from(bytes).reverse()', 'return bytes')
    const wrong = [true, "the package's answer is not what TOY-B1 expects"]
    expect(verdicts(await linesOf(documentWith(rows[0]!), budgets(['TOY-B1']), idle))).toEqual({ 'TOY-B1': wrong })
    toy?.remove()
    const expected = '\n    expected: (bytes) => Uint8Array.from([...bytes, 1]).reverse(),'
    expect(verdicts(await linesOf(documentWith(rows[0]!), budgets(['TOY-B1'], expected), HONEST))).toEqual({ 'TOY-B1': wrong })
  })

  it('are not kept by an answer that still has to do its work when it is read', async () => {
    const late = HONEST.replace('return Uint8Array.from(bytes).reverse()', 'return new Proxy(Uint8Array.from(bytes), {})')
    const [line] = await linesOf(documentWith(rows[0]!), budgets(['TOY-B1']), late)
    expect(line).toMatchObject({ id: 'TOY-B1', required: true })
  })

  it('may rest on modules beside them and on installed oracles, which both sides then have', async () => {
    const oracle = `import { sha256 } from '@noble/hashes/sha2.js'
import type { Missing } from 'not-installed'
export const reversed = (bytes: Uint8Array & Partial<Missing>) => (sha256(bytes).length === 32 ? Uint8Array.from(bytes).reverse() : bytes)
`
    const measurements = `import { reversed } from './oracle/reversed.ts'\n${budgets(['TOY-B1'], '\n    expected: reversed,')}`
    const results = await linesOf(documentWith(rows[0]!), measurements, HONEST, { 'specs/toy/oracle/reversed.ts': oracle })
    expect(verdicts(results)).toEqual({ 'TOY-B1': 'within' })
  })

  it('are red without a package, and without any measurement', async () => {
    expect(verdicts(await linesOf(documentWith(rows[0]!), budgets(['TOY-B1']), undefined))).toEqual({
      'TOY-B1': [true, 'there is no package'],
    })
    toy?.remove()
    expect(verdicts(await linesOf(documentWith(rows[0]!), undefined, HONEST))).toEqual({
      'TOY-B1': [true, 'budget not measured'],
    })
  })
})

describe('several processes of a side', () => {
  const parts = (wrong: string) => `import { budgets, seededBytes } from '@canon/contract'
export default budgets<{ reverse(bytes: Uint8Array): Promise<Uint8Array> }>((line) => {
  for (const part of [0, 1])
    line(\`half-\${part}\`, {
      prepare: (seed) => seededBytes(seed + part, 1000),
      subject: (toy, bytes) => toy.reverse(bytes),
      peer: (bytes) => (part === ${wrong} ? bytes : Uint8Array.from(bytes).reverse()),
    })
})
`

  async function ratiosOf(wrong: string) {
    toy = makeToy()
    toy.write('bench/parts.ts', parts(wrong))
    for (const [path, bytes] of Object.entries(filesOf(toy, HONEST)))
      toy.write(`packages/toy/${path}`, new TextDecoder().decode(bytes))
    const { host } = toy
    const workspace = readWorkspace(host)
    const spec = workspace.specs[0]!
    const packages = packagesOf(host, workspace, spec)
    const request = { workspace, spec, isolation: await probeIsolation(host), packages, module: 'bench/parts.ts' }
    const sides = await openSharedSides(host, request, 2)
    try {
      return await timeRatios('half', sides, 1)
    } finally {
      sides.subject.close()
      sides.peer.close()
    }
  }

  it('work on a part each, and the answer of every part counts', async () => {
    expect(await ratiosOf('2')).toHaveLength(1)
    for (const wrong of ['0', '1']) {
      toy?.remove()
      await expect(ratiosOf(wrong)).rejects.toThrow(WrongAnswer)
    }
  })
})
