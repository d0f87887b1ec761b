import { describe, expect, test } from 'vitest'
import { readWorkspace } from '../../src/read/workspace.ts'
import { measureStrength, type StrengthRequest } from '../../src/strength/strength.ts'
import { filesOf, HONEST, makeToy, type Toy } from '../gate/toy.ts'

const contract = (laws: string) => `import { contract, equal, refuses } from '@canon/contract'
import fc from 'fast-check'
export default contract<any>('toy', ({ provider, law, cases }) => {
${laws}
})
`

const DOUBLES = `law('TOY-001', 'twice', [fc.integer({ min: -999, max: 999 })], async (n) => { equal(await provider.double(n), n * 2) })`
const REFUSES = `law('TOY-002', 'refused', [fc.integer({ min: 2000 })], async (n) => { await refuses(provider.double(n), 'TOO_LARGE') })`
const BORDER = `cases('TOY-002', 'at the border', [1000, 1001], async (n) => {
  if (n > 1000) await refuses(provider.double(n), 'TOO_LARGE')
  else equal(await provider.double(n), n * 2)
})`
const VISITS = `law('TOY-005', 'visits', [fc.nat(9)], async (times) => {
  const counter = await new provider.Counter(7)
  const seen: number[] = []
  await counter.visit(times, async (value: number) => { seen.push(value) })
  equal(seen, Array.from({ length: times }, (_, i) => 7 + i))
})`

/** Only `double`, with whatever stands before it and within it. */
const doubling = (before: string, body: string) =>
  HONEST.replace('export async function double', `${before}\nexport async function double`).replace('return n * 2', body)

async function measure(toy: Toy, index = HONEST, more: Partial<StrengthRequest> = {}) {
  const result = await measureStrength(toy.host, {
    workspace: readWorkspace(toy.host),
    name: 'toy',
    files: filesOf(toy, index),
    cache: true,
    since: false,
    matrix: false,
    verify: false,
    shards: 1,
    onProgress: () => {},
    ...more,
  })
  const strength = result.strength
  const changes = (strength?.survivors ?? []).map(({ original, replacement }) => `${original} → ${replacement}`)
  return { ...result, strength: strength!, changes, codes: result.diagnostics.map(({ code }) => code) }
}

async function withToy<T>(laws: string, body: (toy: Toy) => Promise<T>): Promise<T> {
  const toy = makeToy(contract(laws))
  try {
    return await body(toy)
  } finally {
    toy.remove()
  }
}

const measured = (laws: string, index?: string, more?: Partial<StrengthRequest>) =>
  withToy(laws, (toy) => measure(toy, index, more))

describe('a change at the border', () => {
  test('passes a law that draws far from it, and is named with a question', async () => {
    const { strength, changes, codes } = await measured([DOUBLES, REFUSES].join('\n'))
    expect(changes).toContain('n > 1000 → n >= 1000')
    const survivor = strength.survivors.find(({ replacement }) => replacement === 'n >= 1000')!
    expect(survivor.question).toContain('packages/toy/src/index.ts:14: nothing notices when "n > 1000" becomes "n >= 1000"')
    expect(survivor.question).toContain('at equality')
    expect(survivor.clauses).toEqual(['TOY-001', 'TOY-002'])
    expect(codes).toContain('STRENGTH_BELOW')
  })
  test('is killed by a law that stands on it, and the figures of its clause say so', async () => {
    const weak = await measured([DOUBLES, REFUSES].join('\n'))
    const strong = await measured([DOUBLES, REFUSES, BORDER].join('\n'))
    expect(strong.changes).not.toContain('n > 1000 → n >= 1000')
    expect(strong.strength.score).toBeGreaterThan(weak.strength.score)
    const figures = ({ strength }: typeof weak) => strength.clauses.find(({ clause }) => clause === 'TOY-002')!
    expect(figures(strong).killed).toBeGreaterThan(figures(weak).killed)
  })
})

test('code that no law runs counts against the score; what a vector alone notices is told apart', async () => {
  const { strength } = await measured(DOUBLES)
  const { total, killed, survived, noCoverage, waived, vectorsOnly } = strength.mutants
  expect(killed + survived + noCoverage + waived).toBe(total)
  expect(noCoverage).toBeGreaterThan(10)
  // The vectors add to a counter and ask for 4000 twice: no law here does.
  expect(vectorsOnly).toBeGreaterThan(0)
  expect(strength.score).toBe(Math.floor((killed * 1000) / total) / 10)
})

test('the wording of a message is free: it is told apart, and its error name is not', async () => {
  const worded = HONEST.replace('super(code)', "super(code + ' too much')")
  const { strength, changes } = await measured(REFUSES, worded)
  expect(strength.waived.map(({ original }) => original)).toEqual(["' too much'"])
  expect(strength.mutants).toMatchObject({ waived: 1, wording: 1 })
  expect(changes).toContain('\'ToyError\' → ""')
})

