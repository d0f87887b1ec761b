import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageSkeleton } from '../src/base/skeleton.ts'
import { LOCK_FILE, treeOf } from '../src/base/tree.ts'
import { nodeHost } from '../src/host/node.ts'
import type { Rendering } from '../src/model/lock.ts'
import type { Verdict } from '../src/model/verdict.ts'
import { readWorkspace } from '../src/read/workspace.ts'
import { lockText, makeLock } from '../src/record/lock.ts'

/** A package of twelve files, its lock included, for every document of the corpus in `folder`. */
export function writePackages(folder: string): void {
  const workspace = readWorkspace(nodeHost(folder))
  for (const spec of workspace.specs) {
    const texts: Record<string, string> = packageSkeleton(workspace, spec)
    for (let module = 0; module < MODULES; module++) texts[`src/part-${module}.ts`] = moduleText(spec.name, module)
    const encoder = new TextEncoder()
    const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]))
    const lock = makeLock(workspace, spec, { tree: treeOf(files), rendering, verdict: verdictOf(spec.name) })
    const home = join(folder, workspace.config.packages, spec.name)
    for (const [path, bytes] of Object.entries({ ...files, [LOCK_FILE]: lockText(lock) })) {
      mkdirSync(dirname(join(home, path)), { recursive: true })
      writeFileSync(join(home, path), bytes)
    }
  }
}

/** With README.md, package.json and the lock, twelve. */
const MODULES = 9

const moduleText = (name: string, module: number): string =>
  `/** Part ${module} of ${name}. */\n${Array.from({ length: 20 }, (_, at) => `export const value${at} = ${module * at}`).join('\n')}\n`

const at = '2026-01-01T00:00:00Z'

const rendering: Rendering = {
  generator: 'bench',
  model: 'none',
  mode: 'clean',
  blindness: 'declared',
  isolation: 'none',
  attempts: 1,
  bundle: `sha256:${'0'.repeat(64)}`,
  at,
}

const verdictOf = (name: string): Verdict => ({
  name,
  ok: true,
  evidence: `sha256:${'0'.repeat(64)}`,
  isolation: 'none',
  steps: [],
  laws: [],
  vectors: 1,
  diagnostics: [],
  at,
  cached: false,
})
