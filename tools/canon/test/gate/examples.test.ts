import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { standingOf } from '../../src/gate/examples/domain.ts'
import { type ExamplesFile, readExamples, writeExamples } from '../../src/gate/examples/file.ts'
import { keepExample } from '../../src/gate/examples/keep.ts'
import { matchExamples } from '../../src/gate/examples/match.ts'
import type { Law } from '../../src/gate/laws/law.ts'
import type { ContractFile } from '../../src/model/spec.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { examplesCommand } from '../../src/pipeline/examples.ts'
import { gateCommand } from '../../src/pipeline/gate.ts'
import { UsageError } from '../../src/pipeline/outcome.ts'
import { CONTRACT, filesOf, HONEST, makeToy, type Toy } from './toy.ts'

const PATH = 'specs/toy/contracts/toy.contract.ts'
const FILE = 'specs/toy/contracts/toy.examples.json'
const TWICE = 'toy: TOY-001: twice the argument comes back'

const contract = { path: PATH } as ContractFile

let toy: Toy
beforeEach(() => {
  toy = makeToy()
})
afterEach(() => toy.remove())

const said = (verdict: Verdict) => verdict.diagnostics.filter(({ code }) => code.startsWith('EXAMPLE')).map(({ code }) => code)
const kept = () => readExamples(toy.host, contract).examples
const keep = (values: readonly unknown[], law = 'a law') =>
  keepExample(toy.host, { contract, law, example: { values, law: 'sha256:a', body: 'sha256:b' } }).map(({ code }) => code)
const write = (laws: unknown) => toy.write(FILE, JSON.stringify({ canon: 1, laws }))

describe('a counterexample', () => {
  test('is kept once, whatever the order of its keys', () => {
    expect(keep([{ a: 1, b: [2] }])).toEqual([])
    expect(keep([{ b: [2], a: 1 }])).toEqual([])
    expect(keep([{ a: 1, b: [3] }])).toEqual([])
    expect(kept().laws['a law']?.map(({ values }) => values)).toEqual([[{ a: 1, b: [2] }], [{ a: 1, b: [3] }]])
  })
  test('that is too large is refused, and that is said', () => {
    expect(keep(['x'.repeat(20_000)])).toEqual(['EXAMPLE_NOT_KEPT'])
    expect(kept().laws).toEqual({})
  })
  test('that is the largest of 33 is refused; a smaller one takes the place of the largest, which stands under expired', () => {
    for (let i = 10; i < 42; i++) expect(keep([i])).toEqual([])
    expect(keep([1000])).toEqual(['EXAMPLE_NOT_KEPT'])
    expect(kept().laws['a law']).toHaveLength(32)
    expect(keep([7])).toEqual(['EXAMPLE_NOT_KEPT'])
    expect(kept().laws['a law']).toHaveLength(32)
    expect(kept().laws['a law']?.at(-1)?.values).toEqual([7])
    expect(kept().expired).toMatchObject([{ law: 'a law', values: [41], reason: 'the law has 32 smaller ones' }])
  })
  test('that a run on fresh seeds finds is kept', async () => {
    const files = filesOf(toy, HONEST.replace('return n * 2', 'return n > 50 ? 1 : n * 2'))
    for (const [path, bytes] of Object.entries(files)) toy.write(`packages/toy/${path}`, new TextDecoder().decode(bytes))
    expect((await gateCommand(toy.host, { explore: true })).ok).toBe(false)
    expect(kept().laws[TWICE]?.map(({ values }) => values)).toEqual([[51]])
  })
})

describe('the file', () => {
  test('of an older tool, values alone, is read and written back as it was', () => {
    write({ old: [[1], [2]] })
    expect(kept().laws).toEqual({ old: [{ values: [1] }, { values: [2] }] })
    keep([3], 'new')
    expect(JSON.parse(new TextDecoder().decode(toy.host.read(`${toy.host.root}/${FILE}`))).laws.old).toEqual([[1], [2]])
  })
  for (const [what, text] of Object.entries({
    'an entry that is no list': '{"canon":1,"laws":{"a":[1]}}',
    'an entry without digests': '{"canon":1,"laws":{"a":[{"values":[1]}]}}',
    'an expired one without a reason': '{"canon":1,"laws":{},"expired":[{"law":"a","values":[1],"at":"2026-01-01"}]}',
    'another version': '{"canon":2,"laws":{}}',
    'no JSON': '{"canon":1',
  }))
    test(`with ${what} is broken, and nothing is written over it`, () => {
      toy.write(FILE, text)
      expect(readExamples(toy.host, contract).diagnostics.map(({ code }) => code)).toEqual(['EXAMPLES_BROKEN'])
      expect(keep([1])).toEqual([])
      expect(new TextDecoder().decode(toy.host.read(`${toy.host.root}/${FILE}`))).toBe(text)
    })
})

