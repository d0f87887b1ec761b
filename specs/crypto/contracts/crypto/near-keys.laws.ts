import { equal, type Laws, refuses, refusesType } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit, seed } from '../../driver.ts'
import { nearAlgorithms, nearNonceBytes, nearPublicOf, nearSealed } from '../../oracle/compat.ts'
import { add, decode, encode, joined, littleEndian, multiply, P, TORSION } from '../../oracle/edwards.ts'
import { unhex } from '../../oracle/values.ts'

const _hex = (value: Uint8Array) => Buffer.from(value).toString('hex')
const _algorithm = fc.constantFrom(...nearAlgorithms)
/** Also a secret key of secp256k1. */
const secret = seed.map((value) => value.map((byte, at) => (at === 0 ? byte & 0x7f : at === 31 ? byte | 1 : byte)))
const _material = fc.tuple(secret, fc.uint8Array({ minLength: 24, maxLength: 24 }))
const _randomnessOf = (name: Crypto.WeakNearAlgorithm, [ephemeral, nonce]: readonly [Uint8Array, Uint8Array]) =>
  joined(ephemeral, nonce.subarray(0, nearNonceBytes(name)))
const order = unhex('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141')
const notScalars = [new Uint8Array(32), order, flipBit(order, 8 * 31 + 1), new Uint8Array(32).fill(0xff)]
const lowOrderPoints = Array.from({ length: 8 }, (_, at) => encode(multiply(BigInt(at), TORSION)))

/** Keys and randomness of NEAR's fields. */
export const nearKeyLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  cases(
    ['CRY-253', 'CRY-255', 'CRY-259'],
    'keys and randomness of every other length are refused, the key first',
    nearAlgorithms,
    async (name) => {
      const publicKey = nearPublicOf(name, unhex('11'.repeat(32)))
      const none = new Uint8Array(0)
      for (let length = 0; length <= 70; length++) {
        const filled = new Uint8Array(length).fill(7)
        if (!(name === 'ed25519' ? [32] : [64, 65]).includes(length))
          await refuses(provider.weakNearSeal(name, filled, none, none), 'BAD_KEY')
        if (length !== 32 + nearNonceBytes(name)) await refuses(provider.weakNearSeal(name, publicKey, none, filled), 'BAD_SEED')
        if (length !== 32) await refuses(provider.weakNearOpen(name, filled, ''), 'BAD_KEY')
      }
    },
  )

  cases(
    'CRY-253',
    'Ed25519 keys of low order and y values of p and more are refused, a mixed one is taken',
    [0, 1] as const,
    async (sign) => {
      const unreduced = Array.from({ length: 19 }, (_, at) => littleEndian(P + BigInt(at)))
      for (const key of [...lowOrderPoints, ...unreduced])
        await refuses(provider.weakNearSeal('ed25519', sign === 0 ? key : flipBit(key, 8 * 31 + 7), new Uint8Array(0)), 'BAD_KEY')
      const own = unhex(sign === 0 ? '55'.repeat(32) : '66'.repeat(32))
      const mixed = encode(add(decode(nearPublicOf('ed25519', own)), multiply(BigInt(2 * sign + 1), TORSION)))
      const randomness = new Uint8Array(56).fill(9)
      equal(await provider.weakNearSeal('ed25519', mixed, own, randomness), nearSealed('ed25519', mixed, own, randomness))
    },
  )

  law(
    'CRY-253',
    'a key is taken exactly when it is the encoding of a point',
    [seed, fc.uint8Array({ minLength: 64, maxLength: 64 }), secret, fc.nat(519)],
    async (drawn, coordinates, own, bit) => {
      const key = drawn.map((byte, at) => (at === 31 ? byte & 0xbf : byte))
      const randomness = new Uint8Array(56).fill(9)
      let isPoint = true
      try {
        decode(key)
      } catch {
        isPoint = false
      }
      const sealed = provider.weakNearSeal('ed25519', key, own, randomness)
      if (isPoint && !lowOrderPoints.some((low) => Buffer.compare(low, key) === 0))
        equal(await sealed, nearSealed('ed25519', key, own, randomness))
      else await refuses(sealed, 'BAD_KEY')
      await refuses(provider.weakNearSeal('ecdsa', coordinates, own), 'BAD_KEY')
      await refuses(provider.weakNearSeal('ecdsa', flipBit(nearPublicOf('ecdsa', own), bit), own), 'BAD_KEY')
    },
    { runs: 40 },
  )

  cases('CRY-255', 'no secret key of secp256k1: zero, the order, and more', notScalars, async (scalar) => {
    const publicKey = nearPublicOf('ecdsa', unhex('11'.repeat(32)))
    await refuses(provider.weakNearSeal('ecdsa', publicKey, scalar, joined(scalar, new Uint8Array(12))), 'BAD_SEED')
    await refuses(provider.weakNearOpen('ecdsa', scalar, ''), 'BAD_KEY')
    await refuses(provider.weakNearOpen('ed25519', scalar, ''), 'BAD_CIPHERTEXT')
  })

  cases('CRY-253', 'an unknown algorithm ends in a TypeError', ['secp256k1', 'ED25519', '', 'toString'], async (name) => {
    const none = new Uint8Array(0)
    await refusesType(provider.weakNearSeal(name as Crypto.WeakNearAlgorithm, none, none))
    await refusesType(provider.weakNearOpen(name as Crypto.WeakNearAlgorithm, none, ''))
  })
}
