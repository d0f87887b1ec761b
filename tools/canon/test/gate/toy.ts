import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { packageSkeleton } from '../../src/base/skeleton.ts'
import { type GateRequest, gatePackage } from '../../src/gate/gate.ts'
import type { Host } from '../../src/host/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { readWorkspace } from '../../src/read/workspace.ts'

const REPOSITORY = new URL('../../../../', import.meta.url).pathname

/** A workspace of one small subsystem in a temporary folder, to be gated with whatever rendering a test writes. */
export interface Toy {
  readonly host: Host
  write(path: string, text: string): void
  /** Gates this source as src/index.ts, with further files beside it. */
  gate(index: string, more?: Readonly<Record<string, string>>, launcher?: GateRequest['launcher']): Promise<Verdict>
  remove(): void
}

export function makeToy(contract = CONTRACT, document = DOCUMENT): Toy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'canon-toy-')))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'))
  write('package.json', '{"private":true,"type":"module"}')
  write('canon.json', '{"canon":1,"runs":40}')
  write('specs/README.md', '# Index\n\n| subsystem | owner | what |\n|---|---|---|\n| [toy](toy/spec.md) | @toy | counts |\n')
  write('specs/toy/spec.md', document)
  write('specs/toy/contracts/toy.contract.ts', contract)
  write('specs/toy/vectors/double/001-two.json', VECTOR)
  write('specs/toy/vectors/add/001-twice.json', METHOD_VECTOR)
  const host = nodeHost(root)
  return {
    host,
    write,
    gate: (index, more = {}, launcher) => {
      const workspace = readWorkspace(host)
      const files = assemble(host, index, more)
      return gatePackage(host, {
        workspace,
        name: 'toy',
        files,
        isolation: 'full',
        keep: true,
        limits: LIMITS,
        ...(launcher && { launcher }),
      })
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Short, so that what hangs is found soon. */
const LIMITS = { loadTimeoutMs: 4000, silenceMs: 1500, runTimeoutMs: 3000 }

/** A package of this source, with what the tool writes itself. */
export const filesOf = (toy: Toy, index: string) => assemble(toy.host, index, {})

function assemble(host: Host, index: string, more: Readonly<Record<string, string>>): Record<string, Uint8Array> {
  const workspace = readWorkspace(host)
  const texts = { ...packageSkeleton(workspace, workspace.specs[0]!), 'src/index.ts': index, ...more }
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]))
}

/** Codes of what a verdict holds against the package, each once. */
export const codes = (verdict: Verdict): string[] =>
  [...new Set(verdict.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code))].sort()

/** A rendering that keeps every promise; tests change one thing in it. */
export const HONEST = `export type ToyErrorCode = 'TOO_LARGE'

export class ToyError extends Error {
  override readonly name = 'ToyError'
  readonly code: ToyErrorCode
  constructor(code: ToyErrorCode) {
    super(code)
    this.code = code
  }
}

export async function double(n: number): Promise<number> {
  // TOY-002
  if (n > 1000) throw new ToyError('TOO_LARGE')
  return n * 2
}

export async function reverse(bytes: Uint8Array): Promise<Uint8Array> {
  return Uint8Array.from(bytes).reverse()
}

export class Counter {
  #value: number
  constructor(start: number) {
    this.#value = start
  }
  get value(): number {
    return this.#value
  }
  async add(n: number): Promise<number> {
    this.#value += n
    return this.#value
  }
  async visit(times: number, visitor: (value: number) => Promise<void>): Promise<void> {
    for (let i = 0; i < times; i++) await visitor(this.#value + i)
  }
  async *upTo(end: number): AsyncIterable<number> {
    for (let at = this.#value; at < end; at++) yield at
  }
}
`

export const CONTRACT = `import { contract, equal, refuses } from '@canon/contract'
import fc from 'fast-check'

export default contract<any>('toy', ({ provider, law }) => {
  law('TOY-001', 'twice the argument comes back', [fc.integer({ min: -1000, max: 1000 })], async (n) => {
    equal(await provider.double(n), n * 2)
  })
  law('TOY-002', 'too large a number is refused', [fc.integer({ min: 1001 })], async (n) => {
    await refuses(provider.double(n), 'TOO_LARGE')
  })
  law('TOY-003', 'bytes come back in reverse', [fc.uint8Array({ minLength: 1 })], async (bytes) => {
    equal(await provider.reverse(bytes), Uint8Array.from(bytes).reverse())
  })
  law('TOY-004', 'a counter sums what it is given', [fc.integer(), fc.array(fc.integer())], async (start, items) => {
    const counter = await new provider.Counter(start)
    let sum = start
    for (const item of items) equal(await counter.add(item), (sum += item))
    equal(await counter.value, sum)
  })
  law('TOY-005', 'a visitor sees successive values', [fc.integer({ max: 1000 }), fc.nat(9)], async (start, times) => {
    const counter = await new provider.Counter(start)
    const seen: number[] = []
    await counter.visit(times, async (value: number) => { seen.push(value) })
    equal(seen, Array.from({ length: times }, (_, i) => start + i))
    const counted: number[] = []
    for await (const value of await counter.upTo(start + times)) counted.push(value)
    equal(counted, seen)
  })
})
`

const VECTOR = JSON.stringify({ clauses: ['TOY-001'], what: 'two and two', steps: [{ call: 'double', args: [2], returns: 4 }] })

const METHOD_VECTOR = JSON.stringify({
  clauses: ['TOY-004'],
  what: 'two additions',
  steps: [
    { new: 'Counter', args: [1], as: 'counter' },
    { call: 'counter.add', args: [2], returns: 3 },
    { get: 'counter.value', returns: 3 },
    { call: 'double', args: [4000], refuses: 'TOO_LARGE' },
  ],
})

export const DOCUMENT = `---
canon: 1
name: toy
version: 0.1.0
owners: ["@toy"]
status: draft
depends: []
libraries: {}
runs: [node, browser]
may: []
---

# Counting

Doubles numbers and counts.

## Terms

- **counter**: an object that holds a sum.

## Parameters

| name | value | unit | why |
|---|---|---|---|
| \`max\` | 1000 | | enough |

## Surface

\`\`\`ts surface
export type ToyErrorCode = 'TOO_LARGE'
export class ToyError extends Error { readonly code: ToyErrorCode }
export function double(n: number): Promise<number>
export function reverse(bytes: Uint8Array): Promise<Uint8Array>
export class Counter {
  constructor(start: number)
  get value(): number
  add(n: number): Promise<number>
  visit(times: number, visitor: (value: number) => Promise<void>): Promise<void>
  upTo(end: number): AsyncIterable<number>
}
\`\`\`

## Operations

**TOY-001** \`double\` MUST resolve to twice its argument.

**TOY-002** \`double\` MUST refuse a number above \`max\`. Error: \`TOO_LARGE\`.

**TOY-003** \`reverse\` MUST resolve to the bytes in reverse order.

**TOY-004** \`add\` MUST add to the value and resolve to the sum.

**TOY-005** \`visit\` MUST call the visitor with the value and its successors.

## Errors

| code | when | clause | the caller |
|---|---|---|---|
| \`TOO_LARGE\` | over \`max\` | TOY-002 | fix |

## Changes

0.1.0: TOY-001 to TOY-005.

## Open

Nothing.
`
