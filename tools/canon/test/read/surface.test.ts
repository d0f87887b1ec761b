import { describe, expect, it } from 'vitest'
import { readWorkspace } from '../../src/read/workspace.ts'
import { edited, workspaceOf } from './example.ts'

const read = (declarations: string) => {
  const { specs, diagnostics } = readWorkspace(
    workspaceOf(edited(['export function put(', `${declarations}\nexport function put(`])),
  )
  return { surface: specs[0]!.surface, faults: diagnostics.map(({ code, place }) => [code, place?.line, place?.column]) }
}
const string = { kind: 'primitive', of: 'string' }
const number = { kind: 'primitive', of: 'number' }
const field = (name: string, shape: unknown, optional = false) => ({ name, shape, optional })

describe('the shape of a type', () => {
  it.each([
    ['readonly string[]', { kind: 'array', item: string }],
    ['[string, ...number[]]', { kind: 'tuple', items: [string], rest: number }],
    ['Map<string, Uint8Array>', { kind: 'map', key: string, value: { kind: 'primitive', of: 'bytes' } }],
    ['{ a: string; b?: number }', { kind: 'object', fields: [field('a', string), field('b', number, true)] }],
    ['Record<string, number>', { kind: 'object', fields: [], index: number }],
    ['{ a: string } & { b: number }', { kind: 'object', fields: [field('a', string), field('b', number)] }],
    ['Partial<{ a: string }>', { kind: 'object', fields: [field('a', string, true)] }],
    ["Omit<{ a: string; b: number }, 'b'>", { kind: 'object', fields: [field('a', string)] }],
    ["'x' | -1 | 2n", { kind: 'union', of: ['x', -1, { bigint: '2' }].map((value) => ({ kind: 'literal', value })) }],
    ['ReadableStream<Uint8Array>', { kind: 'stream', of: { kind: 'primitive', of: 'bytes' } }],
    ['AsyncIterableIterator<string>', { kind: 'asyncIterable', of: string }],
    ['Pair<string, number>', { kind: 'tuple', items: [string, number] }],
    ['BoxError', { kind: 'named', name: 'BoxError' }],
  ])('%s', (type, shape) => {
    const { surface, faults } = read(`type Pair<A, B> = [A, B]\nexport type T = ${type}`)
    expect(faults).toEqual([])
    expect(surface.types.T).toEqual(shape)
  })

  it('is an interface as soon as there is a method', () => {
    const { surface } = read(
      'export interface T { readonly a: string; f(x: number): Promise<string>; f(x: string): Promise<string> }',
    )
    expect(surface.types.T).toMatchObject({
      kind: 'interface',
      members: [
        { name: 'a', kind: 'property' },
        { name: 'f', kind: 'method' },
      ],
    })
    expect(surface.types.T).toHaveProperty('members.1.overloads.length', 2)
  })

  it('of a class keeps constructor, members and statics apart', () => {
    const { surface, faults } = read(
      'export class C { constructor(a: string); get size(): number; static of(): C; [Symbol.asyncIterator](): AsyncIterator2 }\ninterface AsyncIterator2 { next(): Promise<number> }',
    )
    expect(faults).toEqual([])
    expect(surface.classes.C).toMatchObject({
      constructor_: { parameters: [{ name: 'a' }] },
      statics: [{ name: 'of', kind: 'method' }],
    })
    expect(surface.classes.C?.members.map(({ name, kind }) => [name, kind])).toEqual([
      ['size', 'property'],
      ['Symbol.asyncIterator', 'method'],
    ])
    expect(surface.classes.BoxError).not.toHaveProperty('constructor_')
  })
})

it('places a fault where it stands in the document', () => {
  expect(read('export type T = Gone').faults).toEqual([['SURFACE_UNDECLARED', 28, 17]])
  expect(read('export enum E { A }').faults).toEqual([['SURFACE_UNSUPPORTED', 28, 8]])
})
