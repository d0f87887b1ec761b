import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONTRACT, codes, HONEST, makeToy, type Toy } from './toy.ts'

let toy: Toy
beforeAll(() => {
  toy = makeToy()
})
afterAll(() => toy.remove())

const doubling = 'return n * 2'
const replaced = (from: string, to: string) => {
  if (!HONEST.includes(from)) throw new Error(`the honest rendering has no ${from}`)
  return HONEST.replace(from, to)
}

test('an honest rendering passes every step, isolated', async () => {
  const verdict = await toy.gate(HONEST)
  expect(codes(verdict)).toEqual([])
  expect(verdict.ok).toBe(true)
  expect(verdict.isolation).toBe('full')
  expect(verdict.laws.map(({ clause, result, runs }) => [clause, result, runs])).toEqual(
    ['TOY-001', 'TOY-002', 'TOY-003', 'TOY-004', 'TOY-005'].map((clause) => [clause, 'passed', 40]),
  )
})

describe('a package that does not keep its promise is red, with the smallest counterexample', () => {
  test('for a value', async () => {
    const verdict = await toy.gate(replaced(doubling, 'return n > 10 ? n * 3 : n * 2'))
    const law = verdict.laws.find(({ clause }) => clause === 'TOY-001')!
    expect(verdict.ok).toBe(false)
    expect(codes(verdict)).toContain('LAW_FAILED')
    expect(law.counterexample).toEqual({ values: [11], observed: '33', expected: '22' })
  })
  test('for an error with another code', async () => {
    const verdict = await toy.gate(replaced("throw new ToyError('TOO_LARGE')", "throw new ToyError('OTHER' as 'TOO_LARGE')"))
    expect(verdict.laws.find(({ clause }) => clause === 'TOY-002')!.counterexample?.observed).toBe('ToyError OTHER: OTHER')
  })
  test('for a type lie, which the surface check catches before the law', async () => {
    const verdict = await toy.gate(replaced(doubling, 'return String(n * 2) as never'))
    expect(verdict.laws.find(({ clause }) => clause === 'TOY-001')!.counterexample?.observed).toBe(
      'result is a string, the surface declares a number',
    )
  })
  test('for an error thrown at the call where a promise is declared', async () => {
    const eager = replaced(
      'export async function double(n: number): Promise<number> {',
      'export function double(n: number): Promise<number> {',
    ).replace(doubling, 'return Promise.resolve(n * 2)')
    const verdict = await toy.gate(eager)
    expect(verdict.laws.find(({ clause }) => clause === 'TOY-002')!.counterexample?.observed).toContain('threw at the call')
  })
  test('and what it hands to a callback is held against the surface', async () => {
    const verdict = await toy.gate(replaced('await visitor(this.#value + i)', "await visitor('x' as never)"))
    expect(verdict.laws.find(({ clause }) => clause === 'TOY-005')!.ok).toBe(false)
  })
})

describe('a package that answers what no law can use', () => {
  const cases: Record<string, string> = {
    'a function where data is due': 'return (() => n * 2) as never',
    'an object with a getter': 'return { get value() { return n * 2 } } as never',
    'a value that holds itself': 'const a: unknown[] = []; a.push(a); return a as never',
    'a class instance': 'return new (class A { n = n })() as never',
    'a promise of a promise-like stub': 'return { then: undefined, n } as never',
    'fields beside the declared ones': 'return Object.assign(Object(n), {}) as never',
  }
  for (const [name, body] of Object.entries(cases))
    test(name, async () => {
      const verdict = await toy.gate(replaced(doubling, body))
      expect(verdict.laws.find(({ clause }) => clause === 'TOY-001')!.ok).toBe(false)
    })
})

