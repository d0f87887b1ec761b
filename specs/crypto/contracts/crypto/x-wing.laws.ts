import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit, seed } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { xWingRows } from '../../oracle/hpke-rows.ts'
import { withCoefficient, xWingFrom, xWingKeys, xWingTo } from '../../oracle/kems.ts'
import { lowOrderKeys, topBit } from '../../oracle/primitives.ts'

const randomness = fc.uint8Array({ minLength: 64, maxLength: 64 })
const otherLength = (right: number) =>
  fc.oneof(fc.nat(2 * right), fc.constantFrom(0, right - 1, right + 1, 2 * right)).filter((length) => length !== right)
const secret = Uint8Array.from({ length: 32 }, (_, at) => 5 * at)
const { publicKey } = xWingKeys(secret)
const { ciphertext } = xWingTo(publicKey, new Uint8Array(64))

/** The hybrid X-Wing. */
export const xWingLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  cases(
    ['CRY-089', 'CRY-093', 'CRY-095'],
    'the three vectors of the draft are met',
    field('protocol/xwing/test-vectors.json', xWingRows),
    async ({ sk, pk, eseed, ct, ss }) => {
      equal(await (await provider.createRecipientKey('x-wing', sk)).publicKey, pk)
      equal(await provider.xWingEncapsulate(pk, eseed), { sharedSecret: ss, ciphertext: ct })
      equal(await provider.xWingDecapsulate(sk, ct), ss)
    },
  )

  law(
    ['CRY-089', 'CRY-093'],
    'both sides share the secret that the definition gives',
    [seed, randomness],
    async (own, chosen) => {
      const keys = xWingKeys(own)
      const made = await provider.xWingEncapsulate(keys.publicKey, chosen)
      equal(made, xWingTo(keys.publicKey, chosen))
      equal(await provider.xWingDecapsulate(own, made.ciphertext), made.sharedSecret)
    },
    { runs: 40 },
  )

  law(
    'CRY-089',
    'without randomness each encapsulation is another in both halves, and opens',
    [seed],
    async (own) => {
      const keys = xWingKeys(own)
      const [one, two] = [
        await provider.xWingEncapsulate(keys.publicKey),
        await provider.xWingEncapsulate(keys.publicKey, undefined),
      ]
      for (const made of [one, two]) equal(xWingFrom(own, made.ciphertext), made.sharedSecret)
      for (const [from, to] of [
        [0, 1088],
        [1088, 1120],
      ] as const)
        holds(Buffer.compare(one.ciphertext.subarray(from, to), two.ciphertext.subarray(from, to)) !== 0, 'two ciphertexts')
    },
    { runs: 10 },
  )

  cases(
    'CRY-093',
    'every flipped byte of a ciphertext gives the secret of its own, and no error',
    Array.from({ length: 1120 }, (_, at) => at).filter((at) => at % 16 === 0 || at >= 1080),
    async (at) => {
      const spoiled = flipBit(ciphertext, 8 * at + ((at + 7) % 8))
      const shared = await provider.xWingDecapsulate(secret, spoiled)
      equal(shared, xWingFrom(secret, spoiled))
      holds(Buffer.compare(shared, await provider.xWingDecapsulate(secret, ciphertext)) !== 0, 'another secret')
    },
  )

  law(
    'CRY-093',
    'another secret key gives another secret',
    [seed],
    async (other) => {
      equal(await provider.xWingDecapsulate(other, ciphertext), xWingFrom(other, ciphertext))
    },
    { runs: 20 },
  )

  cases(['CRY-089', 'CRY-093'], 'the X25519 halves are hashed as they stand, top bit and all', [0, 1], async (which) => {
    const key = joined(publicKey.subarray(0, 1184), topBit(publicKey.subarray(1184)))
    const cipher = joined(ciphertext.subarray(0, 1088), topBit(ciphertext.subarray(1088)))
    if (which === 0) equal(await provider.xWingEncapsulate(key, new Uint8Array(64)), xWingTo(key, new Uint8Array(64)))
    else equal(await provider.xWingDecapsulate(secret, cipher), xWingFrom(secret, cipher))
  })

  cases(['CRY-087', 'CRY-092'], 'an X25519 half of low order is refused on both sides', lowOrderKeys, async (low) => {
    await refuses(provider.xWingEncapsulate(joined(publicKey.subarray(0, 1184), low)), 'BAD_KEY')
    await refuses(provider.xWingEncapsulate(joined(publicKey.subarray(0, 1184), low), new Uint8Array(64)), 'BAD_KEY')
    await refuses(provider.xWingDecapsulate(secret, joined(ciphertext.subarray(0, 1088), low)), 'OPEN_FAILED')
    await refuses(provider.xWingDecapsulate(secret, joined(new Uint8Array(1088), low)), 'OPEN_FAILED')
  })

  law(
    'CRY-087',
    'an ML-KEM half with a number of 3329 or more is refused',
    [fc.nat(767), fc.integer({ min: 3329, max: 4095 })],
    async (at, value) => refuses(provider.xWingEncapsulate(withCoefficient(publicKey, at, value), new Uint8Array(64)), 'BAD_KEY'),
  )

  law(
    ['CRY-087', 'CRY-088', 'CRY-090', 'CRY-091'],
    'another length of key, randomness, secret key or ciphertext is refused, the first fault first',
    [otherLength(1216), otherLength(64), otherLength(32), otherLength(1120)],
    async (...lengths) => {
      const [key, chosen, own, cipher] = lengths.map((length) => new Uint8Array(length)) as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ]
      await refuses(provider.xWingEncapsulate(key), 'BAD_KEY')
      await refuses(provider.xWingEncapsulate(key, chosen), 'BAD_KEY')
      await refuses(provider.xWingEncapsulate(joined(publicKey.subarray(0, 1184), new Uint8Array(32)), chosen), 'BAD_KEY')
      await refuses(provider.xWingEncapsulate(publicKey, chosen), 'BAD_SEED')
      await refuses(provider.xWingDecapsulate(own, ciphertext), 'BAD_SEED')
      await refuses(provider.xWingDecapsulate(own, cipher), 'BAD_SEED')
      await refuses(provider.xWingDecapsulate(secret, cipher), 'BAD_CIPHERTEXT')
    },
    { runs: 50 },
  )

  cases(
    'CRY-091',
    'every truncation of a ciphertext is refused',
    Array.from({ length: 28 }, (_, at) => 40 * at),
    async (from) => {
      for (let length = from; length < from + 40; length++)
        await refuses(provider.xWingDecapsulate(secret, ciphertext.subarray(0, length)), 'BAD_CIPHERTEXT')
    },
  )
}
