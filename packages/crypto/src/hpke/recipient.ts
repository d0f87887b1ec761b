import { bytes, number } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { checkOutput } from './hkdf.ts'
import { aeadBytesMax, tagBytes } from './names.ts'
import { exportFrom } from './schedule.ts'
import type { Keys } from './schedule.ts'
import { nonceOf, wipe } from './sequence.ts'
import type { RecipientContext } from './types.ts'

export class Recipient implements RecipientContext {
  #keys: Keys | undefined
  #sequence = 0
  /** Calls of `open` that have not settled yet, and when they have. */
  #pending = 0
  #turn: Promise<unknown> = Promise.resolve()

  constructor(keys: Keys) {
    this.#keys = keys
  }

  async open(aad: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array> {
    const beside = bytes(aad, 'aad')
    const sealed = bytes(ciphertext, 'ciphertext')
    const keys = this.#alive()
    // CRY-110
    if (sealed.length > aeadBytesMax + tagBytes || beside.length > aeadBytesMax) refuse('TOO_LARGE', 'the ciphertext or the aad is too long')
    if (this.#pending > 0) return this.#later(keys, beside.slice(), sealed.slice())
    const opened = keys.aead.open(nonceOf(keys, this.#sequence), beside, sealed)
    return opened instanceof Promise ? this.#wait(opened) : this.#settle(opened)
  }

  async exportSecret(context: Uint8Array, length: number): Promise<Uint8Array> {
    const named = bytes(context, 'context')
    const count = number(length, 'length')
    const keys = this.#alive()
    checkOutput(count)
    return exportFrom(keys, named, count)
  }

  destroy(): void {
    const keys = this.#keys
    // CRY-115
    this.#keys = undefined
    if (keys === undefined) return
    if (this.#pending === 0) wipe(keys)
    else void this.#turn.then(() => wipe(keys))
  }

  #alive(): Keys {
    // CRY-114
    return this.#keys ?? refuse('DESTROYED', 'the context has been destroyed')
  }

  /** Waits for the calls before, as CRY-108 says. */
  #later(keys: Keys, aad: Uint8Array, sealed: Uint8Array): Promise<Uint8Array> {
    return this.#wait(this.#turn.then(() => keys.aead.open(nonceOf(keys, this.#sequence), aad, sealed)))
  }

  #wait(opening: Promise<Uint8Array | undefined>): Promise<Uint8Array> {
    this.#pending++
    const result = opening.then((opened) => this.#settle(opened))
    const done = (): void => {
      this.#pending--
    }
    this.#turn = result.then(done, done)
    return result
  }

  #settle(opened: Uint8Array | undefined): Uint8Array {
    // CRY-109
    if (opened === undefined) refuse('OPEN_FAILED', 'the ciphertext does not open')
    // CRY-108
    this.#sequence++
    return opened
  }
}
