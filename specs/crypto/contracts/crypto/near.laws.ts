import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, flipBit, seed } from '../../driver.ts'
import {
  nearAlgorithms,
  nearNonceBytes,
  nearOpened,
  nearOverhead,
  nearPointBytes,
  nearPublicOf,
  nearSealed,
} from '../../oracle/compat.ts'
import { encode, joined, multiply, TORSION } from '../../oracle/edwards.ts'
import { i2osp, lowOrderKeys } from '../../oracle/primitives.ts'
import { joined1, unhex } from '../../oracle/values.ts'
import { NEAR_BYTES_MAX } from './limits.ts'

const hex = (value: Uint8Array) => Buffer.from(value).toString('hex')
const algorithm = fc.constantFrom(...nearAlgorithms)
/** Also a secret key of secp256k1. */
const secret = seed.map((value) => value.map((byte, at) => (at === 0 ? byte & 0x7f : at === 31 ? byte | 1 : byte)))
const material = fc.tuple(secret, fc.uint8Array({ minLength: 24, maxLength: 24 }))
const randomnessOf = (name: Crypto.WeakNearAlgorithm, [ephemeral, nonce]: readonly [Uint8Array, Uint8Array]) =>
  joined(ephemeral, nonce.subarray(0, nearNonceBytes(name)))
const order = unhex('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141')
const _notScalars = [new Uint8Array(32), order, flipBit(order, 8 * 31 + 1), new Uint8Array(32).fill(0xff)]
const _lowOrderPoints = Array.from({ length: 8 }, (_, at) => encode(multiply(BigInt(at), TORSION)))

interface Published {
  readonly cases: readonly {
    readonly algorithm: Crypto.WeakNearAlgorithm
    readonly private_seed: string
    readonly public_key: string
    readonly plaintext: string
    readonly ciphertext: string
  }[]
}

