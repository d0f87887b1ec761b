import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainDeclarations } from '../../src/read/declarations.ts'
import { convertSurface } from '../../src/read/surface-module.ts'
import { type Node, parseTypeScript } from '../../src/read/syntax.ts'

const converted = (text: string, body: readonly Node[]) => {
  const faults: unknown[] = []
  return { surface: convertSurface(text, body, (offset) => ({ file: '', line: offset, column: 0 }), faults as never), faults }
}

/** Whether the text was taken for plain; then the parser must agree in everything. */
function agrees(text: string): boolean {
  const plain = plainDeclarations(text)
  if (plain === undefined) return false
  const { body, errors } = parseTypeScript('surface.d.ts', text)
  expect(errors, text).toEqual([])
  expect(converted(text, plain), text).toEqual(converted(text, body))
  return true
}

const plain = [
  "export type Code = 'A' | 'B'\nexport class E extends Error { readonly code: Code; static readonly max: 12; at?: number }",
  'export type T =\n  | { readonly a: string; b?: number[] }\n  | readonly (string)[]'.replace('(string)', 'string'),
  'export interface I {\n  readonly a: string\n  f(x: number, y?: Gone): Promise<void>; "b-c": [A, null],\n}\ninterface A { x: I[][] }',
  'export function f(a: Map<string, Set<bigint>>, b?: undefined): AsyncIterable<Uint8Array>;\nexport const x: never // end\n/* more */',
  'export class C {\n  constructor(a: string)\n  f(x: unknown): C\n  static of(): C }\ntype X = C\ntype X = C',
  'export function f(number: number, type: string, of: bigint, get: A, symbol: B, from: C, any: D, never: never): void',
  'export type Empty = {}\nexport function f(): void\nexport function f(a: "x"): Gone<string>\nexport type N = 0 | 10',
]

describe('the reader of plain declarations', () => {
  it.each(plain)('takes %j and sees what the parser sees', (text) => {
    expect(agrees(text)).toBe(true)
  })

  it.each(['crypto', 'log'])('agrees with the parser about the surface of %s', (name) => {
    const document = readFileSync(join(import.meta.dirname, '../../../../specs', name, 'spec.md'), 'utf8')
    for (const [, text] of document.matchAll(/^```ts surface\n([\s\S]*?)^```/gm)) agrees(text!)
  })

  it.each([
    'export type F = (a: string) => void',
    'export type G<T> = T[]',
    "import type { A } from '@canon/a'",
    'export type K = keyof A',
    'export type Q = A.B',
    'export type D = A extends B ? 1 : 2',
    'export function f(...a: string[]): void',
    'export function f(a: string): a is "x"',
    'export class A { private x: string }',
    'export class A { get x(): string }',
    'export enum E { A }',
    'export type É = string',
    'export type A = string string',
    'export type A = readonly string',
    'export function f(a?: string, b: string): void',
    'export type A = "a\\n"',
    'export type A = {',
    'export interface A { [key: string]: string }',
    'type\nA = string',
  ])('leaves %j to the parser', (text) => {
    expect(plainDeclarations(text)).toBeUndefined()
  })

  it('agrees with the parser about whatever it takes', () => {
    const words = plain.flatMap((text) => text.match(/\w+|\s+|[^\w\s]/g)!)
    const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'swap', 'put'), fc.constantFrom(...words)), {
      minLength: 1,
      maxLength: 3,
    })
    let taken = 0
    fc.assert(
      fc.property(fc.constantFrom(...plain), edits, (text, changes) => {
        const tokens = text.match(/\w+|\s+|[^\w\s]/g)!
        for (const [at, change, word] of changes) {
          const index = at % tokens.length
          if (change === 'drop') tokens.splice(index, 1)
          else tokens.splice(index, change === 'swap' ? 1 : 0, word)
        }
        if (agrees(tokens.join(''))) taken++
      }),
      { numRuns: Number(process.env.RUNS ?? 3000) },
    )
    expect(taken).toBeGreaterThan(100)
  })
})