describe('the command', () => {
  const expire = (args: readonly string[], reason: string | undefined = 'the clause was withdrawn') =>
    examplesCommand(toy.host, { action: 'expire', args, reason })
  beforeEach(() => write({ [TWICE]: [[1], [2], [3]], other: [[4]] }))

  test('lists what is kept and what is expired', () => {
    expire(['toy/toy', TWICE, '1'])
    const { data } = examplesCommand(toy.host, { action: 'list', args: [], reason: undefined })
    expect(
      (data as { examples: { values: unknown; state: string }[] }).examples.map(({ values, state }) => [values, state]),
    ).toEqual([
      [[1], 'kept'],
      [[3], 'kept'],
      [[4], 'kept'],
      [[2], 'expired'],
    ])
  })
  test('moves one example, or all of a law, to expired, with reason and date', () => {
    expect(expire([PATH, TWICE, '0']).ok).toBe(true)
    expect(kept().laws[TWICE]).toEqual([{ values: [2] }, { values: [3] }])
    expect(expire(['toy/toy', TWICE, 'all']).ok).toBe(true)
    expect(kept().laws).toEqual({ other: [{ values: [4] }] })
    expect(kept().expired.map(({ values, reason }) => [values, reason])).toEqual(
      [1, 2, 3].map((value) => [[value], 'the clause was withdrawn']),
    )
    expect(kept().expired[0]?.at).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })
  test.each([
    ['law', ['toy/toy', 'no such law', '0']],
    ['index', ['toy/toy', TWICE, '3']],
    ['contract', ['toy/other', TWICE, '0']],
  ])('knows no such %s, and moves nothing', (_, args) => {
    const { ok, diagnostics } = expire(args)
    expect([ok, diagnostics.map(({ code }) => code)]).toEqual([false, ['EXAMPLE_UNKNOWN']])
    expect(kept().expired).toEqual([])
  })
  test('moves nothing without a reason', () => {
    expect(() => expire(['toy/toy', TWICE, '0'], ' ')).toThrow(UsageError)
    expect(() => expire(['toy/toy', TWICE, 'x'])).toThrow(UsageError)
    expect(kept().expired).toEqual([])
  })
})

describe('an example belongs to the law', () => {
  const laws = [
    { consumer: 'a', clauses: ['A-1', 'A-2'], sentence: 'Nothing is lost, ever.', body: 'sha256:one' },
    { consumer: 'a', clauses: ['A-2'], sentence: 'order is kept', body: 'sha256:two' },
    { consumer: 'b', clauses: ['A-1'], sentence: 'twin', body: 'sha256:three' },
    { consumer: 'b', clauses: ['A-1'], sentence: 'other twin', body: 'sha256:three' },
  ]
  const lawOf = (id: string, body?: string) => {
    const file: ExamplesFile = {
      laws: { [id]: [{ values: [1], ...(body === undefined ? {} : { law: 'sha256:x', body }) }] },
      expired: [],
    }
    const { of, orphans } = matchExamples(file, laws)
    expect(of.size + orphans.length).toBe(1)
    return [...of.keys()][0]?.sentence
  }
  test('of its id, wherever the law stands', () => {
    expect(lawOf('a: A-2: order is kept')).toBe('order is kept')
  })
  test('that cites its clause, in whatever order, with a sentence that differs in case, space and punctuation only', () => {
    expect(lawOf('a: A-2: nothing is  lost ever')).toBe('Nothing is lost, ever.')
    expect(lawOf('a: A-3: nothing is lost ever')).toBeUndefined()
    expect(lawOf('b: A-1: nothing is lost ever')).toBeUndefined()
  })
  test('with the same body when it was reworded, and to none when several have it', () => {
    expect(lawOf('a: A-9: put otherwise', 'sha256:two')).toBe('order is kept')
    expect(lawOf('a: A-9: put otherwise', 'sha256:none')).toBeUndefined()
    expect(lawOf('a: A-9: put otherwise')).toBeUndefined()
    expect(lawOf('b: A-9: put otherwise', 'sha256:three')).toBeUndefined()
    expect(lawOf('b: A-9: put otherwise', 'sha256:two')).toBeUndefined()
  })
})

