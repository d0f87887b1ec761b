import { randomBytes } from '#platform'
import { bytes, iterable, optionalBytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { checkRecipientKey } from '../hpke/key.ts'
import { checkPublicKey, checkRandomness, setupSealer } from '../hpke/sender.ts'
import type { Sealer } from '../hpke/sender.ts'
import type { RecipientContext, RecipientKey } from '../hpke/types.ts'
import { Gather } from '../stream/gather.ts'
import { iterate, singleUse } from '../stream/iterate.ts'
import { byteSource } from '../stream/source.ts'
import { checkResponseNonce, ehbpNonceBytes, frameOpener, frameSealer, openFrames, requestInfo, responseLabel, sealFrames } from './ehbp-frames.ts'
import type { WeakEhbpOpened, WeakEhbpRequest, WeakEhbpResponse } from './types.ts'

class SealedRequest implements WeakEhbpRequest {
  readonly #enc: Uint8Array
  readonly #secret: Uint8Array
  readonly #body: AsyncIterable<Uint8Array>

  constructor(enc: Uint8Array, sealer: Sealer, body: AsyncIterable<Uint8Array>) {
    this.#enc = enc
    this.#secret = sealer.exportSecret(responseLabel, 32)
    const source = byteSource(body, 'body')
    this.#body = singleUse(() => iterate(source, () => sealFrames(source, (aad, plaintext, before) => sealer.seal(aad, plaintext, before))))
  }

  get encapsulatedKey(): Uint8Array {
    return this.#enc.slice()
  }

  get body(): AsyncIterable<Uint8Array> {
    return this.#body
  }

  open(responseNonce: Uint8Array, body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    const nonce = bytes(responseNonce, 'responseNonce')
    const given = iterable<Uint8Array>(body, 'body')
    checkResponseNonce(nonce)
    const open = frameOpener(this.#secret, this.#enc, nonce)
    const source = byteSource(given, 'body')
    return singleUse(() => iterate(source, () => openFrames(new Gather(source), open)))
  }
}

class OpenedRequest implements WeakEhbpOpened {
  readonly #enc: Uint8Array
  readonly #secret: Uint8Array
  readonly #request: AsyncIterable<Uint8Array>
  #used = false

  constructor(enc: Uint8Array, secret: Uint8Array, context: RecipientContext, body: AsyncIterable<Uint8Array>) {
    this.#enc = enc
    this.#secret = secret
    const source = byteSource(body, 'body')
    this.#request = singleUse(() => iterate(source, () => openFrames(new Gather(source), (aad, ciphertext) => context.open(aad, ciphertext))))
  }

  get request(): AsyncIterable<Uint8Array> {
    return this.#request
  }

  async seal(body: AsyncIterable<Uint8Array>, nonce?: Uint8Array): Promise<WeakEhbpResponse> {
    const given = iterable<Uint8Array>(body, 'body')
    const asked = optionalBytes(nonce, 'nonce')
    if (asked !== undefined) checkResponseNonce(asked)
    // CRY-276
    if (this.#used) refuse('USED', 'the request has been answered already')
    this.#used = true
    const used = asked === undefined ? randomBytes(ehbpNonceBytes) : asked.slice()
    const seal = frameSealer(this.#secret, this.#enc, used)
    const source = byteSource(given, 'body')
    return { responseNonce: used, body: singleUse(() => iterate(source, () => sealFrames(source, seal))) }
  }
}

/** Seals a request to an X25519 public key; `randomness` as in `setupSender`. */
export async function weakEhbpSeal(publicKey: Uint8Array, body: AsyncIterable<Uint8Array>, randomness?: Uint8Array): Promise<WeakEhbpRequest> {
  const key = bytes(publicKey, 'publicKey')
  const given = iterable<Uint8Array>(body, 'body')
  const random = optionalBytes(randomness, 'randomness')
  // CRY-266
  checkPublicKey('x25519', key)
  checkRandomness('x25519', random)
  const { enc, sealer } = await setupSealer('x25519', 'aes-256-gcm', key, requestInfo, random)
  return new SealedRequest(enc, sealer, given)
}

/** Opens a request with an `x25519` recipient key. */
export async function weakEhbpOpen(key: RecipientKey, encapsulatedKey: Uint8Array, body: AsyncIterable<Uint8Array>): Promise<WeakEhbpOpened> {
  const held = checkRecipientKey(key)
  const enc = bytes(encapsulatedKey, 'encapsulatedKey').slice()
  const given = iterable<Uint8Array>(body, 'body')
  // CRY-270
  if (held.kem !== 'x25519') refuse('UNSUPPORTED', 'the key is one of another KEM')
  // CRY-271
  const context = await held.setup('aes-256-gcm', enc.slice(), requestInfo.slice())
  const secret = bytes(await context.exportSecret(responseLabel.slice(), 32), 'the secret of key')
  return new OpenedRequest(enc, secret, context, given)
}
