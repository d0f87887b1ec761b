import { sha256, sha256Pair } from '#platform'
import { concat, utf8 } from '../bytes.ts'
import type { Transcripts } from './types.ts'

/** The hash over what went one way so far; 32 zero bytes before it has begun. */
class Transcript {
  readonly #label: Uint8Array
  #hash: Uint8Array = new Uint8Array(32)

  constructor(name: string) {
    this.#label = utf8(`${name}\0`)
  }

  begin(...parts: Uint8Array[]): void {
    this.#hash = sha256(concat(this.#label, ...parts))
  }

  /** The hash after this ciphertext, which `move` then makes the present one. */
  after(ciphertext: Uint8Array): Uint8Array {
    return sha256Pair(this.#hash, ciphertext)
  }

  move(hash: Uint8Array): void {
    this.#hash = hash
  }

  add(ciphertext: Uint8Array): void {
    this.#hash = this.after(ciphertext)
  }

  get hash(): Uint8Array {
    return this.#hash.slice()
  }
}

export type { Transcript }

/** The transcripts of one exchange. */
export class ExchangeRecord {
  // CRY-176
  readonly request = new Transcript('canon/request/1')
  // CRY-177
  readonly response = new Transcript('canon/response/1')

  constructor(head: Uint8Array, enc: Uint8Array) {
    this.request.begin(head, enc)
  }

  now(): Transcripts {
    return { request: this.request.hash, response: this.response.hash }
  }
}
