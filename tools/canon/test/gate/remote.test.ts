import { describe, expect, test } from 'vitest'
import { codes, DOCUMENT, HONEST, makeToy } from './toy.ts'

const SURFACE = `\`\`\`ts surface
export interface Box { readonly label: string; open(): Promise<Uint8Array>; put(bytes: Uint8Array): Promise<void> }
export function makeBox(label: string): Promise<Box>
export function weigh(box: Box): Promise<number>
export function pour(source: ReadableStream<Uint8Array>): Promise<Uint8Array[]>
export function drip(bytes: Uint8Array): ReadableStream<Uint8Array>
export function total(numbers: AsyncIterable<number>): Promise<number>
export function table(entries: Map<string, number>): Promise<Set<string>>
\`\`\`

## Operations
`

const RENDERING = `${HONEST}
export interface Box { readonly label: string; open(): Promise<Uint8Array>; put(bytes: Uint8Array): Promise<void> }

export async function makeBox(label: string): Promise<Box> {
  let held = new Uint8Array(0)
  return {
    label,
    open: async () => held.slice(),
    put: async (bytes) => {
      held = Uint8Array.from(bytes)
    },
  }
}

export async function weigh(box: Box): Promise<number> {
  return (await box.open()).length
}

export async function pour(source: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = []
  for (const reader = source.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return parts
    parts.push(value)
  }
}

export function drip(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const copy = bytes.slice()
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at === copy.length) controller.close()
      else controller.enqueue(copy.slice(at, ++at))
    },
  })
}

export async function total(numbers: AsyncIterable<number>): Promise<number> {
  let sum = 0
  for await (const number of numbers) sum += number
  return sum
}

export async function table(entries: Map<string, number>): Promise<Set<string>> {
  return new Set(entries.keys())
}
`

const contract = (body: string) => `import { contract, equal } from '@canon/contract'
import fc from 'fast-check'
export default contract<any>('toy', ({ provider, law }) => {
  law('TOY-001', 'it crosses', [fc.uint8Array({ minLength: 1, maxLength: 8 })], async (bytes) => { ${body} })
})
`

async function gate(body: string, rendering = RENDERING) {
  const toy = makeToy(contract(body), DOCUMENT.replace('## Operations\n', SURFACE))
  try {
    return await toy.gate(rendering)
  } finally {
    toy.remove()
  }
}

describe('crosses the pipe by reference, as the surface declares it', () => {
  const cases: Record<string, string> = {
    'an object with methods and a property': `
      const box = await provider.makeBox('a')
      await box.put(bytes)
      equal(await box.open(), bytes)
      equal(await box.label, 'a')`,
    'an object of the provider, handed back to it': `
      const box = await provider.makeBox('a')
      await box.put(bytes)
      equal(await provider.weigh(box), bytes.length)`,
    'an object of the law, called back by the provider': `
      equal(await provider.weigh({ label: 'mine', open: async () => bytes, put: async () => {} }), bytes.length)`,
    'a stream to the provider': `
      const source = new ReadableStream({ start(c) { for (const b of bytes) c.enqueue(Uint8Array.of(b)); c.close() } })
      equal(await provider.pour(source), Array.from(bytes, (b) => Uint8Array.of(b)))`,
    'a stream from the provider': `
      const seen = []
      for await (const part of await provider.drip(bytes)) seen.push(...part)
      equal(seen, [...bytes])`,
    'an iterable to the provider': `
      equal(await provider.total((async function* () { yield* bytes })()), bytes.reduce((a, b) => a + b, 0))`,
    'maps and sets by value': `
      equal(await provider.table(new Map(Array.from(bytes, (b, i) => [String(i), b]))), new Set(Array.from(bytes, (_, i) => String(i))))`,
  }
  for (const [name, body] of Object.entries(cases))
    test(name, async () => {
      const verdict = await gate(body)
      expect(codes(verdict)).toEqual([])
      expect(verdict.laws[0]).toMatchObject({ ok: true, runs: 40 })
    })
})

test('an object whose methods are missing is not what the surface declares', async () => {
  const verdict = await gate(
    `const box = await provider.makeBox('a'); equal(await box.open(), bytes)`,
    RENDERING.replace('open: async () => held.slice(),', 'open: undefined as never,'),
  )
  expect(verdict.laws[0]!.counterexample?.observed).toContain('open is not a function')
})
