export class Counter {
  #value: number
  #last = new Uint8Array()
  constructor(start: number) {
    this.#value = start
  }
  get value(): number {
    return this.#value
  }
  async add(n: number): Promise<number> {
    this.#last = Uint8Array.from([...this.#last, n].slice(-8))
    return (this.#value += n)
  }
  trace(): Uint8Array {
    return this.#last
  }
}
