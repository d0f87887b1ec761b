import type { Source } from './source.ts'

/** Bytes taken from a source piece by piece, of which a reader takes as many as it needs. It holds what is left of one piece, and what it gathers. */
export class Gather {
  readonly #source: Source<Uint8Array>
  #rest: Uint8Array = new Uint8Array(0)
  #own = true

  constructor(source: Source<Uint8Array>) {
    this.#source = source
  }

  /** The next bytes, 1 to `most` of them, or undefined at the end. They are good until the next call. */
  async some(most: number): Promise<Uint8Array | undefined> {
    while (this.#rest.length === 0) {
      const piece = await this.#source.next()
      if (piece === undefined) return undefined
      this.#rest = piece
      this.#own = false
    }
    const taken = this.#rest.subarray(0, most)
    this.#rest = this.#rest.subarray(taken.length)
    return taken
  }

  /** The next `length` bytes; fewer where the source ends before. Good until the next call. */
  async exactly(length: number): Promise<Uint8Array> {
    if (length === 0) return this.#rest.subarray(0, 0)
    const first = await this.some(length)
    if (first === undefined) return new Uint8Array(0)
    if (first.length === length) return first
    const all = new Uint8Array(length)
    let got = 0
    for (let part: Uint8Array | undefined = first; part !== undefined; part = got < length ? await this.some(length - got) : undefined) {
      all.set(part, got)
      got += part.length
    }
    return all.subarray(0, got)
  }

  /** Takes what is left of the source's piece into memory of its own, before something is given on. */
  keep(): void {
    if (!this.#own && this.#rest.length > 0) this.#rest = this.#rest.slice()
    this.#own = true
  }
}