test('an endless loop runs out of fuel', async () => {
  const started = performance.now()
  const { strength, changes } = await measured(VISITS)
  expect(changes).not.toContain('i++ → i--')
  expect(strength.mutants.timedOut).toBeGreaterThan(0)
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('a change that acts while the package loads is judged in a child of its own', async () => {
  const { changes } = await measured([DOUBLES, BORDER].join('\n'), doubling('const factor = 4 - 2', 'return n * factor'))
  expect(changes).not.toContain('4 - 2 → 4 + 2')
})

test('a child that a change brings down is replaced', async () => {
  const fatal = doubling('', 'if (n === 1_000_000) for (;;);\n  return n * 2')
  const { strength, changes } = await measured([DOUBLES, BORDER].join('\n'), fatal)
  expect(changes).not.toContain('n === 1_000_000 → true')
  // The next change is judged in a child that is whole: this one makes no difference to any law.
  expect(changes).toContain('n === 1_000_000 → false')
  expect(changes).not.toContain('n * 2 → n / 2')
  expect(strength.mutants.timedOut).toBeGreaterThan(0)
})

describe('what a change leaves behind in the child', () => {
  const SPOILS = doubling('let spoiled = false', 'if (n > 5000) spoiled = true\n  return spoiled ? 0 : (n - 0) * 2')
  const BUILDS = doubling('let table: number[] | undefined', 'table ??= [2]\n  return (n - 0) * table[0]!')

  test('kills no later change', async () => {
    const { changes } = await measured(DOUBLES, SPOILS)
    expect(changes).not.toContain('n > 5000 → true')
    expect(changes).toContain('n - 0 → n + 0')
  })
  test('does not hide a change of what is built once', async () => {
    const { changes } = await measured(DOUBLES, BUILDS)
    expect(changes).not.toContain('[2] → []')
    expect(changes).toContain('n - 0 → n + 0')
  })
  test('is found by judging again in fresh children: nothing comes out otherwise', async () => {
    const { strength } = await measured(DOUBLES, SPOILS, { verify: true })
    expect(strength.verified?.judged).toBeGreaterThan(5)
    expect(strength.verified?.disagreements).toEqual([])
  })
})

describe('what was found before', () => {
  test('is known while nothing changes, and is found anew when the package does', () =>
    withToy(DOUBLES, async (toy) => {
      const first = await measure(toy)
      const second = await measure(toy)
      expect(second.strength.reused).toBe(second.strength.mutants.total)
      expect({ ...second.strength, reused: 0, durationMs: 0 }).toEqual({ ...first.strength, durationMs: 0 })
      const third = await measure(toy, `${HONEST}\n// changed\n`)
      expect(third.strength.reused).toBe(0)
    }))
  test('is known of kills by laws that did not change; the rest meets the new law', () =>
    withToy(DOUBLES, async (toy) => {
      toy.write('specs/toy/contracts/toy.contract.ts', parted(''))
      toy.write('specs/toy/contracts/toy/doubling.laws.ts', part('doublingLaws', [DOUBLES, REFUSES].join('\n')))
      const weak = await measure(toy)
      expect(weak.changes).toContain('n > 1000 → n >= 1000')
      toy.write('specs/toy/contracts/toy.contract.ts', parted(BORDER))
      const strong = await measure(toy)
      expect(strong.changes).not.toContain('n > 1000 → n >= 1000')
      expect(strong.strength.reused).toBeGreaterThan(0)
      expect(strong.strength.reused).toBeLessThanOrEqual(weak.strength.mutants.killed)
    }))
})

test('a law that its contract leaves out is tried on nothing, and is named', async () => {
  const without = BORDER.replace(/\}\)$/, '}, { mutants: false })')
  const { changes, codes, diagnostics } = await measured([DOUBLES, REFUSES, without].join('\n'))
  expect(changes).toContain('n > 1000 → n >= 1000')
  expect(codes).toContain('STRENGTH_LAW_LEFT_OUT')
  expect(diagnostics.find(({ code }) => code === 'STRENGTH_LAW_LEFT_OUT')!.message).toContain('"at the border" (toy) is left out')
})

test('nor is it tried on a change that acts while the package loads', async () => {
  const without = DOUBLES.replace(/\}\)$/, '}, { mutants: false })')
  const { changes } = await measured([REFUSES, without].join('\n'), doubling('const factor = 4 - 2', 'return n * factor'))
  expect(changes).toContain('4 - 2 → 4 + 2')
})

test('a run that is ended goes on from where it was', () =>
  withToy(DOUBLES, async (toy) => {
    const ended = measure(toy, HONEST, {
      onProgress: ({ what, done }) => {
        if (what === 'mutants' && done === 21) throw new Error('ended')
      },
    })
    await expect(ended).rejects.toThrow('ended')
    const { strength } = await measure(toy)
    expect(strength.reused).toBeGreaterThanOrEqual(20)
    expect(strength.reused).toBeLessThan(strength.mutants.total)
  }))

