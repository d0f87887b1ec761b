export class Counter {
  #value: number
  #last: number[] = []
  constructor(start: number) {
    this.#value = start
  }
  get value(): number {
    return this.#value
  }
  async add(n: number): Promise<number> {
    // BAI-010
    this.#last = [...this.#last, n].slice(-8)
    this.#value += n
    return this.#value
  }
  trace(): Uint8Array {
    // BAI-011
    return Uint8Array.from(this.#last)
  }
}
