import { concat, empty, equalBytes } from '../bytes.ts'
import { bytes, iterable } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { checkAead } from '../hpke/names.ts'
import type { Aead } from '../hpke/names.ts'
import { checkPublicKey, setupSealer } from '../hpke/sender.ts'
import type { Sealer } from '../hpke/sender.ts'
import { Whole } from './client-whole.ts'
import { Chunked } from './client-chunked.ts'
import { decodeKeyConfiguration } from './configuration.ts'
import { configurationDigest } from './configurations.ts'
import { exchangeBytesMax, header, infoOf, label, replyNonceBytes } from './protocol.ts'
import type { Kind } from './protocol.ts'
import type { ClientExchange, ClientStreamExchange, ExchangeClient, KeyConfiguration } from './types.ts'

/** What an exchange of the client begins with. */
export interface ClientSetup {
  aead: Aead
  head: Uint8Array
  enc: Uint8Array
  sealer: Sealer
  /** The secret of the reply. */
  secret: Uint8Array
}

class Client implements ExchangeClient {
  readonly #configuration: KeyConfiguration

  constructor(configuration: KeyConfiguration) {
    this.#configuration = configuration
  }

  get configuration(): KeyConfiguration {
    const { keyId, kem, publicKey, aeads } = this.#configuration
    return { keyId, kem, publicKey: publicKey.slice(), aeads: [...aeads] }
  }

  async seal(request: Uint8Array, aead?: Aead): Promise<ClientExchange> {
    const given = bytes(request, 'request')
    const name = this.#aead(aead)
    // CRY-149
    if (given.length > exchangeBytesMax) refuse('TOO_LARGE', 'the request is too long')
    const plaintext = given.slice()
    const setup = await this.#setup(name, 'request', 'response')
    // CRY-150
    const message = await setup.sealer.seal(empty, plaintext, concat(setup.head, setup.enc))
    setup.sealer.destroy()
    return new Whole(setup, message)
  }

  async sealStream(request: AsyncIterable<Uint8Array>, aead?: Aead): Promise<ClientStreamExchange> {
    const source = iterable<Uint8Array>(request, 'request')
    const name = this.#aead(aead)
    return new Chunked(await this.#setup(name, 'chunked request', 'chunked response'), source)
  }

  #aead(aead: Aead | undefined): Aead {
    const { aeads } = this.#configuration
    const name = aead === undefined ? (aeads[0] as Aead) : checkAead(aead, 'aead')
    // CRY-148
    if (!aeads.includes(name)) refuse('UNSUPPORTED', 'the configuration does not list this AEAD')
    return name
  }

  async #setup(aead: Aead, request: Kind, response: Kind): Promise<ClientSetup> {
    const { keyId, kem, publicKey } = this.#configuration
    const head = header(keyId, kem, aead)
    const { enc, sealer } = await setupSealer(kem, aead, publicKey, infoOf(request, head), undefined)
    return { aead, head, enc, sealer, secret: sealer.exportSecret(label(response), replyNonceBytes(aead)) }
  }
}

/** A client for the key configuration that has this digest, and no other. */
export async function createExchangeClient(configuration: Uint8Array, digest: Uint8Array): Promise<ExchangeClient> {
  const encoded = bytes(configuration, 'configuration')
  const bound = bytes(digest, 'digest')
  // CRY-146
  if (!equalBytes(configurationDigest(encoded), bound)) refuse('CONFIGURATION_MISMATCH', 'the configuration is not the one that is bound')
  // CRY-147
  const decoded = decodeKeyConfiguration(encoded)
  checkPublicKey(decoded.kem, decoded.publicKey)
  return new Client(decoded)
}
