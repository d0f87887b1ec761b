import { TimedOut } from './limited.ts'

const LOOK_MS = 50

/** Time limits for many runs at once: one timer looks at all of them. */
export class Deadlines {
  readonly #open = new Map<
    number,
    { readonly until: number; readonly timeoutMs: number; readonly reject: (error: Error) => void }
  >()
  #next = 0
  #timer: NodeJS.Timeout | undefined

  /** The promise's end, or TimedOut after `timeoutMs`. */
  limit<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
    const id = this.#next++
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS)
    return new Promise((resolve, reject) => {
      this.#open.set(id, { until: performance.now() + timeoutMs, timeoutMs, reject })
      promise.then(
        (value) => {
          this.#open.delete(id)
          resolve(value)
        },
        (error) => {
          this.#open.delete(id)
          reject(error)
        },
      )
    })
  }

  #look(): void {
    const now = performance.now()
    for (const [id, { until, timeoutMs, reject }] of this.#open) {
      if (now <= until) continue
      this.#open.delete(id)
      reject(new TimedOut(`did not end within ${timeoutMs} ms`))
    }
    if (this.#open.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
