import { importAgreement, randomBytes } from '#platform'
import { bytes, method, record } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { decapsulateX25519 } from './dhkem.ts'
import { aeadBytesMax, checkAead, checkKem, encBytes } from './names.ts'
import type { Aead, Kem } from './names.ts'
import { Recipient } from './recipient.ts'
import { schedule, scheduleContext } from './schedule.ts'
import type { RecipientContext, RecipientKey } from './types.ts'
import { isLowOrder } from './x25519.ts'
import { decapsulateXWing, expandXWing } from './xwing.ts'

const secretBytes = 32

type Decapsulate = (enc: Uint8Array) => Promise<Uint8Array>

class HeldKey implements RecipientKey {
  readonly #kem: Kem
  readonly #publicKey: Uint8Array
  #decapsulate: Decapsulate | undefined

  constructor(kem: Kem, publicKey: Uint8Array, decapsulate: Decapsulate) {
    this.#kem = kem
    this.#publicKey = publicKey
    this.#decapsulate = decapsulate
  }

  get kem(): Kem {
    return this.#kem
  }

  get publicKey(): Uint8Array {
    // CRY-095
    return this.#publicKey.slice()
  }

  async setup(aead: Aead, enc: Uint8Array, info: Uint8Array): Promise<RecipientContext> {
    const name = checkAead(aead, 'aead')
    const sealed = bytes(enc, 'enc')
    const about = bytes(info, 'info')
    // CRY-098
    if (this.#decapsulate === undefined) refuse('DESTROYED', 'the recipient key has been destroyed')
    // CRY-103
    if (sealed.length !== encBytes[this.#kem]) refuse('BAD_CIPHERTEXT', 'the encapsulation has not the length for the KEM')
    // CRY-104
    if (about.length > aeadBytesMax) refuse('TOO_LARGE', 'the info is too long')
    // CRY-105
    if (isLowOrder(sealed.subarray(sealed.length - 32))) refuse('OPEN_FAILED', 'the encapsulation does not open')
    const decapsulating = this.#decapsulate(sealed)
    const context = scheduleContext(this.#kem, name, about)
    // CRY-106
    return new Recipient(schedule(this.#kem, name, context, await decapsulating))
  }

  destroy(): void {
    // CRY-097, CRY-115
    this.#decapsulate = undefined
  }
}

/** A recipient key of a secret key that is read at the call. */
async function hold(kem: Kem, secretKey: Uint8Array): Promise<RecipientKey> {
  if (kem === 'x-wing') {
    const key = await expandXWing(secretKey)
    return new HeldKey(kem, key.publicKey, (enc) => decapsulateXWing(key, enc))
  }
  const key = await importAgreement(secretKey)
  return new HeldKey(kem, key.publicKey.slice(), (enc) => decapsulateX25519(key, enc))
}

/** A recipient key of a secret key of 32 bytes. */
export async function createRecipientKey(kem: Kem, secretKey: Uint8Array): Promise<RecipientKey> {
  const name = checkKem(kem, 'kem')
  const secret = bytes(secretKey, 'secretKey')
  // CRY-094
  if (secret.length !== secretBytes) refuse('BAD_SEED', 'the secret key is not 32 bytes long')
  return hold(name, secret)
}

/** A recipient key of a new random secret key, which nothing can read. */
export async function generateRecipientKey(kem: Kem): Promise<RecipientKey> {
  const name = checkKem(kem, 'kem')
  // CRY-096
  const secret = randomBytes(secretBytes)
  try {
    return await hold(name, secret)
  } finally {
    // CRY-097
    secret.fill(0)
  }
}

/** Any object with the members of a recipient key. */
export function checkRecipientKey(value: unknown): RecipientKey {
  const key = record(value, 'key')
  checkKem(key['kem'], 'kem of key')
  bytes(key['publicKey'], 'publicKey of key')
  method(key, 'setup', 'key')
  method(key, 'destroy', 'key')
  return value as RecipientKey
}
