import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BenchResult, compare } from './measure.ts'

const canon = join(import.meta.dirname, '..', 'bin', 'canon.mjs')
const root = join(import.meta.dirname, '..', '..', '..')

/** The gate over this repository with nothing changed since its last green run, against the status of the same packages. */
export async function run(): Promise<readonly BenchResult[]> {
  const against = '`canon status` of the same repository, nothing changed'
  const gate = () => canonWith('gate')
  const status = () => canonWith('status')
  // Judges what was not judged here; whatever is red ends the measurement, since no evidence would answer the second time.
  if (!(await gate())) return [{ id: 'gate-unchanged', against, skipped: 'the gate of this repository is red', required: true }]
  await gate()
  await status()
  return [await compare({ id: 'gate-unchanged', bound: 4, against, rounds: 15, subject: gate, peer: status })]
}

const execute = promisify(execFile)
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024
const TIMEOUT_MS = 600_000

async function canonWith(command: string): Promise<boolean> {
  try {
    await execute(process.execPath, [canon, command, '--json'], {
      cwd: root,
      maxBuffer: OUTPUT_BYTES_MAX,
      timeout: TIMEOUT_MS,
    })
    return true
  } catch {
    return false
  }
}
