/**
 * Bytes to be read, of which more may come. It adopts a piece that comes while it has no other; `keep` takes what is left of one into memory of its own, before
 * its maker may change it.
 */
export class Input {
  #buffer: Uint8Array
  #at = 0
  #end: number
  #own = false
  /** How many bytes have been taken. */
  taken = 0
  /** Whether no more will come. */
  ended: boolean

  constructor(first: Uint8Array = new Uint8Array(0), ended = false) {
    this.#buffer = first
    this.#end = first.length
    this.ended = ended
  }

  get available(): number {
    return this.#end - this.#at
  }

  append(piece: Uint8Array): void {
    const left = this.available
    if (left === 0) {
      this.#buffer = piece
      this.#at = 0
      this.#end = piece.length
      this.#own = false
      return
    }
    if (!this.#own || this.#end + piece.length > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(2 * left, left + piece.length))
      grown.set(this.#buffer.subarray(this.#at, this.#end))
      this.#buffer = grown
      this.#at = 0
      this.#end = left
      this.#own = true
    }
    this.#buffer.set(piece, this.#end)
    this.#end += piece.length
  }

  keep(): void {
    if (this.#own || this.available === 0) return
    this.#buffer = this.#buffer.slice(this.#at, this.#end)
    this.#end -= this.#at
    this.#at = 0
    this.#own = true
  }

  peek(): number {
    return this.#buffer[this.#at] as number
  }

  /** The next bytes, good until the next call. */
  view(length: number): Uint8Array {
    const bytes = this.#buffer.subarray(this.#at, this.#at + length)
    this.#at += length
    this.taken += length
    return bytes
  }

  /** The next bytes as text of HTTP. */
  text(length: number): string {
    const bytes = this.view(length)
    let text = ''
    for (let at = 0; at < length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
    return text
  }
}

/** Reads an input; it yields where it needs more bytes, or to know that none will come. */
export type Reading<T> = Generator<void, T, void>

/** Whether there are so many bytes. */
export function* need(input: Input, length: number): Reading<boolean> {
  while (input.available < length) {
    if (input.ended) return false
    yield
  }
  return true
}

/** The result of reading an input that has ended. */
export function readNow<T>(reading: Reading<T>): T {
  for (;;) {
    const step = reading.next()
    if (step.done === true) return step.value
  }
}
