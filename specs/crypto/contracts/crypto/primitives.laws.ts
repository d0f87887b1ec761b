import { equal, type Laws, refuses, refusesType } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, flipBit } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { aeadRows, hkdfRows } from '../../oracle/hpke-rows.ts'
import { aeads, expand, extract, keyBytes, opened, sealed } from '../../oracle/primitives.ts'
import { together } from '../../oracle/rows.ts'
import { joined1 } from '../../oracle/values.ts'
import { AEAD_BYTES_MAX, HKDF_OUTPUT_MAX, NONCE_BYTES, TAG_BYTES } from './limits.ts'

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const aead = fc.constantFrom(...aeads)
const nonce = exactly(NONCE_BYTES)
const keyOf = (material: Uint8Array, suite: Crypto.Aead) => material.subarray(0, keyBytes(suite))
const notALength = fc.oneof(
  fc.constantFrom(-1, HKDF_OUTPUT_MAX + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 32, 2 ** 53),
  fc.integer({ min: HKDF_OUTPUT_MAX + 1 }),
  fc.integer({ max: -1 }),
  fc.double({ noInteger: true }),
)

/** HKDF and authenticated encryption. */
export const primitiveLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  law('CRY-066', 'extraction is HMAC under the salt, and an empty salt is 32 zero bytes', [bytes, bytes], async (salt, ikm) => {
    equal(await provider.hkdfExtract(salt, ikm), extract(salt, ikm))
    equal(await provider.hkdfExtract(new Uint8Array(0), ikm), extract(new Uint8Array(32), ikm))
  })

  law(
    'CRY-069',
    'expansion gives the blocks of RFC 5869, cut to length',
    [exactly(32), bytes, bytes, fc.oneof(fc.nat(100), fc.nat(HKDF_OUTPUT_MAX), fc.constantFrom(32, 64, HKDF_OUTPUT_MAX))],
    async (prk, more, info, length) => {
      const key = joined(prk, more)
      equal(await provider.hkdfExpand(key, info, length), expand(key, info, length))
    },
    { runs: 50 },
  )

  law(
    ['CRY-067', 'CRY-068'],
    'a short key and a length out of range are refused, the key first',
    [fc.nat(31), notALength],
    async (keyLength, length) => {
      await refuses(provider.hkdfExpand(new Uint8Array(keyLength), new Uint8Array(0), 32), 'BAD_KEY')
      await refuses(provider.hkdfExpand(new Uint8Array(32), new Uint8Array(0), length), 'BAD_LENGTH')
      await refuses(provider.hkdfExpand(new Uint8Array(keyLength), new Uint8Array(0), length), 'BAD_KEY')
    },
  )

  cases(
    ['CRY-066', 'CRY-068', 'CRY-069'],
    'every Wycheproof HKDF case is answered as published',
    field('crypto/wycheproof/hkdf_sha256_test.json', hkdfRows),
    async ({ ikm, salt, info, size, okm, valid }) => {
      const prk = await provider.hkdfExtract(salt, ikm)
      if (valid) equal(await provider.hkdfExpand(prk, info, size), okm)
      else await refuses(provider.hkdfExpand(prk, info, size), 'BAD_LENGTH')
    },
  )

  law(
    ['CRY-073', 'CRY-075'],
    'what is sealed is what the platform seals, and opens again',
    [aead, exactly(32), nonce, bytes, bytes],
    async (suite, material, iv, aad, plaintext) => {
      const key = keyOf(material, suite)
      const ciphertext = sealed(suite, key, iv, aad, plaintext)
      equal(await provider.aeadSeal(suite, key, iv, aad, plaintext), ciphertext)
      equal(await provider.aeadOpen(suite, key, iv, aad, ciphertext), plaintext)
    },
  )

  law(
    'CRY-074',
    'one changed bit in ciphertext, tag, nonce, aad or key opens nothing',
    [aead, exactly(32), nonce, bytes, bytes, fc.nat()],
    async (suite, material, iv, aad, plaintext, at) => {
      const key = keyOf(material, suite)
      const ciphertext = sealed(suite, key, iv, aad, plaintext)
      const flipped = (value: Uint8Array) => flipBit(value, at % (8 * value.length))
      await refuses(provider.aeadOpen(suite, key, iv, aad, flipped(ciphertext)), 'OPEN_FAILED')
      await refuses(provider.aeadOpen(suite, key, flipped(iv), aad, ciphertext), 'OPEN_FAILED')
      await refuses(provider.aeadOpen(suite, flipped(key), iv, aad, ciphertext), 'OPEN_FAILED')
      await refuses(provider.aeadOpen(suite, key, iv, joined(aad, Uint8Array.of(0)), ciphertext), 'OPEN_FAILED')
      if (aad.length > 0) await refuses(provider.aeadOpen(suite, key, iv, flipped(aad), ciphertext), 'OPEN_FAILED')
    },
  )

  cases('CRY-074', 'every flipped byte, and every cut, of a sealed message is refused', aeads, async (suite) => {
    const key = new Uint8Array(keyBytes(suite)).fill(7)
    const iv = new Uint8Array(NONCE_BYTES)
    const ciphertext = sealed(suite, key, iv, iv, new Uint8Array(48))
    const open = (changed: Uint8Array) => refuses(provider.aeadOpen(suite, key, iv, iv, changed), 'OPEN_FAILED')
    for (let at = 0; at < ciphertext.length; at++) {
      await open(flipBit(ciphertext, 8 * at + (at % 8)))
      await open(ciphertext.subarray(0, at))
    }
    await open(joined(ciphertext, Uint8Array.of(0)))
    equal(opened(suite, key, iv, iv, ciphertext), await provider.aeadOpen(suite, key, iv, iv, ciphertext))
  })

  cases(
    ['CRY-070', 'CRY-071', 'CRY-073', 'CRY-074', 'CRY-075'],
    'every Wycheproof case is judged as published, and another length of key or nonce refused',
    together(
      'crypto/wycheproof/{aes_gcm,chacha20_poly1305}_test.json',
      ['aes_gcm', 'chacha20_poly1305'].map((name) => field(`crypto/wycheproof/${name}_test.json`, aeadRows)),
    ),
    async ({ aead: suite, key, nonce: iv, aad, plaintext, ciphertext, code }) => {
      const seal = provider.aeadSeal(suite, key, iv, aad, plaintext)
      const open = provider.aeadOpen(suite, key, iv, aad, ciphertext)
      if (code === undefined || code === 'OPEN_FAILED') equal(Buffer.compare(await seal, ciphertext) === 0, code === undefined)
      else await refuses(seal, code)
      if (code === undefined) equal(await open, plaintext)
      else await refuses(open, code)
    },
  )

  law(
    ['CRY-070', 'CRY-071', 'CRY-074'],
    'key and nonce of another length are refused, the key first, and before a ciphertext without tag',
    [aead, fc.nat(70), fc.nat(40).filter((length) => length !== NONCE_BYTES), fc.nat(TAG_BYTES - 1)],
    async (suite, keyLength, nonceLength, length) => {
      fc.pre(keyLength !== keyBytes(suite))
      const [good, bad, iv, short, none] = [keyBytes(suite), keyLength, nonceLength, length, 0].map(
        (many) => new Uint8Array(many),
      )
      for (const operation of [provider.aeadSeal, provider.aeadOpen]) {
        await refuses(operation(suite, bad!, new Uint8Array(NONCE_BYTES), none!, short!), 'BAD_KEY')
        await refuses(operation(suite, good!, iv!, none!, short!), 'BAD_NONCE')
        await refuses(operation(suite, bad!, iv!, none!, short!), 'BAD_KEY')
      }
      await refuses(provider.aeadOpen(suite, good!, new Uint8Array(NONCE_BYTES), none!, short!), 'OPEN_FAILED')
    },
  )

  cases(
    'CRY-072',
    'the greatest length is sealed and opened, and one byte more is refused, as a key or nonce is before it',
    ['aes-128-gcm', 'chacha20-poly1305'] as const,
    async (suite) => {
      const [key, iv, none] = [keyBytes(suite), NONCE_BYTES, 0].map((length) => new Uint8Array(length))
      const most = new Uint8Array(AEAD_BYTES_MAX)
      const over = new Uint8Array(AEAD_BYTES_MAX + 1)
      const ciphertext = await provider.aeadSeal(suite, key!, iv!, none!, most)
      equal(Buffer.compare(ciphertext, sealed(suite, key!, iv!, none!, most)), 0)
      equal(Buffer.compare(await provider.aeadOpen(suite, key!, iv!, none!, ciphertext), most), 0)
      const tag = await provider.aeadSeal(suite, key!, iv!, most, none!)
      equal(tag, sealed(suite, key!, iv!, most, none!))
      equal(await provider.aeadOpen(suite, key!, iv!, most, tag), none)
      await refuses(provider.aeadSeal(suite, key!, iv!, none!, over), 'TOO_LARGE')
      await refuses(provider.aeadSeal(suite, key!, iv!, over, none!), 'TOO_LARGE')
      await refuses(provider.aeadOpen(suite, key!, iv!, over, tag), 'TOO_LARGE')
      await refuses(provider.aeadOpen(suite, key!, iv!, none!, joined1(ciphertext, 0)), 'TOO_LARGE')
      await refuses(provider.aeadSeal(suite, none!, iv!, none!, over), 'BAD_KEY')
      await refuses(provider.aeadOpen(suite, key!, none!, over, tag), 'BAD_NONCE')
    },
    { alone: true },
  )

  cases(
    ['CRY-070', 'CRY-071', 'CRY-074'],
    'an unknown AEAD ends in a TypeError',
    ['aes-192-gcm', 'AES-128-GCM', '', 'toString'],
    async (name) => {
      const none = new Uint8Array(0)
      await refusesType(provider.aeadSeal(name as Crypto.Aead, none, none, none, none))
      await refusesType(provider.aeadOpen(name as Crypto.Aead, none, none, none, none))
    },
  )
}