describe('the domain of a law', () => {
  const standing = (arbitraries: readonly fc.Arbitrary<unknown>[], values: readonly unknown[]) =>
    standingOf({ subject: { kind: 'drawn', arbitraries, body: async () => {} } } as unknown as Law, values)
  test.each<[string, string, fc.Arbitrary<unknown>, unknown]>([
    ['inside', 'a number in range', fc.nat(100), 100],
    ['outside', 'a number over it', fc.nat(100), 101],
    ['outside', 'another type', fc.nat(100), 'x'],
    ['inside', 'bytes', fc.uint8Array({ maxLength: 2 }), { $hex: '0102' }],
    ['outside', 'too many bytes', fc.uint8Array({ maxLength: 2 }), { $hex: '010203' }],
    ['inside', 'a record', fc.record({ a: fc.nat(3), b: fc.boolean() }), { a: 3, b: true }],
    ['outside', 'a record with a wrong member', fc.record({ a: fc.nat(3), b: fc.boolean() }), { a: 4, b: true }],
    ['unknown', 'what a function made', fc.nat(3).map((n) => n * 2), 4],
    ['unknown', 'what a function may have made', fc.oneof(fc.nat(3).map(String), fc.nat(3)), 'x'],
    ['unknown', 'objects known by identity', fc.constantFrom({ a: 1 }), { a: 1 }],
    ['outside', 'no value of the notation', fc.nat(3), { $hex: 'zz' }],
  ])('%s: %s', (expected, _, arbitrary, value) => {
    expect(standing([arbitrary], [value])).toBe(expected)
  })
  test('has as many components as arbitraries, and a law over rows has none', () => {
    expect(standing([fc.nat()], [1, 2])).toBe('outside')
    expect(standingOf({ subject: { kind: 'listed', rows: [1], facility: undefined } } as unknown as Law, [1])).toBe('outside')
  })
  test('is not left when one component is outside and another cannot tell', () => {
    expect(standing([fc.nat(3).map(String), fc.nat(3)], ['1', 4])).toBe('outside')
  })
})

describe('once its law has changed, an example', () => {
  const draws = (arbitrary: string, prelude = '') =>
    CONTRACT.replace('fc.integer({ min: -1000, max: 1000 })', arbitrary).replace(
      'equal(await provider.double(n), n * 2)',
      `${prelude}\n    equal(await provider.double(n), n * 2)`,
    )
  const WRONG = HONEST.replace('return n * 2', 'return n === 777 ? 0 : n * 2')
  beforeEach(() => write({ [TWICE]: [[777]] }))

  test('runs where the arbitrary holds it', async () => {
    toy.write(PATH, draws('fc.integer({ min: 777, max: 778 })'))
    expect((await toy.gate(WRONG)).laws[0]).toMatchObject({ ok: false, counterexample: { values: [777] } })
    const verdict = await toy.gate(HONEST)
    expect([verdict.ok, said(verdict)]).toEqual([true, []])
  })
  test('does not run where the arbitrary denies it, which is amber and no failure', async () => {
    toy.write(PATH, draws('fc.integer({ min: 0, max: 9 })'))
    const verdict = await toy.gate(WRONG)
    expect([verdict.ok, said(verdict)]).toEqual([true, ['EXAMPLE_OUTSIDE_DOMAIN']])
    expect(kept().laws[TWICE]).toEqual([{ values: [777] }])
  })
  test('runs where the arbitrary cannot tell, and fails when it fails the law', async () => {
    toy.write(PATH, draws('fc.integer({ min: 0, max: 9 }).map((n) => n + 0)'))
    expect((await toy.gate(WRONG)).laws[0]).toMatchObject({ ok: false, counterexample: { values: [777] } })
  })
  test('that the law itself cannot take is amber, however the package fares', async () => {
    toy.write(PATH, draws('fc.integer({ min: 0, max: 9 }).map((n) => n + 0)', '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9][n].toFixed()'))
    const verdict = await toy.gate(WRONG)
    expect([verdict.ok, said(verdict)]).toEqual([true, ['EXAMPLE_OUTSIDE_DOMAIN']])
  })
  test('runs unasked while the law is as it was when it was kept', async () => {
    toy.write(FILE, '{"canon":1,"laws":{}}')
    toy.write(PATH, draws('fc.integer({ min: 0, max: 9 }).map((n) => n + 0)', '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9][n].toFixed()'))
    await toy.gate(HONEST.replace('return n * 2', 'return -1'))
    const [found] = kept().laws[TWICE]!
    // As if this law had once drawn it: the digests say that it did.
    writeExamples(toy.host, contract, { laws: { [TWICE]: [{ ...found!, values: [777] }] }, expired: [] })
    const verdict = await toy.gate(HONEST)
    expect([verdict.laws[0]?.ok, said(verdict)]).toEqual([false, []])
  })
  test('that has lost its law is amber by name; a broken contract makes no orphans', async () => {
    write({ 'toy: TOY-001: long forgotten': [[1]] })
    const verdict = await toy.gate(HONEST)
    expect([verdict.ok, said(verdict)]).toEqual([true, ['EXAMPLE_ORPHANED']])
    expect(verdict.diagnostics.find(({ code }) => code === 'EXAMPLE_ORPHANED')?.fix).toContain(
      'canon examples expire toy/toy "toy: TOY-001: long forgotten" 0',
    )
    toy.write(PATH, `${CONTRACT}\nthrow new Error('not today')\n`)
    expect(said(await toy.gate(HONEST))).toEqual([])
  })
})
