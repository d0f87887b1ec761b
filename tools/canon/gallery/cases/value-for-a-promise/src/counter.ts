export class Counter {
  #value: number
  #last: number[] = []
  constructor(start: number) {
    this.#value = start
  }
  get value(): number {
    return this.#value
  }
  add(n: number): Promise<number> {
    this.#last = [...this.#last, n].slice(-8)
    return (this.#value += n) as never
  }
  trace(): Uint8Array {
    return Uint8Array.from(this.#last)
  }
}
