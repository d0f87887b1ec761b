import { HONEST } from '../gate/toy.ts'

/** A subsystem whose laws say too little: tests change what they do not hold. */
export const SURFACE = `\`\`\`ts surface
export interface Label { readonly name: string; readonly count: number }
export function sorted(numbers: number[]): Promise<number[]>
export function label(name: string, count: number): Promise<Label>
export class Shelf {
  constructor()
  put(bytes: Uint8Array): Promise<number>
  at(index: number): Promise<Uint8Array>
}
\`\`\`

## Operations
`

export const RENDERING = `${HONEST}
export interface Label { readonly name: string; readonly count: number }
const refused = (code: string) => new ToyError(code as ToyErrorCode)
function checkName(name: string): void {
  if (name === '') throw refused('NO_NAME')
}
function checkCount(count: number): void {
  if (count < 0) throw refused('NO_COUNT')
}
export async function sorted(numbers: number[]): Promise<number[]> {
  return [...numbers].sort((a, b) => a - b)
}
export async function label(name: string, count: number): Promise<Label> {
  checkName(name)
  checkCount(count)
  return { name, count }
}
export class Shelf {
  #held: Uint8Array[] = []
  async put(bytes: Uint8Array): Promise<number> {
    return this.#held.push(Uint8Array.from(bytes))
  }
  async at(index: number): Promise<Uint8Array> {
    const bytes = this.#held[index]
    if (bytes === undefined) throw refused('NOT_THERE')
    return bytes.slice()
  }
}
`

export const CONTRACT = `import { contract, equal } from '@canon/contract'
import fc from 'fast-check'
export default contract<any>('toy', ({ provider, law }) => {
  law('TOY-001', 'twice the argument comes back', [fc.integer({ min: -1000, max: 1000 })], async (n) => {
    equal(await provider.double(n), n * 2)
  })
})
`

export const DRIVER = `import { driver, ProviderError, scene } from '@canon/contract'
import fc from 'fast-check'
const outcome = async (call: Promise<unknown>) => {
  try {
    return { value: await call }
  } catch (error) {
    if (error instanceof ProviderError) return { code: error.code ?? error.name }
    throw error
  }
}
const bytes = fc.uint8Array({ maxLength: 4 })
export default driver<any>({
  commands: [
    {
      name: 'sorted',
      clauses: ['TOY-001'],
      arbitrary: fc.array(fc.nat(9), { maxLength: 5 }),
      observe: (provider, numbers: number[]) => outcome(provider.sorted(numbers)),
    },
    {
      name: 'label',
      clauses: ['TOY-002'],
      arbitrary: fc.tuple(fc.constantFrom('', 'a'), fc.integer({ min: -1, max: 1 })),
      observe: (provider, [name, count]: [string, number]) => outcome(provider.label(name, count)),
    },
  ],
  scenes: [
    scene<any, any>({
      name: 'shelf',
      length: 8,
      setup: (provider) => new provider.Shelf(),
      steps: [
        { name: 'put', clauses: ['TOY-003'], arbitrary: bytes, act: (shelf, value: Uint8Array) => shelf.put(value) },
        { name: 'at', clauses: ['TOY-004'], arbitrary: fc.nat(2), act: (shelf, index: number) => shelf.at(index) },
      ],
    }),
  ],
})
`
