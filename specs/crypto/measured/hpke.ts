import { seededBytes } from '@canon/contract'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { XWing } from '@hpke/hybridkem-x-wing'
import type * as Crypto from '#surface/crypto'
import type { Kem } from '#surface/crypto'

/** One recipient, and what is sent to it, each message by a sender of its own. */
export interface Letters {
  readonly secretKey: Uint8Array<ArrayBuffer>
  readonly letters: readonly Letter[]
}

export interface Letter {
  readonly info: Uint8Array<ArrayBuffer>
  readonly aad: Uint8Array<ArrayBuffer>
  readonly plaintext: Uint8Array<ArrayBuffer>
}

const SHORT = 32
const PLAINTEXT_BYTES = 256

export function lettersOf(seed: number, count: number): Letters {
  const each = 2 * SHORT + PLAINTEXT_BYTES
  const random = Uint8Array.from(seededBytes(seed, 32 + count * each))
  const letters = Array.from({ length: count }, (_, at) => {
    const of = random.slice(32 + at * each, 32 + (at + 1) * each)
    return { info: of.slice(0, SHORT), aad: of.slice(SHORT, 2 * SHORT), plaintext: of.slice(2 * SHORT) }
  })
  return { secretKey: random.slice(0, 32), letters }
}

/** Each letter sealed and opened by the package; the plaintexts. */
export async function byPackage(crypto: typeof Crypto, kem: Kem, { secretKey, letters }: Letters): Promise<Uint8Array[]> {
  const key = await crypto.createRecipientKey(kem, secretKey)
  const opened: Uint8Array[] = []
  for (const { info, aad, plaintext } of letters) {
    const sender = await crypto.setupSender(kem, 'aes-256-gcm', key.publicKey, info)
    const sealed = await sender.seal(aad, plaintext)
    const recipient = await key.setup('aes-256-gcm', sender.enc, info)
    opened.push(await recipient.open(aad, sealed))
  }
  return opened
}

/** The same by hpke-js; both its sides are given keys in its own form, once. */
export async function byHpkeJs(kem: Kem, { secretKey, letters }: Letters): Promise<Uint8Array[]> {
  const suite = suites[kem]
  const pair = await suite.kem.deriveKeyPair(secretKey.buffer)
  const opened: Uint8Array[] = []
  for (const { info, aad, plaintext } of letters) {
    const sender = await suite.createSenderContext({ recipientPublicKey: pair.publicKey, info: info.buffer })
    const sealed = await sender.seal(plaintext.buffer, aad.buffer)
    const recipient = await suite.createRecipientContext({ recipientKey: pair, enc: sender.enc, info: info.buffer })
    opened.push(new Uint8Array(await recipient.open(sealed, aad.buffer)))
  }
  return opened
}

const suites: Readonly<Record<Kem, CipherSuite>> = {
  x25519: new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() }),
  'x-wing': new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() }),
}
