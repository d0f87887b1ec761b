import { type MemoryHost, memoryHost } from '../../src/host/memory.ts'

type Files = Record<string, string | Uint8Array | { readonly link: string }>

/** A small workspace without a fault; `files` replaces or adds, by path relative to the root. */
export function workspaceOf(files: Files = {}): MemoryHost {
  return memoryHost({ ...faultless, ...files }, { now: () => new Date(1e9) })
}

export const frontMatter = `---
canon: 1
name: box
version: 0.1.0
owners: ["@box"]
status: draft
depends: []
libraries: {}
runs: [node, browser]
may: []
---
`

export const body = `
# A box of bytes

A box keeps one entry.

## Parameters

| name | value | unit | why |
|---|---|---|---|
| \`entryBytesMax\` | 16 | bytes | it fits a line |

## Surface

\`\`\`ts surface
export type BoxErrorCode = 'TOO_LARGE'
export class BoxError extends Error { readonly code: BoxErrorCode }
export function put(entry: Uint8Array): Promise<void>
\`\`\`

## Operations

**BOX-001** \`put\` MUST refuse an entry longer than \`entryBytesMax\`. Error: \`TOO_LARGE\`.

**BOX-002** \`put\` MUST keep the entry.

## Errors

| code | when | clause | the caller |
|---|---|---|---|
| \`TOO_LARGE\` | entry over \`entryBytesMax\` | BOX-001 | fix |

## Budgets

| id | operation | measure | bound | against |
|---|---|---|---|---|
| BOX-B1 | put 1,000 entries | time | 6 × | a Map |

## Rationale

Boxes are small.

## Changes

0.1.0: BOX-001 to BOX-002.

## Open

Nothing.
`

export const vector = JSON.stringify({
  clauses: ['BOX-001', 'BOX-002'],
  what: 'an entry of one byte is kept',
  steps: [{ call: 'put', args: [{ $hex: '00' }], returns: { $undefined: true } }],
})

export const measured = `import { budgets } from '@canon/contract'
import type * as Box from '#surface/box'

export default budgets<typeof Box>((budget) => {
  budget('BOX-B1', { prepare: (seed) => seed, subject: () => 1, peer: () => 1 })
})
`

const faultless: Files = {
  'specs/README.md': '# Index\n\n| subsystem | what |\n|---|---|\n| [box](box/spec.md) | a box |\n',
  'specs/box/spec.md': frontMatter + body,
  'specs/box/vectors/put/001-one-byte.json': vector,
  'specs/box/budgets.ts': measured,
}

/** The document with one passage replaced; a passage that does not occur is a mistake of the test. */
export function edited(...replacements: readonly (readonly [string, string])[]): Files {
  let text = frontMatter + body
  for (const [passage, replacement] of replacements) {
    if (!text.includes(passage)) throw new Error(`the example has no "${passage}"`)
    text = text.replace(passage, () => replacement)
  }
  return { 'specs/box/spec.md': text }
}

/** A second subsystem that depends on `box`, with its contract. */
export const consumer: Files = {
  'specs/README.md':
    '# Index\n\n| subsystem | what |\n|---|---|\n| [box](box/spec.md) | a box |\n| [cart](cart/spec.md) | boxes |\n',
  'specs/cart/spec.md': `${frontMatter.replace('name: box', 'name: cart').replace('depends: []', 'depends: [box]')}
# A cart of boxes

A cart keeps boxes.

## Surface

\`\`\`ts surface
import type { BoxError } from '@canon/box'
export function load(boxes: number): Promise<void>
\`\`\`

**CRT-001** \`load\` MUST keep the boxes.
`,
  'specs/cart/vectors/load/001-none.json': JSON.stringify({
    clauses: ['CRT-001'],
    what: 'none',
    steps: [{ call: 'load', args: [0], returns: { $undefined: true } }],
  }),
  'specs/cart/contracts/box.contract.ts': `import type * as Box from '#surface/box'
import { contract } from '@canon/contract'
import fc from 'fast-check'

export default contract<typeof Box>('box', ({ provider, law }) => {
  law('BOX-002', 'what is put is kept', [fc.uint8Array({ maxLength: 16 })], async (entry) => {
    await provider.put(entry)
  })
})
`,
}