describe('a package whose answer would be right once it has crossed the pipe', () => {
  const cases: Record<string, [from: string, to: string, clause: string, says: string]> = {
    'bytes of a subclass': [
      'return Uint8Array.from(bytes).reverse()',
      'return new (class A extends Uint8Array {})(bytes).reverse()',
      'TOY-003',
      'a subclass of Uint8Array',
    ],
    'a proxy of bytes': [
      'return Uint8Array.from(bytes).reverse()',
      'return new Proxy(Uint8Array.from(bytes).reverse(), {})',
      'TOY-003',
      'a proxy',
    ],
    'something with a then, right the first time': [
      'async function double(n: number): Promise<number> {',
      'function double(n: number): Promise<number> {\n  if (n <= 1000) return { then: (done: (n: number) => void) => done(n * 2) } as never',
      'TOY-001',
      'what is no promise',
    ],
    'a promise for a property': [
      'return this.#value\n  }\n  async',
      'return Promise.resolve(this.#value) as never\n  }\n  async',
      'TOY-004',
      'a promise',
    ],
    'a plain error with the right code': [
      "throw new ToyError('TOO_LARGE')",
      "throw Object.assign(new Error('no'), { code: 'TOO_LARGE' })",
      'TOY-002',
      'no error class of the surface',
    ],
    'an error of a class that only has the name': [
      "throw new ToyError('TOO_LARGE')",
      "throw new ({ ToyError: class ToyError extends Error { code = 'TOO_LARGE' } }).ToyError('no')",
      'TOY-002',
      'no error class of the surface',
    ],
    'an error of the right class without a sentence': [
      "throw new ToyError('TOO_LARGE')",
      "throw Object.assign(new ToyError('TOO_LARGE'), { message: ' ' })",
      'TOY-002',
      'whose message is empty',
    ],
    'an object that its class did not make': [
      'this.#value = start',
      'this.#value = start\n    return { value: start, add: async (n: number) => (start += n) } as never',
      'TOY-004',
      'no instance of Counter',
    ],
  }
  for (const [name, [from, to, clause, says]] of Object.entries(cases))
    test(name, async () => {
      const verdict = await toy.gate(replaced(from, to))
      expect(verdict.laws.find((law) => law.clause === clause)?.counterexample?.observed).toContain(says)
    })
})

describe('a package that never comes to an end', () => {
  test('a promise that never settles', async () => {
    const verdict = await toy.gate(replaced(doubling, 'return n > 0 ? new Promise<number>(() => {}) : n * 2'), {})
    expect(verdict.ok).toBe(false)
  }, 90_000)
  test('a loop for ever', async () => {
    const slow = makeToy(CONTRACT.replace('fc.integer({ min: -1000, max: 1000 })', 'fc.constant(5)'))
    try {
      const verdict = await slow.gate(replaced(doubling, 'for (;;) n += 0'))
      expect(verdict.laws[0]!.counterexample?.observed).toContain('did not')
    } finally {
      slow.remove()
    }
  }, 120_000)
})

describe('a package whose process goes', () => {
  test('throwing on import', async () => {
    const verdict = await toy.gate(`${HONEST}\nthrow new Error('no')\n`)
    expect(codes(verdict)).toEqual(['CHILD_FAILED'])
  })
  test('waiting for ever on import', async () => {
    const verdict = await toy.gate(`${HONEST}\nawait new Promise(() => {})\n`)
    expect(codes(verdict)).toEqual(['CHILD_FAILED'])
  }, 60_000)
  test('leaking memory', async () => {
    const hoard = replaced(doubling, 'held.push(new Uint8Array(64 * 1024 * 1024).fill(1)); return n * 2')
    const verdict = await toy.gate(`const held: Uint8Array[] = []\n${hoard}`)
    expect(verdict.laws.find(({ clause }) => clause === 'TOY-001')!.ok).toBe(false)
  }, 60_000)
})

describe('a package that reaches for the judge finds nothing there', () => {
  const neutral = async (source: string) => {
    const verdict = await toy.gate(source)
    expect(codes(verdict)).toEqual([])
    expect(verdict.ok).toBe(true)
  }
  test('patching prototypes and globals changes no verdict of an honest package', () =>
    neutral(
      `Math.random = () => 0\nDate.now = () => 0\nJSON.stringify = (() => 'green') as never\nArray.prototype.every = (() => true) as never\n${HONEST}`,
    ))
  test('printing a verdict line changes nothing', () =>
    neutral(`console.log('{"ok":true}')\nconsole.error('1 passed, 0 failed')\n${HONEST}`))
  test('patching the test library from inside does not make a wrong package green', async () => {
    const verdict = await toy.gate(
      `Object.is = () => true\nObject.prototype.valueOf = () => true as never\n${replaced(doubling, 'return 0')}`,
    )
    expect(verdict.ok).toBe(false)
  })
  test('the global process cannot be reached by way of the global object', async () => {
    const verdict = await toy.gate(replaced(doubling, "return Reflect.get(globalThis, 'process') === undefined ? n * 2 : 0"))
    expect(codes(verdict)).toEqual(['LAYOUT_GLOBAL'])
  })
})
