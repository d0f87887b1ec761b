import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codes, HONEST, makeToy } from './toy.ts'

const part = 'specs/toy/contracts/toy/doubling.laws.ts'

const contractWith = (body: string) => `import { contract } from '@canon/contract'
import { doublingLaws } from './toy/doubling.laws.ts'

export default contract<any>('toy', (context) => {
  ${body}
})
`

async function gate(index: string, body = 'doublingLaws(context)') {
  const toy = makeToy(contractWith(body))
  toy.write(
    part,
    `import { equal, type Laws } from '@canon/contract'
import fc from 'fast-check'

export const doublingLaws: Laws<any> = ({ provider, law }) => {
  law('TOY-001', 'twice the argument comes back', [fc.nat(9)], async (n) => {
    equal(await provider.double(n), n * 2)
  })
}
`,
  )
  try {
    const verdict = await toy.gate(index)
    const examples = join(toy.host.root, 'specs/toy/contracts/toy.examples.json')
    const kept = verdict.ok ? undefined : readOrUndefined(examples)
    return { verdict, kept }
  } finally {
    toy.remove()
  }
}

function readOrUndefined(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

test('a law of a part judges the package', async () => {
  const { verdict } = await gate(HONEST)
  expect(codes(verdict)).toEqual([])
  expect(verdict.laws.map(({ sentence, result }) => [sentence, result])).toEqual([['twice the argument comes back', 'passed']])
})

test('a law of a part that fails is shown in the part, and its example is kept beside the contract', async () => {
  const { verdict, kept } = await gate(HONEST.replace('return n * 2', 'return n > 4 ? 0 : n * 2'))
  expect(verdict.diagnostics.find(({ code }) => code === 'LAW_FAILED')?.place).toEqual({ file: part, line: 5, column: 3 })
  expect(kept).toMatchObject({ canon: 1, laws: { 'toy: TOY-001: twice the argument comes back': [{ values: [5] }] } })
})

test('a part that is imported and never called is no green contract', async () => {
  const { verdict } = await gate(HONEST, 'void [context, doublingLaws]')
  expect(codes(verdict)).toContain('CONTRACT_BROKEN')
  expect(verdict.ok).toBe(false)
})
