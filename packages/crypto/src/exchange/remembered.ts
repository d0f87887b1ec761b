const slots = 4096

/**
 * Hashes with their times, in 24 bytes each (CRY-198): 8 of the hash, 4 of the time modulo 2^32, and three links of 4. The hash chooses the
 * list of hashes in which it stands, its time the list of times, a wheel of slots. Whole slots that have run out are forgotten as time goes on, so
 * that all times left are near the present one. An entry's number is its place plus 1; 0 is none.
 */
export class Remembered {
  readonly #capacity: number
  readonly #windowMs: number
  /** Milliseconds of a slot: the wheel spans the window both ways, and the slot that is running out. */
  readonly #grain: number
  readonly #heads: Uint32Array
  readonly #nextHash: Uint32Array
  readonly #nextTime: Uint32Array
  readonly #times: Uint32Array
  readonly #hashes: Uint32Array
  readonly #wheel = new Uint32Array(slots)
  /** Entries never used so far begin here; forgotten ones are in a list. */
  #fresh = 1
  #free = 0
  /** The first slot that has not run out, counted from time 0. */
  #first = 0

  constructor(windowMs: number, capacity: number) {
    this.#capacity = capacity
    this.#windowMs = windowMs
    this.#grain = Math.ceil((2 * windowMs + 1) / (slots - 2))
    this.#heads = new Uint32Array(capacity)
    this.#nextHash = new Uint32Array(capacity)
    this.#nextTime = new Uint32Array(capacity)
    this.#times = new Uint32Array(capacity)
    this.#hashes = new Uint32Array(2 * capacity)
  }

  /** Forgets the slots of which all times have run out. */
  advance(now: number): void {
    const first = Math.max(0, Math.floor((now - this.#windowMs) / this.#grain))
    const passed = Math.min(first - this.#first, slots)
    for (let i = 0; i < passed; i++) this.#sweep((this.#first + i) % slots, () => true)
    if (first > this.#first) this.#first = first
  }

  has(hash: Uint8Array, now: number): boolean {
    const [bucket, low, high] = this.#place(hash)
    for (let entry = this.#heads[bucket] as number; entry !== 0; entry = this.#nextHash[entry - 1] as number)
      if (this.#hashes[2 * entry - 2] === low && this.#hashes[2 * entry - 1] === high && !this.#ranOut(entry, now)) return true
    return false
  }

  /** Whether there is room for one more; what has run out makes some. */
  makeRoom(now: number): boolean {
    if (this.#free === 0 && this.#fresh > this.#capacity) this.#sweep(this.#first % slots, (entry) => this.#ranOut(entry, now))
    return this.#free !== 0 || this.#fresh <= this.#capacity
  }

  add(hash: Uint8Array, at: number): void {
    const [bucket, low, high] = this.#place(hash)
    const entry = this.#free === 0 ? this.#fresh++ : this.#free
    const i = entry - 1
    if (entry === this.#free) this.#free = this.#nextHash[i] as number
    const slot = Math.floor(at / this.#grain) % slots
    this.#hashes[2 * i] = low
    this.#hashes[2 * i + 1] = high
    this.#times[i] = at % 4294967296
    this.#nextHash[i] = this.#heads[bucket] as number
    this.#heads[bucket] = entry
    this.#nextTime[i] = this.#wheel[slot] as number
    this.#wheel[slot] = entry
  }

  /** The list of a hash, and the two words of it that are kept. */
  #place(hash: Uint8Array): [number, number, number] {
    const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength)
    const low = view.getUint32(0)
    return [low % this.#capacity, low, view.getUint32(4)]
  }

  /** Whether the entry's time is further past than the window is wide. */
  #ranOut(entry: number, now: number): boolean {
    const age = (now - (this.#times[entry - 1] as number)) % 4294967296
    const signed = age < 0 ? age + 4294967296 : age
    return signed > this.#windowMs && signed < 2147483648
  }

  /** Forgets the entries of a slot for which `gone` holds. */
  #sweep(slot: number, gone: (entry: number) => boolean): void {
    let before = 0
    for (let entry = this.#wheel[slot] as number; entry !== 0; ) {
      const next = this.#nextTime[entry - 1] as number
      if (gone(entry)) {
        if (before === 0) this.#wheel[slot] = next
        else this.#nextTime[before - 1] = next
        this.#unlink(entry)
      } else before = entry
      entry = next
    }
  }

  /** Takes an entry out of its list of hashes, and into that of free ones. */
  #unlink(entry: number): void {
    const bucket = (this.#hashes[2 * entry - 2] as number) % this.#capacity
    let link = this.#heads[bucket] as number
    if (link === entry) this.#heads[bucket] = this.#nextHash[entry - 1] as number
    else {
      while (this.#nextHash[link - 1] !== entry) link = this.#nextHash[link - 1] as number
      this.#nextHash[link - 1] = this.#nextHash[entry - 1] as number
    }
    this.#nextHash[entry - 1] = this.#free
    this.#free = entry
  }
}
