import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Duplex } from 'node:stream'
import type { IsolationProbe } from '../model/isolation.ts'
import { type Child, type ChildFault, ChildGone, type ChildHandlers } from './child.ts'
import { isolatedCommand, RESIDENT_BYTES_MAX } from './sandbox/command.ts'
import type { TimeLimits } from './time-limits.ts'
import type { ByteReader } from './wire/bytes.ts'
import { FrameSplitter } from './wire/framing.ts'
import { readGreeting } from './wire/greeting.ts'
import type { Hello, Ready } from './wire/hello.ts'
import { SECRET_BYTES } from './wire/limits.ts'
import { Outbox } from './wire/outbox.ts'

export interface ChildOptions extends ChildHandlers {
  readonly isolation: IsolationProbe
  readonly stage: string
  readonly hello: Hello
  readonly limits: TimeLimits
}

const WATCH_MS = 250

/** One isolated process that holds the package; frames in, frames out, and a watch over its memory and silence. */
export class ChildProcessHandle implements Child {
  readonly ready: Promise<Ready>
  readonly outbox = new Outbox({ write: (bytes) => this.#write(bytes), defer: setImmediate })
  readonly #options: ChildOptions
  readonly #process: ChildProcess
  readonly #pipe: Duplex
  readonly #secret = randomBytes(SECRET_BYTES)
  readonly #splitter = new FrameSplitter()
  #watch: NodeJS.Timeout | undefined
  #resolveReady!: (ready: Ready) => void
  #rejectReady!: (error: Error) => void
  #isReady = false
  #gone: ChildGone | undefined
  #lastFrame = performance.now()
  #lastLook = performance.now()
  #longestSilence = 0

  constructor(options: ChildOptions) {
    this.#options = options
    this.ready = new Promise<Ready>((resolve, reject) => {
      this.#resolveReady = resolve
      this.#rejectReady = reject
    })
    this.ready.catch(() => {})
    const [program, ...args] = isolatedCommand(options.isolation.mechanism, process.execPath, options.stage, 'host/child/main.js')
    this.#process = spawn(program!, args, { cwd: tmpdir(), env: {}, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
    this.#pipe = this.#process.stdio[3] as Duplex
    this.#pipe.on('data', (chunk: Buffer) => this.#receive(chunk))
    this.#pipe.on('error', () => {})
    // What the package prints is read and dropped: no line of it is part of a verdict.
    this.#process.stdout!.resume()
    this.#process.stderr!.resume()
    this.#process.on('error', (error) => this.#end('CHILD_EXITED', `could not be started: ${error.message}`))
    this.#process.on('exit', (status, signal) => this.#end('CHILD_EXITED', `ended by itself (${signal ?? `status ${status}`})`))
    this.outbox.frame((writer) => {
      writer.bytes(this.#secret)
      writer.bytes(new TextEncoder().encode(JSON.stringify(options.hello)))
    })
    const started = performance.now()
    this.#watch = setInterval(() => this.#look(started), WATCH_MS)
  }

  stop(): void {
    this.#gone ??= new ChildGone('CHILD_EXITED', 'stopped by the gate')
    clearInterval(this.#watch)
    this.#kill()
  }

  /** Of resident memory, of the largest process inside, since it started. */
  peakBytes(): number {
    return peakBytes(this.#process.pid)
  }

  #write(bytes: Uint8Array): void {
    if (this.#gone) return
    this.#lastFrame = performance.now()
    this.#pipe.write(bytes)
  }

  /** Milliseconds, of the time with requests open, since this was last asked. */
  takeLongestSilence(): number {
    const longest = this.#longestSilence
    this.#longestSilence = 0
    return longest
  }

  #receive(chunk: Uint8Array): void {
    if (this.#gone) return
    const now = performance.now()
    if (this.#options.waiting() > 0) this.#longestSilence = Math.max(this.#longestSilence, now - this.#lastFrame)
    this.#lastFrame = now
    try {
      this.#splitter.push(chunk, this.#take)
    } catch (error) {
      this.#end('CHILD_BROKE_PROTOCOL', error instanceof Error ? error.message : 'broke the protocol')
    }
  }

  readonly #take = (frame: ByteReader): void => {
    if (!frame.matches(this.#secret)) throw new Error('sent a frame without the session secret')
    if (this.#isReady) this.#options.onFrame(frame)
    else this.#greet(frame.rest())
  }

  #greet(body: Uint8Array): void {
    const message = readGreeting(body)
    if ('failed' in message) return this.#end('CHILD_FAILED_TO_LOAD', message.failed)
    this.#isReady = true
    this.#resolveReady(message)
  }

  #look(started: number): void {
    const now = performance.now()
    const since = now - this.#lastLook
    this.#lastLook = now
    // While the gate itself was busy it heard nothing: that is no silence of the child's.
    if (since > 2 * WATCH_MS) this.#lastFrame += since
    if (!this.#isReady && performance.now() - started > this.#options.limits.loadTimeoutMs)
      return this.#end('CHILD_SLOW_TO_LOAD', `did not load within ${this.#options.limits.loadTimeoutMs} ms`)
    const resident = residentBytes(this.#process.pid)
    if (resident > RESIDENT_BYTES_MAX)
      return this.#end(
        'CHILD_TOO_LARGE',
        `holds ${Math.round(resident / 1048576)} MiB of memory, more than ${RESIDENT_BYTES_MAX / 1048576}`,
      )
    if (this.#isReady && this.#options.waiting() > 0 && performance.now() - this.#lastFrame > this.#options.limits.silenceMs)
      this.#end('CHILD_SILENT', `did not answer for ${this.#options.limits.silenceMs} ms`)
  }

  #end(code: ChildFault, message: string): void {
    if (this.#gone) return
    this.#gone = new ChildGone(code, message)
    clearInterval(this.#watch)
    this.#kill()
    this.#rejectReady(this.#gone)
    this.#options.onGone(this.#gone)
  }

  /** The group: the sandbox's own processes and, through its namespace, everything inside. */
  #kill(): void {
    this.#pipe.destroy()
    const pid = this.#process.pid
    if (pid === undefined || this.#process.exitCode !== null || this.#process.signalCode !== null) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      this.#process.kill('SIGKILL')
    }
  }
}

/** Of the process and what it started: the sandbox's wrapper is the parent of the one that matters. */
function residentBytes(pid: number | undefined, depth = 0): number {
  if (pid === undefined || depth > DEPTH_MAX) return 0
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1])
    return pages * 4096 + childrenOf(pid).reduce((sum, child) => sum + residentBytes(child, depth + 1), 0)
  } catch {
    return 0
  }
}

function peakBytes(pid: number | undefined, depth = 0): number {
  if (pid === undefined || depth > DEPTH_MAX) return 0
  try {
    const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024
    return Math.max(peak, ...childrenOf(pid).map((child) => peakBytes(child, depth + 1)))
  } catch {
    return 0
  }
}

const DEPTH_MAX = 4

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim()
  return children === '' ? [] : children.split(' ').map(Number)
}
