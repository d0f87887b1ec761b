import { execFile } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { writeCorpus } from './check-corpus.ts'
import { line } from './lines.ts'
import { type BenchResult, compare } from './measure.ts'
import { writePackages } from './status-corpus.ts'

const SPECS = 1000

/** `canon check` of 1,000 generated documents, from nothing and with nothing changed. */
export async function run(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'canon-bench-check-'))
  try {
    return await measured(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measured(folder: string): Promise<readonly BenchResult[]> {
  const corpus = join(folder, 'canon')
  mkdirSync(corpus)
  await writeCorpus(corpus, SPECS)
  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, '')
  const bare = join(folder, 'bare.mjs')
  writeFileSync(bare, READS_EVERY_FILE)
  const nothing = () => node(folder, [empty])
  const cold = () => node(corpus, [canon, 'check', '--no-cache', '--json'])
  const unchanged = () => node(corpus, [canon, 'check', '--json'])
  await unchanged()
  return [
    await compare({
      ...line('check-unchanged'),
      against: 'an empty Node program',
      rounds: 15,
      subject: unchanged,
      peer: nothing,
    }),
    await compare({ id: 'check-cold', bound: null, against: 'an empty Node program', rounds: 9, subject: cold, peer: nothing }),
    ...(await againstOpenSpec(join(folder, 'openspec'), cold, () => node(corpus, [bare]))),
    await unchangedStatus(corpus, nothing),
  ]
}

const READS_EVERY_FILE = `import { readdirSync, readFileSync } from 'node:fs'
for (const entry of readdirSync('specs', { recursive: true, withFileTypes: true }))
  if (entry.isFile()) readFileSync(entry.parentPath + '/' + entry.name, 'utf8')
`

/** Over as many packages of twelve files; none of them has evidence, so the exit code tells nothing. */
async function unchangedStatus(corpus: string, nothing: () => Promise<void>): Promise<BenchResult> {
  writePackages(corpus)
  const status = () => node(corpus, [canon, 'status', '--json'])
  // What was written a moment ago is not kept.
  await delay(200)
  await status()
  return compare({
    ...line('status-unchanged'),
    against: 'an empty Node program',
    rounds: 15,
    subject: status,
    peer: nothing,
  })
}

const canon = join(import.meta.dirname, '..', 'bin', 'canon.mjs')
const root = join(import.meta.dirname, '..', '..', '..')

/** The check, and what stays of it when nothing is parsed or judged: no program of Node can take less. */
async function againstOpenSpec(
  folder: string,
  cold: () => Promise<void>,
  bare: () => Promise<void>,
): Promise<readonly BenchResult[]> {
  const id = 'check-cold-openspec'
  const against = `openspec validate --all --strict on ${SPECS} specs of its own`
  const openspec = programOnPath('openspec')
  if (openspec === undefined) return [{ id, against, skipped: 'no openspec on PATH or in node_modules' }]
  writeOpenSpecs(folder)
  const env = { ...process.env, OPENSPEC_TELEMETRY: '0', DO_NOT_TRACK: '1' }
  const validate = async () => {
    await execute(openspec, ['validate', '--all', '--strict', '--no-interactive'], {
      cwd: folder,
      env,
      maxBuffer: OUTPUT_BYTES_MAX,
    })
  }
  return [
    await compare({ ...line(id), against, rounds: 7, subject: cold, peer: validate }),
    await compare({ id: 'check-cold-files', bound: null, against, rounds: 7, subject: bare, peer: validate }),
  ]
}

/** Documents of about the same size as the corpus, valid by that tool's own strict rules. */
function writeOpenSpecs(folder: string): void {
  for (let index = 0; index < SPECS; index++) {
    const name = `subsystem-${String(index).padStart(4, '0')}`
    const requirements = Array.from({ length: 12 }, (_, at) => requirement(name, at + 1))
    const purpose = `Says what ${name} promises to those who build on it, one requirement per observable behaviour of its operations.`
    mkdirSync(join(folder, 'openspec', 'specs', name), { recursive: true })
    writeFileSync(
      join(folder, 'openspec', 'specs', name, 'spec.md'),
      `# ${name}\n\n## Purpose\n${purpose}\n\n## Requirements\n\n${requirements.join('\n\n')}\n`,
    )
  }
  mkdirSync(join(folder, 'openspec', 'changes'), { recursive: true })
}

function requirement(name: string, at: number): string {
  return `### Requirement: ${name} operation ${at}
The operation ${at} of ${name} SHALL refuse an argument longer than ${at * 16} bytes, and change nothing when it does.

#### Scenario: an argument of ${at * 16 + 1} bytes
- **WHEN** operation ${at} is called with ${at * 16 + 1} bytes
- **THEN** it is refused`
}

function programOnPath(name: string): string | undefined {
  const folders = [
    join(root, 'node_modules', '.bin'),
    ...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
  ]
  return folders.map((folder) => join(folder, name)).find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const execute = promisify(execFile)
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

async function node(cwd: string, args: readonly string[]): Promise<void> {
  await execute(process.execPath, args, { cwd, maxBuffer: OUTPUT_BYTES_MAX })
}
