import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codes, DOCUMENT, HONEST, makeToy, type Toy } from './toy.ts'

const SURFACE = `\`\`\`ts surface
export interface Item { readonly tags: string[]; readonly key: Uint8Array }
export function sorted(numbers: number[]): Promise<number[]>
export function pick(item: Item): Promise<Item>
export class Shelf {
  constructor()
  put(bytes: Uint8Array): Promise<number>
  at(index: number): Promise<Uint8Array>
}
\`\`\`

## Operations
`

const RENDERING = `${HONEST}
export interface Item { readonly tags: string[]; readonly key: Uint8Array }
export async function sorted(numbers: number[]): Promise<number[]> {
  return [...numbers].sort((a, b) => a - b)
}
export async function pick(item: Item): Promise<Item> {
  return { tags: [...item.tags], key: item.key.slice() }
}
export class Shelf {
  #held: Uint8Array[] = []
  async put(bytes: Uint8Array): Promise<number> {
    return this.#held.push(Uint8Array.from(bytes))
  }
  async at(index: number): Promise<Uint8Array> {
    return this.#held[index]!.slice()
  }
}
`

const CONTRACT = `import { contract, equal } from '@canon/contract'
import fc from 'fast-check'
export default contract<any>('toy', ({ provider, law }) => {
  law('TOY-001', 'what is put is there, again and again', [fc.uint8Array({ minLength: 1, maxLength: 8 })], async (bytes) => {
    const shelf = await new provider.Shelf()
    await shelf.put(bytes)
    equal([await shelf.at(0), await shelf.at(0)], [bytes, bytes])
  })
})
`

const vector = (...steps: unknown[]) => JSON.stringify({ clauses: ['TOY-001'], what: 'conduct', steps })

let toy: Toy
beforeAll(() => {
  toy = makeToy(CONTRACT, DOCUMENT.replace('## Operations\n', SURFACE))
  toy.write('specs/toy/vectors/sorted/001-sorts.json', vector({ call: 'sorted', args: [[3, 1, 2]], returns: [1, 2, 3] }))
  const item = { tags: ['a'], key: { $hex: '0102' } }
  toy.write(
    'specs/toy/vectors/pick/001-twice.json',
    vector({ call: 'pick', args: [item], returns: item }, { call: 'pick', args: [item], returns: item }),
  )
})
afterAll(() => toy.remove())

const replaced = (from: string, to: string) => {
  if (!RENDERING.includes(from)) throw new Error(`the rendering has no ${from}`)
  return RENDERING.replace(from, to)
}

test('a package that copies what it takes and what it gives is green', async () => {
  const verdict = await toy.gate(RENDERING)
  expect(codes(verdict)).toEqual([])
  expect(verdict.ok).toBe(true)
})

describe('buffers are overwritten as a caller may overwrite them', () => {
  test('a package that keeps an argument answers wrongly and is red', async () => {
    const verdict = await toy.gate(replaced('push(Uint8Array.from(bytes))', 'push(bytes)'))
    expect(verdict.laws[0]!.counterexample).toMatchObject({ values: [{ $hex: '00' }] })
  })
  test('a package that hands out its own copy answers wrongly the second time', async () => {
    const verdict = await toy.gate(replaced('this.#held[index]!.slice()', 'this.#held[index]!'))
    expect(verdict.laws[0]!.counterexample).toMatchObject({ values: [{ $hex: '00' }] })
  })
  test('also after the promise: an argument read late is not what was passed', async () => {
    const verdict = await toy.gate(
      replaced(
        'return this.#held.push(Uint8Array.from(bytes))',
        'await null\n    return this.#held.push(Uint8Array.from(bytes))',
      ),
    )
    expect(verdict.laws[0]!.ok).toBe(false)
  })
})

test('an exported value is one for all and stays as it is', async () => {
  const own = makeToy(
    CONTRACT.replace(
      "'what is put is there, again and again', [fc.uint8Array({ minLength: 1, maxLength: 8 })], async (bytes) => {",
      "'it stays', [fc.nat()], async () => {",
    ).replace(/const shelf[^}]*/, 'equal(await provider.MARK, Uint8Array.of(1, 2))\n  '),
    DOCUMENT.replace('## Operations\n', SURFACE.replace('export interface', 'export const MARK: Uint8Array\nexport interface')),
  )
  try {
    expect(codes(await own.gate(`${RENDERING}\nexport const MARK: Uint8Array = Uint8Array.of(1, 2)\n`))).toEqual([])
  } finally {
    own.remove()
  }
})

describe('where the gate looks closely it says what it saw', () => {
  const finding = async (source: string, code: string) => {
    const verdict = await toy.gate(source)
    expect(verdict.ok).toBe(false)
    return verdict.diagnostics.find((diagnostic) => diagnostic.code === code)?.message
  }
  test('an argument sorted in place', async () => {
    const message = await finding(replaced('[...numbers].sort', 'numbers.sort'), 'PACKAGE_CHANGES_ARGUMENT')
    expect(message).toBe('sorted: argument 1[0] was not as it arrived when the call had returned')
  })
  test('an argument changed before the promise settles', async () => {
    const source = replaced(
      'return [...numbers].sort((a, b) => a - b)',
      'const copy = [...numbers]\n  await null\n  numbers.length = 0\n  return copy.sort((a, b) => a - b)',
    )
    expect(await finding(source, 'PACKAGE_CHANGES_ARGUMENT')).toBe(
      'sorted: argument 1 was not as it arrived when its promise had settled',
    )
  })
  test('bytes changed in place', async () => {
    const source = replaced(
      'return { tags: [...item.tags], key: item.key.slice() }',
      'const key = item.key.slice()\n  item.key.fill(0)\n  return { tags: [...item.tags], key }',
    )
    expect(await finding(source, 'PACKAGE_CHANGES_ARGUMENT')).toContain('argument 1.key')
  })
  test('an argument handed back', async () => {
    expect(await finding(replaced('[...item.tags]', 'item.tags'), 'PACKAGE_SHARES_BUFFER')).toBe(
      'pick: answers with an object or array that the caller had before',
    )
  })
  test('a view of the memory of an argument', async () => {
    expect(await finding(replaced('item.key.slice()', 'item.key.subarray(0)'), 'PACKAGE_SHARES_BUFFER')).toBe(
      'pick: answers with memory that the caller had before',
    )
  })
  test('one object for two results', async () => {
    const source = replaced(
      'return { tags: [...item.tags], key: item.key.slice() }',
      'return (kept ??= { tags: [...item.tags], key: item.key.slice() })',
    )
    expect(await finding(`let kept: Item | undefined\n${source}`, 'PACKAGE_SHARES_BUFFER')).toBeDefined()
  })
  test('but a frozen object may be given twice', async () => {
    const source = replaced('tags: [...item.tags]', 'tags: tags as never')
    const verdict = await toy.gate(`const tags = Object.freeze(['a'])\n${source}`)
    expect(codes(verdict)).toEqual([])
  })
})
