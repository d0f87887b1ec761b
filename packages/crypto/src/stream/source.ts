import { bytes } from '../check/values.ts'

/** The iteration of a source: begun when it is first asked, ended once. */
export class Source<T> {
  readonly #iterable: AsyncIterable<unknown>
  readonly #read: (item: unknown) => T
  #iterator: AsyncIterator<unknown> | undefined
  #ended = false

  constructor(iterable: AsyncIterable<unknown>, read: (item: unknown) => T) {
    this.#iterable = iterable
    this.#read = read
  }

  /** The next item, or undefined at the end. */
  async next(): Promise<T | undefined> {
    const result = await this.nextOrEnd()
    return result.done ? undefined : result.value
  }

  /** The next item, which may be anything. An error of the source is given on as it is. */
  async nextOrEnd(): Promise<{ done: false; value: T } | { done: true }> {
    if (this.#ended) return { done: true }
    let result: IteratorResult<unknown>
    try {
      this.#iterator ??= this.#iterable[Symbol.asyncIterator]()
      result = await this.#iterator.next()
    } catch (error) {
      this.#ended = true
      throw error
    }
    if (result.done === true) {
      this.#ended = true
      return { done: true }
    }
    return { done: false, value: this.#read(result.value) }
  }

  /** Ends the source's iteration, also one that has not begun. */
  async close(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    this.#iterator ??= this.#iterable[Symbol.asyncIterator]()
    await this.#iterator.return?.()
  }

  /** Ends the source's iteration where an error is on its way already. */
  async abandon(): Promise<void> {
    try {
      await this.close()
    } catch {
      // The first error is the one that is told.
    }
  }
}

/** The bytes of an argument that has this name. */
export function byteSource(iterable: AsyncIterable<Uint8Array>, what: string): Source<Uint8Array> {
  return new Source(iterable, (piece) => bytes(piece, `a piece of ${what}`))
}