/** NEAR's fields, one at a time. */
export const nearLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  cases(
    ['CRY-253', 'CRY-256', 'CRY-257', 'CRY-262'],
    'what the service published opens, and its keys are keys',
    field('protocol/near-e2ee/e2ee-python.json', (json) => (json as Published).cases),
    async ({ algorithm: name, private_seed, public_key, plaintext, ciphertext }) => {
      const opened = await provider.weakNearOpen(name, unhex(private_seed), ciphertext)
      equal(Buffer.from(opened).toString(), plaintext)
      const sealed = await provider.weakNearSeal(name, unhex(public_key), opened)
      equal(await provider.weakNearOpen(name, unhex(private_seed), sealed), opened)
    },
  )

  law(
    ['CRY-256', 'CRY-257', 'CRY-262'],
    'a field is sealed as defined, and opens in letters of either case',
    [algorithm, secret, material, bytes],
    async (name, own, drawn, plaintext) => {
      const publicKey = nearPublicOf(name, own)
      const text = nearSealed(name, publicKey, plaintext, randomnessOf(name, drawn))
      equal(await provider.weakNearSeal(name, publicKey, plaintext, randomnessOf(name, drawn)), text)
      equal(await provider.weakNearOpen(name, own, text), plaintext)
      equal(await provider.weakNearOpen(name, own, text.toUpperCase()), plaintext)
      if (name === 'ecdsa')
        equal(await provider.weakNearSeal(name, publicKey.subarray(1), plaintext, randomnessOf(name, drawn)), text)
    },
    { runs: 40 },
  )

  law(
    'CRY-258',
    'each sealing has an ephemeral key and a nonce of its own',
    [algorithm, secret, bytes],
    async (name, own, plaintext) => {
      const publicKey = nearPublicOf(name, own)
      const texts = await Promise.all(Array.from({ length: 4 }, () => provider.weakNearSeal(name, publicKey, plaintext)))
      for (const text of texts) equal(nearOpened(name, own, text), plaintext)
      const [point, nonce] = [2 * nearPointBytes(name), 2 * nearOverhead(name) - 32]
      equal(new Set(texts.map((text) => text.slice(0, point))).size, 4)
      equal(new Set(texts.map((text) => text.slice(point, nonce))).size, 4)
    },
    { runs: 10 },
  )

  cases('CRY-261', 'every flipped byte, and another key, opens nothing', nearAlgorithms, async (name) => {
    const own = unhex('11'.repeat(32))
    const drawn = [unhex('22'.repeat(32)), unhex('33'.repeat(24))] as const
    const sealed = unhex(nearSealed(name, nearPublicOf(name, own), unhex('44'.repeat(9)), randomnessOf(name, drawn)))
    for (let at = 0; at < sealed.length; at++)
      await refuses(provider.weakNearOpen(name, own, hex(flipBit(sealed, 8 * at + (at % 7)))), 'OPEN_FAILED')
    await refuses(provider.weakNearOpen(name, flipBit(own, 13), hex(sealed)), 'OPEN_FAILED')
    await refuses(provider.weakNearOpen(name, own, hex(joined1(sealed, 0))), 'OPEN_FAILED')
    if (name === 'ed25519') {
      equal(await provider.weakNearOpen(name, own, hex(flipBit(sealed, 8 * 31 + 7))), unhex('44'.repeat(9)))
      for (const low of lowOrderKeys)
        await refuses(provider.weakNearOpen(name, own, hex(joined(low, sealed.subarray(32)))), 'OPEN_FAILED')
    }
  })

  cases(
    ['CRY-260', 'CRY-261'],
    'a text cut to any length is none while key, nonce and tag lack, and then does not open',
    nearAlgorithms,
    async (name) => {
      const own = unhex('11'.repeat(32))
      const drawn = [unhex('22'.repeat(32)), unhex('33'.repeat(24))] as const
      const text = nearSealed(name, nearPublicOf(name, own), unhex('44'.repeat(9)), randomnessOf(name, drawn))
      for (let length = 0; length < text.length; length++) {
        const short = length % 2 === 1 || length < 2 * nearOverhead(name)
        await refuses(provider.weakNearOpen(name, own, text.slice(0, length)), short ? 'BAD_CIPHERTEXT' : 'OPEN_FAILED')
      }
    },
  )

  law(
    ['CRY-259', 'CRY-260'],
    'another character anywhere makes it no text, and a key of another length comes first',
    [algorithm, material, fc.nat(), fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }), fc.nat(70)],
    async (name, drawn, at, stray, length) => {
      fc.pre(!/^[0-9a-fA-F]*$/.test(stray))
      const own = unhex('11'.repeat(32))
      const text = nearSealed(name, nearPublicOf(name, own), own, randomnessOf(name, drawn))
      const place = at % (text.length - 1)
      const spoilt = text.slice(0, place) + stray + text.slice(place + stray.length)
      await refuses(provider.weakNearOpen(name, own, spoilt), 'BAD_CIPHERTEXT')
      if (length !== 32) await refuses(provider.weakNearOpen(name, new Uint8Array(length).fill(1), spoilt), 'BAD_KEY')
    },
    { runs: 40 },
  )

  cases(
    ['CRY-254', 'CRY-260'],
    'the greatest plaintext is sealed and opened, and a byte more refused, after the key and before the randomness',
    nearAlgorithms,
    async (name) => {
      const own = unhex('11'.repeat(32))
      const publicKey = nearPublicOf(name, own)
      const most = new Uint8Array(NEAR_BYTES_MAX).fill(5)
      const text = await provider.weakNearSeal(name, publicKey, most)
      holds(Buffer.compare(await provider.weakNearOpen(name, own, text), most) === 0, 'the plaintext that was sealed')
      await refuses(provider.weakNearOpen(name, own, `${text}00`), 'BAD_CIPHERTEXT')
      const over = new Uint8Array(NEAR_BYTES_MAX + 1)
      await refuses(provider.weakNearSeal(name, publicKey, over, i2osp(0, 1)), 'TOO_LARGE')
      await refuses(provider.weakNearSeal(name, i2osp(0, 1), over), 'BAD_KEY')
    },
    { alone: true },
  )
}
