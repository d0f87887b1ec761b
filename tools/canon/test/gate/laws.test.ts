import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONTRACT, codes, HONEST, makeToy, type Toy } from './toy.ts'

const contract = (laws: string) => `import { contract, equal, holds } from '@canon/contract'
import fc from 'fast-check'
export default contract<any>('toy', ({ provider, law, cases, field }) => {
${laws}
})
`

async function gate(laws: string, rendering = HONEST) {
  const toy = makeToy(contract(laws))
  try {
    return await toy.gate(rendering)
  } finally {
    toy.remove()
  }
}

describe('verified nothing is red', () => {
  const cases: Record<string, [code: string, laws: string]> = {
    'a contract that registers no law': ['CONTRACT_REGISTERS_NOTHING', ''],
    'a law over no rows': ['LAW_NO_RUNS', "cases('TOY-001', 'nothing', [], async () => {})"],
    'a law that asserts nothing': [
      'LAW_NO_ASSERTION',
      "law('TOY-001', 'hollow', [fc.nat()], async (n) => { await provider.double(n % 9) })",
    ],
    'a law that discards what it draws': [
      'LAW_DISCARDS',
      "law('TOY-001', 'picky', [fc.nat()], async (n) => { fc.pre(n < 0); equal(await provider.double(n), n * 2) })",
    ],
    'a law that drops a promise': [
      'LAW_FAILED',
      "law('TOY-001', 'dropped', [fc.nat(9)], async (n) => { equal(1, 1); provider.double(n) })",
    ],
    'a law that compares a promise': [
      'LAW_FAILED',
      "law('TOY-001', 'unawaited', [fc.nat(9)], async (n) => { holds(provider.double(n) as never, 'true') })",
    ],
    'a law about a clause that is not there': [
      'CONTRACT_STRAY_CLAUSE',
      "law('TOY-099', 'stray', [fc.nat(9)], async (n) => { equal(await provider.double(n), n * 2) })",
    ],
    'a contract that throws': ['CONTRACT_BROKEN', "throw new Error('no')"],
  }
  for (const [name, [code, laws]] of Object.entries(cases))
    test(name, async () => {
      const verdict = await gate(laws)
      expect(codes(verdict)).toContain(code)
      expect(verdict.ok).toBe(false)
    })
})

test('a law without its facility is unproved by name, and counts no run', async () => {
  const verdict = await gate(
    `cases('TOY-001', 'field', field('absent/file.json', () => [1]), async () => {})
  law('TOY-001', 'twice', [fc.nat(9)], async (n) => { equal(await provider.double(n), n * 2) })`,
  )
  expect(verdict.laws[0]).toMatchObject({ result: 'unproved', runs: 0, missing: 'field vectors absent/file.json' })
  expect(verdict.steps.find(({ name }) => name === 'laws')?.result).toBe('unproved')
})

describe('calls that should be independent', () => {
  test('and influence each other are reported as interference', async () => {
    const shared = HONEST.replace(
      'return n * 2',
      'open += 1\n  await null\n  const alone = open === 1\n  open -= 1\n  return alone ? n * 2 : 0',
    )
    const verdict = await gate(
      "law('TOY-001', 'twice', [fc.nat(9)], async (n) => { equal(await provider.double(n), n * 2) })",
      `let open = 0\n${shared}`,
    )
    expect(codes(verdict)).toContain('LAW_INTERFERENCE')
  })
})

describe('seeds', () => {
  let toy: Toy
  beforeAll(() => {
    toy = makeToy()
  })
  afterAll(() => toy.remove())

  test('derive from what is judged: the same package draws the same, another draws otherwise', async () => {
    const [first, again, other] = [await toy.gate(HONEST), await toy.gate(HONEST), await toy.gate(`${HONEST}\n// changed\n`)]
    expect(again.laws.map(({ seed }) => seed)).toEqual(first.laws.map(({ seed }) => seed))
    expect(other.laws.map(({ seed }) => seed)).not.toEqual(first.laws.map(({ seed }) => seed))
    expect(new Set(first.laws.map(({ seed }) => seed)).size).toBe(first.laws.length)
  })
})

describe('a counterexample', () => {
  test('is kept by value, once, and replayed first', async () => {
    const toy = makeToy()
    try {
      const wrong = HONEST.replace('return n * 2', 'return n === 777 ? 0 : n > 50 ? 1 : n * 2')
      await toy.gate(wrong)
      await toy.gate(wrong)
      const path = join(toy.host.root, 'specs/toy/contracts/toy.examples.json')
      const kept = JSON.parse(readFileSync(path, 'utf8'))
      expect(kept).toEqual({
        canon: 1,
        laws: {
          'toy: TOY-001: twice the argument comes back': [
            { values: [51], law: expect.stringMatching(/^sha256:/), body: expect.stringMatching(/^sha256:/) },
          ],
        },
      })
      // Only the kept value shows this fault: no draw is 777 but by luck.
      toy.write(
        'specs/toy/contracts/toy.examples.json',
        JSON.stringify({ canon: 1, laws: { 'toy: TOY-001: twice the argument comes back': [[777]] } }),
      )
      const verdict = await toy.gate(HONEST.replace('return n * 2', 'return n === 777 ? 0 : n * 2'))
      expect(verdict.laws[0]).toMatchObject({ ok: false, counterexample: { values: [777] } })
    } finally {
      toy.remove()
    }
  })
  test('is never dropped silently: a malformed file of them is red', async () => {
    const toy = makeToy(CONTRACT)
    try {
      toy.write('specs/toy/contracts/toy.examples.json', '{"canon":1,"laws":[]')
      expect(codes(await toy.gate(HONEST))).toContain('EXAMPLES_BROKEN')
    } finally {
      toy.remove()
    }
  })
})

test('a vector that does not hold names its file, what was observed and what it expects', async () => {
  const toy = makeToy()
  try {
    const verdict = await toy.gate(HONEST.replace('this.#value += n', 'this.#value -= n'))
    expect(verdict.vectors).toBe(2)
    const found = verdict.diagnostics.find(({ code }) => code === 'VECTOR_FAILED')
    expect(found).toMatchObject({ clause: 'TOY-004', expected: '3', place: { file: 'specs/toy/vectors/add/001-twice.json' } })
    expect(found?.message).toContain('observed -1')
  } finally {
    toy.remove()
  }
})
