import type { Remote } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { joined } from '../../oracle/edwards.ts'
import { encapsulated, ends, publicOf, randomBytes } from '../../oracle/hpke.ts'
import { codeOf } from '../../oracle/values.ts'

export const contextSecret = new Uint8Array(32).fill(0x42)

/** A context on both sides, and what is right for them. */
export async function bothSides(
  provider: Remote<typeof Crypto>,
  suite: Crypto.Aead,
  random: Uint8Array,
  info: Uint8Array,
  name: Crypto.Kem = 'x25519',
) {
  const randomness = joined(random, random).subarray(0, randomBytes(name))
  const publicKey = publicOf(name, contextSecret)
  const { enc, sharedSecret } = encapsulated(name, publicKey, randomness)
  const key = await provider.createRecipientKey(name, contextSecret)
  return {
    right: ends(name, suite, sharedSecret, info),
    sender: await provider.setupSender(name, suite, publicKey, info, randomness),
    recipient: await key.setup(suite, enc, info),
  }
}

/** What a call gives, or the code of its refusal. */
export async function outcomeOf(call: Promise<Uint8Array>): Promise<Uint8Array | string | undefined> {
  let value: Uint8Array | undefined
  const code = await codeOf(call.then((result) => (value = result)))
  return value ?? code
}
