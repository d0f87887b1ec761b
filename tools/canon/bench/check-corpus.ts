import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes a workspace of `count` valid documents of about 3.6 KB, each with its own names and numbers. Each is one file, as the
 * peer's are, so its clauses stand under Unwitnessed.
 */
export function writeCorpus(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'canon.json'), '{ "canon": 1 }\n')
  const names = Array.from({ length: count }, (_, index) => `store-${index}`)
  for (const [index, name] of names.entries()) {
    mkdirSync(join(folder, 'specs', name), { recursive: true })
    writeFileSync(join(folder, 'specs', name, 'spec.md'), documentOf(index, name))
  }
  const rows = names.map((name) => `| [${name}](${name}/spec.md) | a bounded store |`)
  writeFileSync(join(folder, 'specs', 'README.md'), `# Index\n\n| subsystem | what |\n|---|---|\n${rows.join('\n')}\n`)
}

/** Six letters at most: 26⁴ prefixes. */
function prefixOf(index: number): string {
  let rest = index
  let letters = ''
  for (let digit = 0; digit < 4; digit++) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
    rest = Math.floor(rest / 26)
  }
  return `S${letters}`
}

function documentOf(index: number, name: string): string {
  const prefix = prefixOf(index)
  const type = `Store${index}`
  const unwitnessed = Array.from(
    { length: 8 },
    (_, at) => `| ${prefix}-00${at + 1} | needs a store on disk, which the corpus has not |`,
  )
  return `---
canon: 1
name: ${name}
version: 0.${index % 10}.${index}
owners: ["@team-${index % 7}"]
status: draft
depends: []
libraries: {}
runs: [node, browser]
may: []
---

# Bounded store number ${index}

A store keeps at most \`entriesMax\` entries of bytes and answers them by their number. It keeps nothing on disk.

    entry ${index} written as 00ff is read as 00ff

This document covers reading and writing. It does not cover replication, and it does not cover expiry.

## Terms

- **entry**: a byte string of 0 to \`entryBytesMax\` bytes, at a number counted from ${index}.
- **slot**: a place for one entry; a store has \`entriesMax\` of them.

## Parameters

| name | value | unit | why |
|---|---|---|---|
| \`entryBytesMax\` | ${1024 + index} | bytes | one entry fits a request |
| \`entriesMax\` | ${64 + index} | entries | the whole store fits a page |

## Surface

\`\`\`ts surface
export type Entry${index} = Uint8Array
export type StoreErrorCode = 'ENTRY_TOO_LARGE' | 'BAD_NUMBER' | 'STORE_FULL'
export class StoreError extends Error { readonly code: StoreErrorCode }
/** What a store tells about itself. */
export interface ${type} { readonly entries: number; readonly bytes: number; readonly label?: string }
export function readEntry(number: number, otherwise: Entry${index}): Promise<Entry${index}>
export function writeEntry(number: number, entry: Entry${index}): Promise<void>
export function describe(): Promise<${type}>
\`\`\`

## Operations

### readEntry

**${prefix}-001** The store MUST answer the bytes that were last written under the number.

**${prefix}-002** \`readEntry\` MUST refuse a number that is not an integer from 0 to \`entriesMax\` − 1, because no such slot
exists. Error: \`BAD_NUMBER\`.

**${prefix}-003** \`readEntry\` MUST answer its second argument where nothing was written.

### writeEntry

**${prefix}-004** \`writeEntry\` MUST refuse an entry longer than \`entryBytesMax\`, because a reader could not hold it.
Error: \`ENTRY_TOO_LARGE\`.

**${prefix}-005** \`writeEntry\` MUST refuse an entry when all slots are taken and the number is new. Error: \`STORE_FULL\`.

**${prefix}-006** \`writeEntry\` MUST check its arguments in the order in which the table stands:

| argument | check |
|---|---|
| number | an integer in range |
| entry | at most \`entryBytesMax\` bytes |

### describe

**${prefix}-007** \`describe\` MUST answer how many slots are taken, and the sum of the lengths of what they hold.

**${prefix}-008** A refused operation MUST leave what [describe](#describe) answers as it was.

## Errors

| code | when | clause | the caller |
|---|---|---|---|
| \`ENTRY_TOO_LARGE\` | entry over \`entryBytesMax\` | ${prefix}-004 | fix |
| \`BAD_NUMBER\` | number out of range | ${prefix}-002 | fix |
| \`STORE_FULL\` | no slot left | ${prefix}-005 | retry after a removal |

## Rationale

**How large is a store in use?** The largest that was seen held ${1000 + index} entries, each written once and read many times over, and it
answered about as quickly as a Map does; most stores hold fewer.

**Why is the number of slots bounded?** A store without a bound grows until its host ends it, and then every entry is lost.

**Why are entries numbered and not named?** A number from ${index} on needs no comparison of strings, and a store of ${64 + index}
entries has one slot for each.

## Unwitnessed

| clause | reason |
|---|---|
${unwitnessed.join('\n')}

## Changes

0.1.0: ${prefix}-001 to ${prefix}-008.

## Open

Nothing.
`
}
