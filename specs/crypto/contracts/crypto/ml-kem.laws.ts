import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit, seed } from '../../driver.ts'
import { mlKemRows } from '../../oracle/hpke-rows.ts'
import { mlKemFrom, mlKemKeys, mlKemRejection, mlKemTo, reduced, withCoefficient } from '../../oracle/kems.ts'

const seed64 = fc.uint8Array({ minLength: 64, maxLength: 64 })
const otherLength = (right: number) =>
  fc.oneof(fc.nat(2 * right), fc.constantFrom(0, right - 1, right + 1, 2 * right)).filter((length) => length !== right)
const fixedSeed = Uint8Array.from({ length: 64 }, (_, at) => 3 * at)
const fixed = mlKemKeys(fixedSeed)

/** ML-KEM-768 of FIPS 203. */
export const mlKemLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  law(
    ['CRY-081', 'CRY-084', 'CRY-086'],
    'keys, encapsulations and decapsulations are those of independent implementations',
    [seed64, seed],
    async (pair, m) => {
      const keys = mlKemKeys(pair)
      equal(await provider.mlKemKeyPair(pair), keys)
      const made = await provider.mlKemEncapsulate(keys.publicKey, m)
      equal(made, mlKemTo(keys.publicKey, m))
      equal(await provider.mlKemDecapsulate(pair, made.ciphertext), made.sharedSecret)
    },
    { runs: 40 },
  )

  law(
    ['CRY-084', 'CRY-086'],
    'without randomness each encapsulation is another, and opens',
    [seed64],
    async (pair) => {
      const { publicKey } = mlKemKeys(pair)
      const [one, two] = [await provider.mlKemEncapsulate(publicKey), await provider.mlKemEncapsulate(publicKey, undefined)]
      equal([one.ciphertext.length, one.sharedSecret.length], [1088, 32])
      for (const { ciphertext, sharedSecret } of [one, two]) equal(mlKemFrom(pair, ciphertext), sharedSecret)
      holds(Buffer.compare(one.ciphertext, two.ciphertext) !== 0, 'two ciphertexts')
      holds(Buffer.compare(one.sharedSecret, two.sharedSecret) !== 0, 'two shared secrets')
    },
    { runs: 10 },
  )

  law(
    'CRY-086',
    'any other ciphertext is rejected implicitly, with the secret that hides it',
    [seed64, seed, fc.nat(8 * 1088 - 1), fc.uint8Array({ minLength: 1088, maxLength: 1088 })],
    async (pair, m, bit, other) => {
      const spoiled = flipBit(mlKemTo(mlKemKeys(pair).publicKey, m).ciphertext, bit)
      equal(await provider.mlKemDecapsulate(pair, spoiled), mlKemRejection(pair, spoiled))
      equal(await provider.mlKemDecapsulate(pair, other), mlKemRejection(pair, other))
    },
    { runs: 40 },
  )

  cases(
    'CRY-086',
    'every flipped byte of a ciphertext is rejected implicitly',
    Array.from({ length: 1088 }, (_, at) => at),
    async (at) => {
      const spoiled = flipBit(ciphertext, 8 * at + (at % 8))
      equal(await provider.mlKemDecapsulate(fixedSeed, spoiled), mlKemRejection(fixedSeed, spoiled))
    },
  )

  cases(
    'CRY-082',
    'a public key with a number of 3329 or more is refused, wherever it stands',
    Array.from({ length: 768 }, (_, at) => at),
    async (at) => {
      const value = [3329, 3330, 4095][at % 3]!
      await refuses(provider.mlKemEncapsulate(withCoefficient(fixed.publicKey, at, value), new Uint8Array(32)), 'BAD_KEY')
    },
  )

  cases(['CRY-082', 'CRY-084'], 'a public key with a number of 3328 is taken', [0, 1, 255, 256, 766, 767], async (at) => {
    const key = withCoefficient(fixed.publicKey, at, 3328)
    equal(await provider.mlKemEncapsulate(key, new Uint8Array(32)), mlKemTo(key, new Uint8Array(32)))
  })

  law(
    ['CRY-080', 'CRY-082', 'CRY-083', 'CRY-085'],
    'another length of seed, key, randomness or ciphertext is refused, the first fault first',
    [otherLength(64), otherLength(1184), otherLength(32), otherLength(1088)],
    async (...lengths) => {
      const [shortSeed, key, m, cipher] = lengths.map((length) => new Uint8Array(length)) as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ]
      await refuses(provider.mlKemKeyPair(shortSeed), 'BAD_SEED')
      await refuses(provider.mlKemDecapsulate(shortSeed, ciphertext), 'BAD_SEED')
      await refuses(provider.mlKemDecapsulate(shortSeed, cipher), 'BAD_SEED')
      await refuses(provider.mlKemDecapsulate(fixedSeed, cipher), 'BAD_CIPHERTEXT')
      await refuses(provider.mlKemEncapsulate(key), 'BAD_KEY')
      await refuses(provider.mlKemEncapsulate(key, m), 'BAD_KEY')
      await refuses(provider.mlKemEncapsulate(withCoefficient(fixed.publicKey, 9, 3329), m), 'BAD_KEY')
      await refuses(provider.mlKemEncapsulate(fixed.publicKey, m), 'BAD_SEED')
    },
    { runs: 50 },
  )

  cases(
    'CRY-081',
    'every Wycheproof key generation gives the published keys',
    field('crypto/wycheproof/mlkem_768_keygen_seed_test.json', mlKemRows),
    async ({ seed: pair, ek, dk }) => equal(await provider.mlKemKeyPair(pair), { publicKey: ek, secretKey: dk }),
  )

  cases(
    ['CRY-082', 'CRY-084'],
    'every Wycheproof encapsulation is answered as published',
    field('crypto/wycheproof/mlkem_768_encaps_test.json', mlKemRows),
    async ({ ek, m, c, K, valid }) => {
      if (valid) equal(await provider.mlKemEncapsulate(ek, m), { sharedSecret: K, ciphertext: c })
      else await refuses(provider.mlKemEncapsulate(ek, m), 'BAD_KEY')
      equal(ek.length === 1184 && reduced(ek), valid)
    },
  )

  cases(
    ['CRY-080', 'CRY-085', 'CRY-086'],
    'every Wycheproof decapsulation is answered as published',
    field('crypto/wycheproof/mlkem_768_test.json', mlKemRows),
    async ({ seed: pair, c, K, valid }) => {
      if (valid) equal(await provider.mlKemDecapsulate(pair, c), K)
      else await refuses(provider.mlKemDecapsulate(pair, c), pair.length === 64 ? 'BAD_CIPHERTEXT' : 'BAD_SEED')
    },
  )
}

const { ciphertext } = mlKemTo(fixed.publicKey, fixedSeed.subarray(0, 32))
