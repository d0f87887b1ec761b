import { bytes, number, optionalBytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import type { Awaitable } from '../platform/types.ts'
import { encapsulateX25519 } from './dhkem.ts'
import { checkOutput } from './hkdf.ts'
import { aeadBytesMax, checkAead, checkKem, randomnessBytes } from './names.ts'
import type { Aead, Kem } from './names.ts'
import { exportFrom, schedule, scheduleContext } from './schedule.ts'
import type { Keys } from './schedule.ts'
import { nonceOf, wipe } from './sequence.ts'
import type { SenderContext } from './types.ts'
import { isLowOrder, x25519Bytes } from './x25519.ts'
import { encapsulateXWing, isXWingKey } from './xwing.ts'

class Sender implements SenderContext {
  readonly #enc: Uint8Array
  readonly #sealer: Sealer

  constructor(enc: Uint8Array, sealer: Sealer) {
    this.#enc = enc
    this.#sealer = sealer
  }

  get enc(): Uint8Array {
    return this.#enc.slice()
  }

  async seal(aad: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array> {
    const beside = bytes(aad, 'aad')
    const text = bytes(plaintext, 'plaintext')
    this.#sealer.checkOpen()
    // CRY-110
    if (text.length > aeadBytesMax || beside.length > aeadBytesMax) refuse('TOO_LARGE', 'the plaintext or the aad is too long')
    return this.#sealer.seal(beside, text)
  }

  async exportSecret(context: Uint8Array, length: number): Promise<Uint8Array> {
    const named = bytes(context, 'context')
    const count = number(length, 'length')
    this.#sealer.checkOpen()
    checkOutput(count)
    return this.#sealer.exportSecret(named, count)
  }

  destroy(): void {
    this.#sealer.destroy()
  }
}

/** A sender's keys and sequence number, without the checks of arguments. */
export class Sealer {
  #keys: Keys | undefined
  #sequence = 0

  constructor(keys: Keys) {
    this.#keys = keys
  }

  checkOpen(): Keys {
    // CRY-114
    return this.#keys ?? refuse('DESTROYED', 'the context has been destroyed')
  }

  /** `before`, then the next message's ciphertext. */
  seal(aad: Uint8Array, plaintext: Uint8Array, before?: Uint8Array): Awaitable<Uint8Array> {
    const keys = this.checkOpen()
    const nonce = nonceOf(keys, this.#sequence)
    // CRY-107
    this.#sequence++
    return keys.aead.seal(nonce, aad, plaintext, before)
  }

  exportSecret(context: Uint8Array, length: number): Uint8Array {
    return exportFrom(this.checkOpen(), context, length)
  }

  destroy(): void {
    // CRY-115
    if (this.#keys !== undefined) wipe(this.#keys)
    this.#keys = undefined
  }
}

export function checkPublicKey(kem: Kem, publicKey: Uint8Array): void {
  // CRY-099
  const good = kem === 'x25519' ? publicKey.length === x25519Bytes && !isLowOrder(publicKey) : isXWingKey(publicKey)
  if (!good) refuse('BAD_KEY', 'the public key is not one of the KEM')
}

export function checkRandomness(kem: Kem, randomness: Uint8Array | undefined): void {
  // CRY-101
  if (randomness !== undefined && randomness.length !== randomnessBytes[kem]) refuse('BAD_SEED', 'the randomness has not the length for the KEM')
}

/** SetupBaseS of RFC 9180 with arguments that have been checked; they are read at the call. */
export async function setupSealer(
  kem: Kem,
  aead: Aead,
  publicKey: Uint8Array,
  info: Uint8Array,
  randomness: Uint8Array | undefined,
): Promise<{ enc: Uint8Array; sealer: Sealer }> {
  const encapsulating = kem === 'x25519' ? encapsulateX25519(publicKey, randomness) : encapsulateXWing(publicKey, randomness)
  const context = scheduleContext(kem, aead, info)
  // CRY-102
  const { sharedSecret, ciphertext } = await encapsulating
  return { enc: ciphertext, sealer: new Sealer(schedule(kem, aead, context, sharedSecret)) }
}

/** The sender's context of HPKE base mode. */
export async function setupSender(
  kem: Kem,
  aead: Aead,
  publicKey: Uint8Array,
  info: Uint8Array,
  randomness?: Uint8Array,
): Promise<SenderContext> {
  const kemName = checkKem(kem, 'kem')
  const aeadName = checkAead(aead, 'aead')
  const key = bytes(publicKey, 'publicKey')
  const about = bytes(info, 'info')
  const random = optionalBytes(randomness, 'randomness')
  checkPublicKey(kemName, key)
  // CRY-100
  if (about.length > aeadBytesMax) refuse('TOO_LARGE', 'the info is too long')
  checkRandomness(kemName, random)
  const { enc, sealer } = await setupSealer(kemName, aeadName, key, about, random)
  return new Sender(enc, sealer)
}
