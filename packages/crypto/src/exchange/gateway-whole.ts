import { randomBytes } from '#platform'
import { empty } from '../bytes.ts'
import { bytes, optionalBytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import type { Aead } from '../hpke/names.ts'
import { exchangeBytesMax, replyKeys, replyNonceBytes } from './protocol.ts'
import { ExchangeRecord } from './transcript.ts'
import type { GatewayExchange, Transcripts } from './types.ts'

/** A whole request that was opened. */
export class OpenedWhole implements GatewayExchange {
  readonly #aead: Aead
  readonly #enc: Uint8Array
  readonly #request: Uint8Array
  readonly #secret: Uint8Array
  readonly #record: ExchangeRecord
  #used = false

  constructor(aead: Aead, head: Uint8Array, enc: Uint8Array, ciphertext: Uint8Array, request: Uint8Array, secret: Uint8Array) {
    this.#aead = aead
    this.#enc = enc
    this.#request = request
    this.#secret = secret
    this.#record = new ExchangeRecord(head, enc)
    this.#record.request.add(ciphertext)
  }

  get request(): Uint8Array {
    return this.#request.slice()
  }

  get enc(): Uint8Array {
    return this.#enc.slice()
  }

  async seal(response: Uint8Array, nonce?: Uint8Array): Promise<Uint8Array> {
    const plaintext = bytes(response, 'response')
    const given = optionalBytes(nonce, 'nonce')
    // CRY-163
    if (plaintext.length > exchangeBytesMax) refuse('TOO_LARGE', 'the response is too long')
    checkNonce(this.#aead, given)
    // CRY-174
    if (this.#used) refuse('USED', 'the exchange has been answered already')
    this.#used = true
    const once = given === undefined ? randomBytes(replyNonceBytes(this.#aead)) : given.slice()
    const { key, base } = replyKeys(this.#aead, this.#secret, this.#enc, once)
    // CRY-161
    const sealing = key.seal(base, empty, plaintext, once)
    const sealed = sealing instanceof Promise ? await sealing : sealing
    this.#record.response.begin(once)
    this.#record.response.add(sealed.subarray(once.length))
    return sealed
  }

  async transcripts(): Promise<Transcripts> {
    return this.#record.now()
  }
}

export function checkNonce(aead: Aead, nonce: Uint8Array | undefined): void {
  // CRY-164
  if (nonce !== undefined && nonce.length !== replyNonceBytes(aead)) refuse('BAD_NONCE', 'the nonce has not the length for the AEAD')
}
