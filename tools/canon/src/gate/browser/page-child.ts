import type { WebSocket } from 'ws'
import { type Child, type ChildFault, ChildGone, type ChildHandlers } from '../child.ts'
import type { TimeLimits } from '../time-limits.ts'
import { FrameSplitter } from '../wire/framing.ts'
import { readGreeting } from '../wire/greeting.ts'
import type { Hello, Ready } from '../wire/hello.ts'
import { Outbox } from '../wire/outbox.ts'
import type { Browser, Page } from './browser.ts'
import type { StageServer } from './serve.ts'

export interface PageOptions extends ChildHandlers {
  readonly browser: Browser
  readonly server: Promise<StageServer>
  readonly hello: Hello
  readonly limits: TimeLimits
}

const WATCH_MS = 250

/** A page of a real browser that holds the package. */
export class PageChild implements Child {
  readonly ready: Promise<Ready>
  readonly outbox = new Outbox({ write: (bytes) => this.#write(bytes), defer: setImmediate })
  readonly #options: PageOptions
  readonly #splitter = new FrameSplitter()
  readonly #watch: NodeJS.Timeout
  #page: Page | undefined
  #isReady = false
  #socket: WebSocket | undefined
  #gone: ChildGone | undefined
  #lastFrame = performance.now()
  #unsent: Uint8Array[] = []
  #settle!: { resolve: (ready: Ready) => void; reject: (error: Error) => void }

  constructor(options: PageOptions) {
    this.#options = options
    this.ready = new Promise<Ready>((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    this.ready.catch(() => {})
    const started = performance.now()
    this.#watch = setInterval(() => this.#look(started), WATCH_MS)
    this.#open().catch((error: unknown) =>
      this.#end('CHILD_EXITED', `page: ${error instanceof Error ? error.message.split('\n')[0] : 'failed'}`),
    )
  }

  stop(): void {
    this.#gone ??= new ChildGone('CHILD_EXITED', 'stopped by the gate')
    this.#close()
  }

  async #open(): Promise<void> {
    const { browser, server, hello } = this.#options
    const { origin, pipe } = await server
    const page = await browser.newPage()
    this.#page = page
    page.on('crash', () => this.#end('CHILD_EXITED', 'crashed'))
    page.on('pageerror', (error) => {
      if (!this.#isReady) this.#end('CHILD_FAILED_TO_LOAD', error.message)
    })
    // The stage and nothing else: what a package tries to reach is refused.
    await page.route('**/*', (route) => (route.request().url().startsWith(`${origin}/`) ? route.continue() : route.abort()))
    const { id, opened } = pipe()
    await page.goto(`${origin}/#${id}`)
    const socket = await opened
    socket.on('message', (bytes) => this.#receive(bytes as Buffer))
    socket.on('close', () => this.#end('CHILD_EXITED', 'the page closed its connection'))
    socket.on('error', () => this.#end('CHILD_BROKE_PROTOCOL', 'the connection of the page broke'))
    this.#socket = socket
    const early = this.#unsent
    this.#unsent = []
    this.outbox.frame((writer) => writer.bytes(new TextEncoder().encode(JSON.stringify(hello))))
    this.outbox.flush()
    for (const bytes of early) this.#write(bytes)
  }

  /** Before the page is open, frames wait behind the greeting. */
  #write(bytes: Uint8Array): void {
    if (this.#gone) return
    if (this.#socket === undefined) {
      this.#unsent.push(bytes)
      return
    }
    this.#lastFrame = performance.now()
    this.#socket.send(bytes)
  }

  #receive(bytes: Uint8Array): void {
    if (this.#gone) return
    this.#lastFrame = performance.now()
    try {
      this.#splitter.push(bytes, (frame) => {
        if (this.#isReady) this.#options.onFrame(frame)
        else this.#greet(frame.rest())
      })
    } catch (error) {
      this.#end('CHILD_BROKE_PROTOCOL', error instanceof Error ? error.message : 'broke the protocol')
    }
  }

  #greet(frame: Uint8Array): void {
    const message = readGreeting(frame)
    if ('failed' in message) return this.#end('CHILD_FAILED_TO_LOAD', message.failed)
    this.#isReady = true
    this.#settle.resolve(message)
  }

  #look(started: number): void {
    const { limits, waiting } = this.#options
    if (!this.#isReady && performance.now() - started > limits.loadTimeoutMs)
      this.#end('CHILD_SLOW_TO_LOAD', `did not load within ${limits.loadTimeoutMs} ms`)
    else if (this.#isReady && waiting() > 0 && performance.now() - this.#lastFrame > limits.silenceMs)
      this.#end('CHILD_SILENT', `did not answer for ${limits.silenceMs} ms`)
  }

  #end(code: ChildFault, message: string): void {
    if (this.#gone) return
    this.#gone = new ChildGone(code, message)
    this.#close()
    this.#settle.reject(this.#gone)
    this.#options.onGone(this.#gone)
  }

  #close(): void {
    clearInterval(this.#watch)
    this.#socket?.terminate()
    this.#page?.close().catch(() => {})
  }
}
