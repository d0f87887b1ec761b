import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, matchesGlob, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readTree } from '../../src/base/tree.ts'
import { evidenceKey } from '../../src/gate/evidence-key.ts'
import { readDependencies } from '../../src/gate/gate.ts'
import { sourcesBelow, toolFolders } from '../../src/gate/toolchain.ts'
import type { Host } from '../../src/host/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import { gateTasksOf } from '../../src/pipeline/turbo-inputs.ts'
import type { Memo } from '../../src/read/memo.ts'
import { readWorkspace } from '../../src/read/workspace.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..', '..')

/** What no verdict depends on, and why; everything else must change a key. */
const UNJUDGED: readonly (readonly [RegExp, reason: string])[] = [
  [/^specs\/[^/]+\/(budgets\.ts|measured\/.*)$/, 'budgets are measured by the bench; no verdict reads them'],
  [/^specs\/[^/]+\/waivers\.json$/, 'waivers are read by strength; no verdict reads them'],
  [/^specs\/[^/]+\.md$/, 'the index and the conventions are for readers and generators'],
  [/^specs\/[^/]+\/[^/]+\.md$/, 'a byte at the end of a document is in no clause, table or fence; the next tests change those'],
  [
    /^packages\/[^/]+\/canon\.lock\.json$/,
    'the lock says what was recorded; what is judged is the tree, and the two are compared',
  ],
]

const filesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .sort()

/** The repository read into memory, with one file replaced. */
function overlay() {
  const real = nodeHost(ROOT)
  const known = new Map<string, unknown>()
  const once = <T>(question: string, ask: () => T): T => {
    if (!known.has(question)) known.set(question, ask())
    return known.get(question) as T
  }
  let changed: { readonly path: string; readonly bytes: Uint8Array } | undefined
  const host: Host = {
    ...real,
    read: (path, max) => (path === changed?.path ? changed.bytes : once(`read ${path}`, () => real.read(path, max))),
    list: (path) => once(`list ${path}`, () => real.list(path)),
    stat: (path) => {
      const stat = once(`stat ${path}`, () => real.stat(path))
      return stat !== undefined && path === changed?.path ? { ...stat, sizeBytes: changed.bytes.length } : stat
    },
  }
  const change = (path: string | undefined, edit: (text: string) => string) => {
    changed = undefined
    if (path === undefined) return
    const full = join(ROOT, path)
    changed = { path: full, bytes: new TextEncoder().encode(edit(new TextDecoder().decode(host.read(full)))) }
  }
  return { host, change }
}

const { host, change } = overlay()
const results = new Map<string, unknown>()
const memo: Memo = {
  get: <T>(kind: string, text: string, make: () => T): T => {
    const key = `${kind}\n${text}`
    if (!results.has(key)) results.set(key, make())
    return results.get(key) as T
  },
}

function keys(): Record<string, string> {
  const workspace = readWorkspace(host, { memo })
  const rendered = workspace.specs.filter(({ name }) => host.stat(join(ROOT, 'packages', name)) !== undefined)
  return Object.fromEntries(
    rendered.map(({ name }) => {
      const { tree } = readTree(host, join(ROOT, 'packages', name))
      return [name, evidenceKey(host, workspace, name, tree, readDependencies(host, workspace, name).trees)]
    }),
  )
}

const before = keys()
const changedBy = (path: string, edit = (text: string) => `${text} `): string[] => {
  change(path, edit)
  const after = keys()
  change(undefined, String)
  return Object.keys(before).filter((name) => before[name] !== after[name])
}

const tasks = gateTasksOf(host, readWorkspace(host, { memo }))
/** Whether turbo hashes this file for this package's gate. */
const seenByTurbo = (name: string, path: string): boolean => {
  const { inputs } = tasks.find((task) => task.name === name)!
  const matches = (glob: string) => matchesGlob(path, glob)
  return (
    inputs.some((glob) => !glob.startsWith('!') && matches(glob)) &&
    !inputs.some((glob) => glob[0] === '!' && matches(glob.slice(1)))
  )
}

describe('one byte more', { timeout: 180_000 }, () => {
  for (const folder of ['specs', 'packages'])
    test(`in any file below ${folder}/ changes a key, or the file is named as not judged; and turbo sees whatever changes one`, () => {
      const files = filesBelow(folder)
      expect(files.length).toBeGreaterThan(50)
      const silent: string[] = []
      const unseen: string[] = []
      for (const path of files) {
        const changed = changedBy(path)
        if (changed.length === 0 && !UNJUDGED.some(([pattern]) => pattern.test(path))) silent.push(path)
        unseen.push(...changed.filter((name) => !seenByTurbo(name, path)).map((name) => `${name}: ${path}`))
      }
      expect({ silent, unseen }).toEqual({ silent: [], unseen: [] })
    })

  test('in any file of the rooms that judge changes the tool’s digest', () => {
    const folder = mkdtempSync(join(tmpdir(), 'canon-tool-'))
    try {
      cpSync(toolFolders().tool, folder, { recursive: true })
      const digests = sourcesBelow(folder, 'canon')
      for (const room of ['gate', 'read', 'base', 'model', 'host', 'diagnostics']) {
        const files = readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' }).filter((name) =>
          name.endsWith('.ts'),
        )
        expect(files.length).toBeGreaterThan(0)
        for (const name of files) {
          const path = `canon/${room}/${name}`
          const known = digests[path]
          appendFileSync(join(folder, room, name), '\n')
          expect(known, path).toMatch(/^sha256:/)
        }
      }
      const after = sourcesBelow(folder, 'canon')
      expect(Object.keys(digests).filter((path) => digests[path] === after[path])).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('what is promised', () => {
  const replaced = (from: string, to: string) => (text: string) => {
    if (!text.includes(from)) throw new Error(`the document has no "${from}"`)
    return text.replace(from, to)
  }
  test('a clause changes the key of its package, and not that of a package that builds on it', () => {
    expect(changedBy('specs/crypto/spec.md', replaced(' MUST ', ' MUST always '))).toEqual(['crypto'])
  })
  test('a surface changes both', () => {
    expect(
      changedBy('specs/crypto/spec.md', replaced('export function ', 'export function another(): void\nexport function ')),
    ).toEqual(['crypto', 'log'])
  })
  test('a consumer’s contract changes the key of its provider alone', () => {
    expect(changedBy('specs/log/contracts/crypto.contract.ts')).toEqual(['crypto'])
  })
  test('the implementation of a dependency changes the keys of those who build on it', () => {
    expect(changedBy('packages/crypto/src/index.ts')).toEqual(['crypto', 'log'])
  })
  test('the configuration changes every key, who generates none', () => {
    expect(changedBy('canon.json', () => '{ "canon": 1, "runs": 101 }')).toEqual(['crypto', 'log'])
    expect(changedBy('canon.json', () => '{ "canon": 1, "generators": {} }')).toEqual([])
  })
})

describe('the inputs of a gate task', () => {
  test('lists for the tool every room that judges', () => {
    for (const { name } of tasks)
      for (const path of [
        'gate/gate.ts',
        'read/workspace.ts',
        'base/digest.ts',
        'host/node.ts',
        'pipeline/gate.ts',
        'record/lock.ts',
      ])
        expect([path, seenByTurbo(name, `tools/canon/src/${path}`)]).toEqual([path, true])
    expect(seenByTurbo('crypto', 'tools/canon/src/report/printed.ts')).toBe(false)
    expect(seenByTurbo('crypto', 'packages/crypto/node_modules/x/index.js')).toBe(false)
  })
})
