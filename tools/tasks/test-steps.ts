import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GalleryCase } from '../canon/src/model/gallery.ts'
import type { Verdict } from '../canon/src/model/verdict.ts'
import { canonScript, node, root, scriptOf } from './command.ts'
import { asOne, type Count, countGallery, countVerdicts, countVitest } from './count.ts'
import { lintRepository } from './lint-imports.ts'

export interface TestStep {
  readonly name: string
  readonly run: () => Promise<Count>
}

/** In the order in which their faults are cheapest to mend. */
export const steps: readonly TestStep[] = [
  { name: 'lint', run: () => tool(scriptOf('@biomejs/biome', 'biome'), ['check', '--diagnostic-level=error', '.']) },
  { name: 'imports', run: async () => lint() },
  { name: 'types', run: () => tool(scriptOf('typescript', 'tsc'), ['-p', 'tsconfig.json']) },
  { name: 'documents', run: () => tool(canonScript, ['check', '--no-cache']) },
  { name: 'contracts', run: contracts },
  { name: 'tests', run: vitest },
  { name: 'gate', run: gate },
  { name: 'gallery', run: gallery },
  { name: 'browser', run: browser },
]

async function tool(script: string, args: readonly string[]): Promise<Count> {
  const { status, stdout, stderr } = await node([script, ...args])
  return asOne(status, stdout + stderr)
}

function lint(): Count {
  const violations = lintRepository(root)
  return asOne(
    violations.length,
    violations.map(({ rule, file, line, message }) => `${file}:${line} ${rule} ${message}`).join('\n'),
  )
}

/** Contracts, drivers and oracles against the surfaces of the documents; nothing here looks at a package. */
function contracts(): Promise<Count> {
  const folder = join(root, '.canon')
  mkdirSync(folder, { recursive: true })
  const config = {
    extends: '../tsconfig.json',
    compilerOptions: { paths: { '#surface/*': ['./surface/*.d.ts'] } },
    include: ['../specs/**/*.ts'],
  }
  writeFileSync(join(folder, 'contracts.tsconfig.json'), JSON.stringify(config))
  return tool(scriptOf('typescript', 'tsc'), ['-p', join('.canon', 'contracts.tsconfig.json')])
}

async function vitest(): Promise<Count> {
  const report = join(root, '.canon', 'vitest.json')
  rmSync(report, { force: true })
  const config = join('tools', 'canon', 'vitest.config.ts')
  const args = ['run', '--config', config, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const { stdout, stderr } = await node([scriptOf('vitest', 'vitest'), ...args])
  return countVitest(JSON.parse(readFileSync(report, 'utf8')), stdout + stderr)
}

function gate(): Promise<Count> {
  return gateWith([])
}

/** Every cheat that is known, against the gate as it is. */
async function gallery(): Promise<Count> {
  const { stdout, stderr } = await node([canonScript, 'gallery', '--json'])
  const { ok, data, diagnostics } = JSON.parse(stdout) as {
    ok: boolean
    data: { cases: GalleryCase[] } | null
    diagnostics: unknown[]
  }
  return countGallery(data?.cases ?? [], ok, `${JSON.stringify(diagnostics, null, 1)}\n${stderr}`)
}

/** The same laws and vectors in pages of Chromium; where there is none, one line says so. */
async function browser(): Promise<Count> {
  const count = await gateWith(['--runtime', 'browser'])
  return count.output.includes('RUNTIME_UNPROVED')
    ? { passed: 0, failed: 0, skipped: ['laws in a browser (missing Chromium)'], output: '' }
    : count
}

async function gateWith(args: readonly string[]): Promise<Count> {
  const { stdout, stderr } = await node([canonScript, 'gate', '--json', '--no-cache', ...args])
  const { ok, data, diagnostics } = JSON.parse(stdout) as {
    ok: boolean
    data: { verdicts?: Verdict[] } | null
    diagnostics: unknown[]
  }
  const verdicts = data?.verdicts ?? []
  const red = verdicts
    .filter((verdict) => !verdict.ok)
    .map((verdict) => ({ ...verdict, laws: verdict.laws.filter((law) => !law.ok) }))
  return countVerdicts(verdicts, ok, `${JSON.stringify({ diagnostics, red }, null, 1)}\n${stderr}`)
}