test('the mutants are of one file where one is named; a name that is no file has no mutant', async () => {
  const { strength, codes } = await measured(DOUBLES, HONEST, { file: 'src/index.ts' })
  expect(strength.mutants.total).toBeGreaterThan(20)
  expect(strength.survivors.every(({ file }) => file === 'packages/toy/src/index.ts')).toBe(true)
  expect(codes).toContain('STRENGTH_BELOW')
  expect((await measured(DOUBLES, HONEST, { file: 'src/none.ts' })).codes).toEqual(['STRENGTH_NO_MUTANT'])
})

test('a matrix credits each law that kills, and not only the first', async () => {
  const laws = [DOUBLES, DOUBLES.replace("'twice'", "'twice again'")].join('\n')
  const sum = ({ strength }: Awaited<ReturnType<typeof measured>>) => strength.laws.reduce((all, { killed }) => all + killed, 0)
  const first = await measured(laws)
  const matrix = await measured(laws, HONEST, { matrix: true })
  expect(sum(first)).toBeLessThanOrEqual(first.strength.mutants.killed)
  expect(sum(matrix)).toBeGreaterThan(matrix.strength.mutants.killed)
  expect(matrix.strength.credit).toBe('matrix')
})

describe('a waiver', () => {
  const waiver = (more: object) =>
    JSON.stringify({
      canon: 1,
      waivers: [
        {
          file: 'packages/toy/src/index.ts',
          mutator: 'EqualityOperator',
          original: 'n > 1000',
          replacement: 'n >= 1000',
          near: "if (n > 1000) throw new ToyError('TOO_LARGE')",
          reason: 'No clause says what happens at the border itself.',
          ...more,
        },
      ],
    })
  const waived = (text: string, laws = [DOUBLES, REFUSES].join('\n'), index = HONEST) =>
    withToy(laws, (toy) => {
      toy.write('specs/toy/waivers.json', text)
      return measure(toy, index)
    })

  test('takes its mutant out of the score, and is listed with its reason', async () => {
    const { strength, changes } = await waived(waiver({}))
    expect(changes).not.toContain('n > 1000 → n >= 1000')
    expect(strength.mutants.waived).toBe(1)
    expect(strength.waived).toMatchObject([{ line: 14, reason: 'No clause says what happens at the border itself.' }])
  })
  test('still fits when its line moves', async () => {
    const { strength } = await waived(waiver({}), DOUBLES, `\n\n${HONEST}`)
    expect(strength.waived).toMatchObject([{ line: 16 }])
  })
  test('that fits nothing is told', async () => {
    const { codes } = await waived(waiver({ near: 'gone' }))
    expect(codes).toContain('WAIVER_UNUSED')
  })
  test('of a change that a law kills is told, and waives nothing', async () => {
    const { codes, strength } = await waived(waiver({}), BORDER)
    expect(codes).toContain('WAIVER_KILLED')
    expect(strength.mutants.waived).toBe(0)
  })
  test.each([
    ['without a reason', waiver({ reason: 'no' }), 'WAIVER_NO_REASON'],
    ['of another form', '{"canon":1,"waivers":[{}]}', 'WAIVER_MALFORMED'],
    ['with a key more', waiver({ line: 3 }), 'WAIVER_MALFORMED'],
  ])('%s is refused before anything runs', async (_, text, code) => {
    expect((await waived(text)).codes).toEqual([code])
  })
})

test('a sample is scored and held to no threshold; the whole package is held to its own', () =>
  withToy(DOUBLES, async (toy) => {
    toy.write('canon.json', '{"canon":1,"runs":40,"strength":{"threshold":0,"packages":{"toy":100}}}')
    const few = await measure(toy, HONEST, { sample: 3 })
    expect([few.strength.mutants.total, few.strength.threshold, few.codes]).toEqual([3, 100, []])
    expect((await measure(toy)).codes).toEqual(['STRENGTH_BELOW'])
    toy.write('canon.json', '{"canon":1,"runs":40,"strength":{"threshold":0}}')
    expect((await measure(toy)).codes).toEqual([])
  }))

test('laws that do not hold on the package as it is are tried on nothing', async () => {
  const { codes, strength } = await measured(DOUBLES, HONEST.replace('n * 2', 'n * 3'))
  expect(strength).toBeUndefined()
  expect(codes).toContain('STRENGTH_BASELINE_RED')
})

test('a package cannot switch its mutants off by a comment', async () => {
  const { strength } = await measured(DOUBLES, `// Stryker disable all\n${HONEST}`)
  expect(strength.mutants.total).toBeGreaterThan(20)
})

const parted = (laws: string) => `import { contract, equal, refuses } from '@canon/contract'
import { doublingLaws } from './toy/doubling.laws.ts'
export default contract<any>('toy', (context) => {
  const { provider, cases } = context
  doublingLaws(context)
  ${laws}
})
`
const part = (name: string, laws: string) => `import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
export const ${name}: Laws<any> = ({ provider, law, cases }) => {
${laws}
}
`
