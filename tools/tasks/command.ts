import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The repository's root. */
export const root: string = join(import.meta.dirname, '..', '..')

export interface Ended {
  /** Exit status; 128 and the number of the signal where one ended it. */
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs Node on a script with an argument vector, output captured, ended after the limit. */
export function node(args: readonly string[], { limitMs = 600_000, show = false } = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = show ? process.env : { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
    const stdout = gather(child.stdout)
    const stderr = gather(child.stderr)
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.on('close', (status) => {
      clearTimeout(timer)
      resolve({ status: status ?? 137, stdout: stdout(), stderr: stderr() })
    })
  })
}

/** The script behind an installed tool, so that no shell and no `.cmd` file is needed. */
export function scriptOf(packageName: string, name: string): string {
  const folder = join(root, 'node_modules', packageName)
  const file = join(folder, 'package.json')
  if (!existsSync(file)) throw new Error(`${packageName} is not installed: run \`npm start\``)
  const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { bin: string | Record<string, string> }
  return join(folder, typeof bin === 'string' ? bin : bin[name]!)
}

export const canonScript: string = join(root, 'tools', 'canon', 'bin', 'canon.mjs')

/** Sixty-four mebibytes hold the largest verdict; beyond that the rest is dropped. */
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

function gather(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  stream?.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length
    if (sizeBytes <= OUTPUT_BYTES_MAX) chunks.push(chunk)
  })
  return () => Buffer.concat(chunks).toString('utf8')
}
