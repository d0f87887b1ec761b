import { randomBytes } from '#platform'
import { iterable, optionalBytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import type { Aead } from '../hpke/names.ts'
import type { RecipientContext } from '../hpke/types.ts'
import type { Gather } from '../stream/gather.ts'
import { iterate, singleUse } from '../stream/iterate.ts'
import { byteSource } from '../stream/source.ts'
import type { Source } from '../stream/source.ts'
import { openChunks, replySealer, sealChunks } from './chunks.ts'
import { checkNonce } from './gateway-whole.ts'
import { replyKeys, replyNonceBytes } from './protocol.ts'
import { ExchangeRecord } from './transcript.ts'
import type { GatewayStreamExchange, Transcripts } from './types.ts'

export interface GatewaySetup {
  aead: Aead
  head: Uint8Array
  enc: Uint8Array
  /** The secret of the reply. */
  secret: Uint8Array
  context: RecipientContext
  source: Source<Uint8Array>
  gather: Gather
}

/** A request of which the chunks are opened as they come. */
export class OpenedChunks implements GatewayStreamExchange {
  readonly #setup: GatewaySetup
  readonly #record: ExchangeRecord
  readonly #request: AsyncIterable<Uint8Array>
  #used = false

  constructor(setup: GatewaySetup) {
    this.#setup = setup
    const record = new ExchangeRecord(setup.head, setup.enc)
    this.#record = record
    const { source, gather, context } = setup
    this.#request = singleUse(() => iterate(source, () => openChunks(gather, (aad, ciphertext) => context.open(aad, ciphertext), record.request)))
  }

  get request(): AsyncIterable<Uint8Array> {
    return this.#request
  }

  get enc(): Uint8Array {
    return this.#setup.enc.slice()
  }

  seal(response: AsyncIterable<Uint8Array>, nonce?: Uint8Array): AsyncIterable<Uint8Array> {
    const given = iterable<Uint8Array>(response, 'response')
    const once = optionalBytes(nonce, 'nonce')
    const { aead } = this.#setup
    checkNonce(aead, once)
    // CRY-174
    if (this.#used) refuse('USED', 'the exchange has been answered already')
    this.#used = true
    const source = byteSource(given, 'response')
    const used = once === undefined ? randomBytes(replyNonceBytes(aead)) : once.slice()
    this.#record.response.begin(used)
    return singleUse(() => iterate(source, () => this.#seal(source, used)))
  }

  async transcripts(): Promise<Transcripts> {
    return this.#record.now()
  }

  async *#seal(source: Source<Uint8Array>, nonce: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    const { aead, secret, enc } = this.#setup
    const seal = replySealer(replyKeys(aead, secret, enc, nonce))
    // CRY-162
    yield nonce.slice()
    yield* sealChunks(source, seal, this.#record.response)
  }
}
