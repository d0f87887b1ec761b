/** What a new document is made of. */
export interface Draft {
  readonly name: string
  /** Of its clause ids. */
  readonly prefix: string
  readonly owner: string
}

/** A whole document with one operation, to be replaced piece by piece; it checks without errors as it is. */
export function draftSpec({ name, prefix, owner }: Draft): string {
  return `---
canon: 1
name: ${name}
version: 0.1.0
owners: [${JSON.stringify(owner)}]
status: draft
depends: []
libraries: {}
runs: [node, browser]
may: []
---

# ${titleOf(name)}

Returns the bytes that it is given.

    echo(010203) → 010203

This document does not cover anything else yet.

## Terms

- **bytes**: a \`Uint8Array\`.

## Surface

\`\`\`ts surface
/** The same bytes in a new array. */
export function echo(bytes: Uint8Array): Promise<Uint8Array>
\`\`\`

## Operations

### echo

**${prefix}-001** \`echo\` MUST resolve to an array of the same bytes in the same order.

## Errors

None.

## Limits

None.

## Security

Non-goals: secrecy, authenticity.

## Vectors

Under \`vectors/\`, one file per case.

## Rationale

**Why an echo?** It stands in until the first operation is written.

## Changes

0.1.0: ${prefix}-001.

## Open

Nothing.
`
}

/** One vector that witnesses the draft's clause. */
export function draftVector({ prefix }: Draft): string {
  return `{
  "clauses": ["${prefix}-001"],
  "what": "three bytes come back as they were",
  "steps": [{ "call": "echo", "args": [{ "$hex": "010203" }], "returns": { "$hex": "010203" } }]
}
`
}

/** The index with one more row, under the last row of its table, whose columns are lined up again. */
export function indexWith(before: string, draft: Draft): string {
  const lines = before === '' ? ['# Specifications', '', HEAD, RULE] : before.trimEnd().split(/\r?\n/)
  let last = lines.findLastIndex((line) => line.startsWith('|'))
  if (last < 0) last = lines.push('', HEAD, RULE) - 1
  let first = last
  while (lines[first - 1]?.startsWith('|')) first--
  const columns = cellsOf(lines[last]!).length
  const cells = [
    `[${draft.name}](${draft.name}/spec.md)`,
    draft.owner,
    'draft',
    ...Array<string>(Math.max(0, columns - 3)).fill(''),
  ]
  const rows = [...lines.slice(first, last + 1).map(cellsOf), cells.slice(0, columns)]
  lines.splice(first, last + 1 - first, ...linedUp(rows))
  return `${lines.join('\n')}\n`
}

const HEAD = '| subsystem | owner | what |'
const RULE = '| --- | --- | --- |'

const cellsOf = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

function linedUp(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => (isRule(row) ? 0 : (row[column] ?? '').length))))
  const fill = (row: readonly string[], column: number, width: number) =>
    isRule(row) ? '-'.repeat(width) : (row[column] ?? '').padEnd(width)
  return rows.map((row) => `| ${widths.map((width, column) => fill(row, column, width)).join(' | ')} |`)
}

const isRule = (row: readonly string[]) => row.every((cell) => /^:?-+:?$/.test(cell))

const titleOf = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
