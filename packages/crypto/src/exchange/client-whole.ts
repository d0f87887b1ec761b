import { empty } from '../bytes.ts'
import { bytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { tagBytes } from '../hpke/names.ts'
import type { ClientSetup } from './client.ts'
import { exchangeBytesMax, replyKeys, replyNonceBytes } from './protocol.ts'
import { ExchangeRecord } from './transcript.ts'
import type { ClientExchange, Transcripts } from './types.ts'

/** A whole request on its way. */
export class Whole implements ClientExchange {
  readonly #setup: ClientSetup
  readonly #message: Uint8Array
  readonly #record: ExchangeRecord
  #used = false

  constructor(setup: ClientSetup, message: Uint8Array) {
    this.#setup = setup
    this.#message = message
    this.#record = new ExchangeRecord(setup.head, setup.enc)
    this.#record.request.add(message.subarray(setup.head.length + setup.enc.length))
  }

  get message(): Uint8Array {
    return this.#message.slice()
  }

  async open(message: Uint8Array): Promise<Uint8Array> {
    const given = bytes(message, 'message')
    const { aead, secret, enc } = this.#setup
    const used = this.#used
    // CRY-175
    this.#used = true
    // CRY-165
    if (given.length > exchangeBytesMax + 64) refuse('TOO_LARGE', 'the message is too long')
    const nonceLength = replyNonceBytes(aead)
    // CRY-166
    if (given.length < nonceLength + tagBytes) refuse('TRUNCATED', 'the message ends too early')
    // CRY-174
    if (used) refuse('USED', 'the exchange has tested a reply already')
    const nonce = given.slice(0, nonceLength)
    const ciphertext = given.subarray(nonceLength)
    // CRY-167: no response is as long as that (CRY-163), whoever sealed it.
    if (ciphertext.length > exchangeBytesMax + tagBytes) refuse('OPEN_FAILED', 'the message does not open')
    const { key, base } = replyKeys(aead, secret, enc, nonce)
    const opening = key.open(base, empty, ciphertext)
    const held = opening instanceof Promise ? ciphertext.slice() : ciphertext
    const response = opening instanceof Promise ? await opening : opening
    // CRY-167
    if (response === undefined) refuse('OPEN_FAILED', 'the message does not open')
    this.#record.response.begin(nonce)
    this.#record.response.add(held)
    // CRY-168
    return response
  }

  async transcripts(): Promise<Transcripts> {
    return this.#record.now()
  }
}
