import { empty } from '../bytes.ts'
import { bytes, iterable, list, number } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { checkRecipientKey } from '../hpke/key.ts'
import { aeads as knownAeads, checkAead, checkKem, encBytes, kemIds, tagBytes } from '../hpke/names.ts'
import type { Aead, Kem } from '../hpke/names.ts'
import type { RecipientKey } from '../hpke/types.ts'
import { Gather } from '../stream/gather.ts'
import { byteSource } from '../stream/source.ts'
import { encodeRead } from './configuration.ts'
import { OpenedChunks } from './gateway-chunked.ts'
import { OpenedWhole } from './gateway-whole.ts'
import { exchangeBytesMax, headerBytes, infoOf, label, replyNonceBytes } from './protocol.ts'
import type { ExchangeGateway, GatewayExchange, GatewayStreamExchange } from './types.ts'

class Gateway implements ExchangeGateway {
  readonly #key: RecipientKey
  readonly #kem: Kem
  readonly #keyId: number
  readonly #aeads: readonly Aead[]
  readonly #configuration: Uint8Array

  constructor(key: RecipientKey, kem: Kem, keyId: number, aeads: readonly Aead[], configuration: Uint8Array) {
    this.#key = key
    this.#kem = kem
    this.#keyId = keyId
    this.#aeads = aeads
    this.#configuration = configuration
  }

  get configuration(): Uint8Array {
    return this.#configuration.slice()
  }

  async open(message: Uint8Array): Promise<GatewayExchange> {
    const given = bytes(message, 'message')
    // CRY-154
    if (given.length > exchangeBytesMax + 2048) refuse('TOO_LARGE', 'the message is too long')
    // CRY-155
    if (given.length < 1) truncated()
    this.#checkKeyId(given[0] as number)
    // CRY-155
    if (given.length < headerBytes) truncated()
    const head = given.slice(0, headerBytes)
    const aead = this.#checkHeader(head)
    const begin = headerBytes + encBytes[this.#kem]
    // CRY-155
    if (given.length < begin + tagBytes) truncated()
    const enc = given.slice(headerBytes, begin)
    const ciphertext = given.slice(begin)
    // CRY-158, CRY-160
    const context = await this.#key.setup(aead, enc.slice(), infoOf('request', head))
    try {
      // CRY-158: no request is as long as that (CRY-149), whoever sealed it.
      if (ciphertext.length > exchangeBytesMax + tagBytes) refuse('OPEN_FAILED', 'the message does not open')
      const request = await context.open(empty, ciphertext)
      const secret = await context.exportSecret(label('response'), replyNonceBytes(aead))
      // CRY-159
      return new OpenedWhole(aead, head, enc, ciphertext, bytes(request, 'the request'), bytes(secret, 'the secret'))
    } finally {
      context.destroy()
    }
  }

  async openStream(message: AsyncIterable<Uint8Array>): Promise<GatewayStreamExchange> {
    const source = byteSource(iterable(message, 'message'), 'message')
    const gather = new Gather(source)
    try {
      const head = new Uint8Array(headerBytes)
      const first = await gather.exactly(1)
      // CRY-155
      if (first.length < 1) truncated()
      head.set(first)
      this.#checkKeyId(head[0] as number)
      const rest = await gather.exactly(headerBytes - 1)
      // CRY-155
      if (rest.length < headerBytes - 1) truncated()
      head.set(rest, 1)
      const aead = this.#checkHeader(head)
      const enc = (await gather.exactly(encBytes[this.#kem])).slice()
      // CRY-155
      if (enc.length < encBytes[this.#kem]) truncated()
      gather.keep()
      // CRY-158, CRY-160
      const context = await this.#key.setup(aead, enc.slice(), infoOf('chunked request', head))
      const secret = await context.exportSecret(label('chunked response'), replyNonceBytes(aead))
      // CRY-159
      return new OpenedChunks({ aead, head, enc, secret: bytes(secret, 'the secret'), context, source, gather })
    } catch (error) {
      await source.abandon()
      throw error
    }
  }

  #checkKeyId(keyId: number): void {
    // CRY-156
    if (keyId !== this.#keyId) refuse('UNKNOWN_KEY', 'the message is for another key')
  }

  #checkHeader(head: Uint8Array): Aead {
    const word = (at: number): number => (head[at] as number) * 256 + (head[at + 1] as number)
    const aead = knownAeads[word(5) - 1]
    // CRY-157
    if (word(1) !== kemIds[this.#kem] || word(3) !== 1 || aead === undefined || !this.#aeads.includes(aead))
      refuse('UNSUPPORTED', 'the message is for other algorithms')
    return aead
  }
}

function truncated(): never {
  // CRY-155
  refuse('TRUNCATED', 'the message ends too early')
}

/** A gateway with one key. */
export async function createExchangeGateway(key: RecipientKey, keyId: number, aeads: Aead[]): Promise<ExchangeGateway> {
  const held = checkRecipientKey(key)
  const id = number(keyId, 'keyId')
  const names = list(aeads, 'aeads', checkAead)
  const kem = checkKem(held.kem, 'kem of key')
  // CRY-153
  const configuration = encodeRead({ keyId: id, kem, publicKey: bytes(held.publicKey, 'publicKey of key'), aeads: names })
  return new Gateway(held, kem, id, names, configuration)
}
