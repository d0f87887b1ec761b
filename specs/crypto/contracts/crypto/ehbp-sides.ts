import type { Remote } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { ehbp } from '../../oracle/compat.ts'
import { publicOf } from '../../oracle/hpke.ts'
import { unhex } from '../../oracle/values.ts'
import { streamed } from './drained.ts'

export const secret = unhex('11'.repeat(32))
export const publicKey = publicOf('x25519', secret)
export const fixed = { ephemeral: unhex('22'.repeat(32)), nonce: unhex('33'.repeat(32)) }

/** Both ends of an exchange with the fixed keys, and what is right for them. */
export function ehbpSides(provider: Remote<typeof Crypto>) {
  const right = ehbp(publicKey, fixed.ephemeral)
  return {
    right,
    opened: async (frames: readonly Uint8Array[] | AsyncIterable<Uint8Array>, enc: Uint8Array) => {
      const key = await provider.createRecipientKey('x25519', secret)
      return provider.weakEhbpOpen(key, enc, Symbol.asyncIterator in frames ? frames : streamed(frames))
    },
    sealed: (list: readonly Uint8Array[], randomness: Uint8Array = fixed.ephemeral) =>
      provider.weakEhbpSeal(publicKey, streamed(list), randomness),
    reply: (nonce: Uint8Array, list: readonly Uint8Array[]) => list.map((piece, at) => right.answer(nonce, at, piece)),
  }
}
