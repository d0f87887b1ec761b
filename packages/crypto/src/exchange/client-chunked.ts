import { concat } from '../bytes.ts'
import { iterable } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { Gather } from '../stream/gather.ts'
import { iterate, singleUse, usedIterator } from '../stream/iterate.ts'
import { byteSource } from '../stream/source.ts'
import type { Source } from '../stream/source.ts'
import { openChunks, replyOpener, sealChunks } from './chunks.ts'
import type { ClientSetup } from './client.ts'
import { replyKeys, replyNonceBytes } from './protocol.ts'
import { ExchangeRecord } from './transcript.ts'
import type { ClientStreamExchange, Transcripts } from './types.ts'

/** A request and a response in chunks. */
export class Chunked implements ClientStreamExchange {
  readonly #setup: ClientSetup
  readonly #record: ExchangeRecord
  readonly #message: AsyncIterable<Uint8Array>
  #used = false

  constructor(setup: ClientSetup, request: AsyncIterable<Uint8Array>) {
    this.#setup = setup
    this.#record = new ExchangeRecord(setup.head, setup.enc)
    const source = byteSource(request, 'request')
    this.#message = singleUse(() => iterate(source, () => this.#seal(source)))
  }

  get message(): AsyncIterable<Uint8Array> {
    return this.#message
  }

  open(message: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    const given = iterable<Uint8Array>(message, 'message')
    // CRY-174
    if (this.#used) return { [Symbol.asyncIterator]: () => usedIterator<Uint8Array>() }
    this.#used = true
    const source = byteSource(given, 'message')
    return singleUse(() => iterate(source, () => this.#open(source)))
  }

  async transcripts(): Promise<Transcripts> {
    return this.#record.now()
  }

  async *#seal(source: Source<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const { head, enc, sealer } = this.#setup
    // CRY-151
    yield concat(head, enc)
    yield* sealChunks(source, (aad, plaintext, before) => sealer.seal(aad, plaintext, before), this.#record.request)
  }

  async *#open(source: Source<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const { aead, secret, enc } = this.#setup
    const gather = new Gather(source)
    const nonce = (await gather.exactly(replyNonceBytes(aead))).slice()
    // CRY-172
    if (nonce.length < replyNonceBytes(aead)) refuse('TRUNCATED', 'the message ends within the nonce')
    this.#record.response.begin(nonce)
    yield* openChunks(gather, replyOpener(replyKeys(aead, secret, enc, nonce)), this.#record.response)
  }
}
