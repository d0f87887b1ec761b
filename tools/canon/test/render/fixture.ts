import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { treeOf } from '../../src/base/tree.ts'
import { evidenceKey } from '../../src/gate/evidence-key.ts'
import { readDependencies } from '../../src/gate/gate.ts'
import type { Host } from '../../src/host/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import type { GeneratorConfig } from '../../src/model/config.ts'
import type { LawResult, Verdict } from '../../src/model/verdict.ts'
import { adoptCommand } from '../../src/pipeline/adopt.ts'
import type { Gate } from '../../src/pipeline/submit.ts'

/** A repository of two subsystems, `unit` and `pair`, which depends on it, in a temporary folder. */
export interface Repository {
  readonly root: string
  readonly host: Host
  write(path: string, text: string): void
  read(path: string): string
  /** A folder outside the repository that holds this `src/index.ts`. */
  rendering(index: string): string
  /** Records a rendering through adopt with a gate that says yes. */
  adopt(name: string, index: string): Promise<void>
  remove(): void
}

export function makeRepository(generators: Readonly<Record<string, GeneratorConfig>> = {}): Repository {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'canon-render-')))
  const root = join(base, 'repository')
  const host = nodeHost(root)
  let renderings = 0
  const repository: Repository = {
    root,
    host,
    write: (path, text) => put(join(root, path), text),
    read: (path) => readFileSync(join(root, path), 'utf8'),
    rendering: (index) => {
      const folder = join(base, `rendering-${++renderings}`)
      put(join(folder, 'src/index.ts'), index)
      return folder
    },
    adopt: async (name, index) => {
      const outcome = await adoptCommand(host, { name, from: repository.rendering(index), gate: gateThat('passes') })
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.diagnostics))
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  }
  repository.write('canon.json', JSON.stringify({ canon: 1, generators }))
  repository.write(
    'specs/README.md',
    '| subsystem | owner | what |\n|---|---|---|\n| [unit](unit/spec.md) | @u | a |\n| [pair](pair/spec.md) | @p | b |\n',
  )
  repository.write('specs/CONVENTIONS.md', '# Conventions\n\nFaults are checked in the order of the clauses.\n')
  repository.write('specs/unit/spec.md', document('unit', 'UNI', []))
  repository.write('specs/unit/vectors/next/001-after-two.json', vector('UNI-001', 'next', [2], 3))
  repository.write('specs/unit/contracts/unit.contract.ts', contractText('unit', 'UNI-001', SECRETS.ownSentence))
  repository.write('specs/unit/driver.ts', `export const ${SECRETS.driverName} = 7\n`)
  repository.write('specs/unit/contracts/unit.examples.json', JSON.stringify({ [SECRETS.example]: [] }))
  repository.write('specs/pair/spec.md', document('pair', 'PAI', ['unit']))
  repository.write('specs/pair/vectors/next/001-after-two.json', vector('PAI-001', 'next', [2], 4))
  repository.write('specs/pair/contracts/unit.contract.ts', contractText('unit', 'UNI-001', SECRETS.consumerSentence))
  return repository
}

/** What a generator must never find in its bundle or its feedback. */
export const SECRETS = {
  ownSentence: 'the successor is exactly one more in secret',
  consumerSentence: 'a pair relies on the successor in secret',
  driverName: 'secretArbitraryOfUnit',
  example: 'secretKeptCounterexample',
  seed: 987654321,
} as const

export const UNIT = `export class UnitError extends Error {
  override readonly name = 'UnitError'
  readonly code = 'TOO_LARGE' as const
}

export async function next(n: number): Promise<number> {
  // UNI-002
  if (n > 10) throw new UnitError('n')
  return n + 1
}
`

export const PAIR = `import { next as one } from '@canon/unit'

export class PairError extends Error {
  override readonly name = 'PairError'
  readonly code = 'TOO_LARGE' as const
}

export async function next(n: number): Promise<number> {
  // PAI-002
  if (n > 10) throw new PairError('n')
  return one(await one(n))
}
`

/** A gate without a package: green, red by a law, or red by what `broken` finds in the source. */
export function gateThat(says: 'passes' | 'fails', broken: (source: string) => boolean = () => says === 'fails'): Gate {
  return async (host, { workspace, name, files }) => {
    const red = broken(new TextDecoder().decode(files['src/index.ts'] ?? new Uint8Array()))
    const evidence = evidenceKey(host, workspace, name, treeOf(files), readDependencies(host, workspace, name).trees)
    const laws = [lawResult(!red)]
    const steps: Verdict['steps'] = [{ name: 'laws', result: red ? 'failed' : 'passed', durationMs: 1, summary: '' }]
    return {
      name,
      ok: !red,
      evidence,
      isolation: 'full',
      steps,
      laws,
      vectors: 1,
      diagnostics: [],
      at: '2026-01-01T00:00:00Z',
      cached: false,
    }
  }
}

function lawResult(ok: boolean): LawResult {
  const counterexample = { values: [3, { $hex: '00ff' }], observed: '5', expected: '4' }
  return {
    clause: 'UNI-001',
    clauses: ['UNI-001'],
    consumer: 'pair',
    sentence: SECRETS.consumerSentence,
    runs: 10,
    seed: SECRETS.seed,
    ok,
    result: ok ? 'passed' : 'failed',
    ...(ok ? {} : { counterexample }),
  }
}

/** Every file below a folder: relative path to text. */
export function textsBelow(folder: string, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
    if (entry.isDirectory()) Object.assign(found, textsBelow(folder, path))
    else if (entry.isFile()) found[path] = readFileSync(join(folder, path), 'utf8')
  }
  return found
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function vector(clause: string, call: string, args: unknown[], returns: unknown): string {
  return JSON.stringify({ clauses: [clause], what: 'counts on', steps: [{ call, args, returns }] })
}

function contractText(provider: string, clause: string, sentence: string): string {
  return `import { contract, equal } from '@canon/contract'
import fc from 'fast-check'

export default contract('${provider}', ({ provider, law }) => {
  law('${clause}', '${sentence}', [fc.nat(9)], async (n) => {
    equal(await provider.next(n), n + 1)
  })
})
`
}

function document(name: string, prefix: string, depends: readonly string[]): string {
  const error = `${name[0]!.toUpperCase()}${name.slice(1)}Error`
  return `---
canon: 1
name: ${name}
version: 0.1.0
owners: ["@${name}"]
status: draft
depends: [${depends.join(', ')}]
libraries: {}
runs: [node, browser]
may: []
---

# Counting on

Counts on by a fixed step.

## Parameters

| name | value | unit | why |
|---|---|---|---|
| \`max\` | 10 | | enough |

## Surface

\`\`\`ts surface
export class ${error} extends Error { readonly code: 'TOO_LARGE' }
export function next(n: number): Promise<number>
\`\`\`

## Operations

**${prefix}-001** \`next\` MUST resolve to a number after its argument.

**${prefix}-002** \`next\` MUST refuse a number above \`max\`. Error: \`TOO_LARGE\`.

## Errors

| code | when | clause | the caller |
|---|---|---|---|
| \`TOO_LARGE\` | over \`max\` | ${prefix}-002 | fix |

## Rationale

Small numbers suffice.

## Changes

0.1.0: ${prefix}-001 to ${prefix}-002.

## Open

Nothing.
`
}
