import { type ChildProcess, spawn } from 'node:child_process'
import { HostError, type RunOptions, type RunResult } from './host.ts'

const defaultOutputBytes = 16 * 1024 * 1024
/** How long a dead command's descendants may keep its pipes open. */
const lingerMs = 250

/** Runs an argument vector in its own process group, which is killed as a whole at the time limit. */
export function runProcess(command: readonly string[], options: RunOptions): Promise<RunResult> {
  const [program, ...args] = command
  if (program === undefined) throw new HostError('FAILED', '', 'an empty command')
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, env: { ...options.env }, detached: true, stdio: 'pipe' })
    const output = collectOutput(child, options)
    let timedOut = false
    const limit = setTimeout(() => {
      timedOut = true
      killGroup(child)
    }, options.timeoutMs)
    let linger: NodeJS.Timeout | undefined
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(limit)
      reject(new HostError(error.code === 'ENOENT' ? 'NOT_FOUND' : 'FAILED', program, error.message))
    })
    child.on('exit', () => {
      linger = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, lingerMs)
      killGroup(child)
    })
    child.on('close', (status, signal) => {
      clearTimeout(limit)
      clearTimeout(linger)
      resolve({ status, signal, timedOut, ...output() })
    })
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.input ?? '')
  })
}

function collectOutput(child: ChildProcess, options: RunOptions): () => Pick<RunResult, 'truncated' | 'stdout' | 'stderr'> {
  const maxBytes = options.maxOutputBytes ?? defaultOutputBytes
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
  let length = 0
  let truncated = false
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => {
      const kept = chunk.subarray(0, Math.max(0, maxBytes - length))
      if (kept.length < chunk.length) truncated = true
      if (truncated && options.endAtOutputLimit === true) killGroup(child)
      if (kept.length === 0) return
      length += kept.length
      chunks[name].push(kept)
      options.onOutput?.(kept.toString())
    })
  }
  return () => ({ truncated, stdout: Buffer.concat(chunks.stdout).toString(), stderr: Buffer.concat(chunks.stderr).toString() })
}

/** The group may be gone already. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
