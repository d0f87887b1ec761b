import { type Child, type ChildFault, ChildGone, type ChildHandlers } from '../child.ts'
import type { TimeLimits } from '../time-limits.ts'
import { FrameSplitter, joinFrames } from '../wire/framing.ts'
import { readGreeting } from '../wire/greeting.ts'
import type { Hello, Ready } from '../wire/hello.ts'
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
  readonly resident = 0
  readonly #options: PageOptions
  readonly #splitter = new FrameSplitter()
  readonly #watch: NodeJS.Timeout
  #page: Page | undefined
  #isReady = false
  #gone: ChildGone | undefined
  #lastFrame = performance.now()
  #outgoing: Uint8Array[] = []
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

  send(frame: Uint8Array): void {
    if (this.#gone) return
    if (this.#outgoing.length === 0) setImmediate(() => this.#flush())
    this.#outgoing.push(frame)
  }

  stop(): void {
    this.#gone ??= new ChildGone('CHILD_EXITED', 'stopped by the gate')
    this.#close()
  }

  async #open(): Promise<void> {
    const { browser, server, hello } = this.#options
    const { origin } = await server
    const page = await browser.newPage()
    this.#page = page
    page.on('crash', () => this.#end('CHILD_EXITED', 'crashed'))
    page.on('pageerror', (error) => {
      if (!this.#isReady) this.#end('CHILD_FAILED_TO_LOAD', error.message)
    })
    // The stage and nothing else: what a package tries to reach is refused.
    await page.route('**/*', (route) => (route.request().url().startsWith(`${origin}/`) ? route.continue() : route.abort()))
    await page.exposeBinding('canonSend', (_source: unknown, base64: string) => this.#receive(Buffer.from(base64, 'base64')))
    await page.goto(`${origin}/`)
    await page.waitForFunction('typeof canonReceive === "function"')
    this.#outgoing.unshift(new TextEncoder().encode(JSON.stringify(hello)))
    this.#flush()
  }

  #flush(): void {
    // Before the page is open, frames wait for it.
    if (this.#gone || this.#page === undefined || this.#outgoing.length === 0) return
    const bytes = Buffer.from(joinFrames(this.#outgoing))
    this.#outgoing = []
    this.#lastFrame = performance.now()
    this.#page.evaluate(`canonReceive(${JSON.stringify(bytes.toString('base64'))})`).catch(() => {})
  }

  #receive(bytes: Uint8Array): void {
    if (this.#gone) return
    this.#lastFrame = performance.now()
    try {
      for (const frame of this.#splitter.push(bytes)) {
        if (this.#isReady) this.#options.onFrame(frame)
        else this.#greet(frame)
      }
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
    this.#page?.close().catch(() => {})
  }
}
