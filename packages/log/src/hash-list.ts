import type { Bytes } from './bytes.ts'
import { hashBytes } from './limits.ts'

/** A list of hashes that only grows, in one buffer. */
export class HashList {
  #bytes = new Uint8Array(4 * hashBytes)
  #length = 0

  /** Puts a hash at the end. */
  push(hash: Bytes): void {
    const end = this.#length * hashBytes
    if (end === this.#bytes.length) {
      const larger = new Uint8Array(2 * end)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(hash, end)
    this.#length++
  }

  /** A copy of `count` hashes from `index` on, concatenated. */
  slice(index: number, count: number): Bytes {
    return this.#bytes.slice(index * hashBytes, (index + count) * hashBytes)
  }
}
