import { equal, holds, type Laws, refuses, refusesType } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, flipBit, seed } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { decapsulated, encapsulated, encBytes, ends, kems, publicBytes, publicOf, randomBytes } from '../../oracle/hpke.ts'
import { withCoefficient } from '../../oracle/kems.ts'
import { aeads, lowOrderKeys, topBit } from '../../oracle/primitives.ts'
import { AEAD_BYTES_MAX } from './limits.ts'

const kem = fc.constantFrom(...kems)
const aead = fc.constantFrom(...aeads)
const chosen = fc.uint8Array({ minLength: 64, maxLength: 64 })
const none = new Uint8Array(0)
const secret = new Uint8Array(32).fill(0x31)
const known = new Map(kems.map((name) => [name, publicOf(name, secret)]))
const carried = new Map(kems.map((name) => [name, encapsulated(name, known.get(name)!, new Uint8Array(randomBytes(name)))]))

/** How a context is set up on both sides. */
export const hpkeSetupLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law(
    ['CRY-102', 'CRY-106'],
    'both sides have the context of RFC 9180 that the definition gives',
    [kem, aead, seed, chosen, bytes, bytes],
    async (name, suite, own, random, info, aad) => {
      const randomness = random.subarray(0, randomBytes(name))
      const publicKey = publicOf(name, own)
      const { enc, sharedSecret } = encapsulated(name, publicKey, randomness)
      const right = ends(name, suite, sharedSecret, info)
      const sender = await provider.setupSender(name, suite, publicKey, info, randomness)
      equal(await sender.enc, enc)
      equal(await sender.seal(aad, own), right.seal(0, aad, own))
      const recipient = await (await provider.createRecipientKey(name, own)).setup(suite, enc, info)
      equal(await recipient.open(aad, right.seal(0, aad, own)), own)
      equal(
        [await sender.exportSecret(aad, 32), await recipient.exportSecret(aad, 32)],
        [right.export(aad, 32), right.export(aad, 32)],
      )
    },
    { runs: 60 },
  )

  law(
    'CRY-102',
    'without randomness each encapsulation is another, and is for the key',
    [kem, aead, seed, bytes],
    async (name, suite, own, info) => {
      const publicKey = publicOf(name, own)
      const senders = [
        await provider.setupSender(name, suite, publicKey, info),
        await provider.setupSender(name, suite, publicKey, info, undefined),
      ]
      const encs = await Promise.all(senders.map((sender) => sender.enc))
      holds(Buffer.compare(encs[0]!, encs[1]!) !== 0, 'two encapsulations')
      holds(Buffer.compare(encs[0]!.subarray(-32), encs[1]!.subarray(-32)) !== 0, 'two X25519 halves')
      for (const [at, sender] of senders.entries()) {
        const shared = decapsulated(name, own, encs[at]!)!
        equal(await sender.seal(info, own), ends(name, suite, shared, info).seal(0, info, own))
      }
    },
    { runs: 20 },
  )

  law(
    ['CRY-099', 'CRY-101', 'CRY-103'],
    'another length of key, randomness or encapsulation is refused, the key before the randomness',
    [kem, fc.nat(1300), fc.nat(130), fc.nat(1300)],
    async (name, keyLength, length, encLength) => {
      fc.pre(keyLength !== publicBytes(name) && length !== randomBytes(name) && encLength !== encBytes(name))
      await refuses(provider.setupSender(name, 'aes-128-gcm', new Uint8Array(keyLength), none), 'BAD_KEY')
      await refuses(provider.setupSender(name, 'aes-128-gcm', new Uint8Array(keyLength), none, new Uint8Array(length)), 'BAD_KEY')
      await refuses(provider.setupSender(name, 'aes-128-gcm', known.get(name)!, none, new Uint8Array(length)), 'BAD_SEED')
      const key = await provider.createRecipientKey(name, secret)
      await refuses(key.setup('aes-128-gcm', new Uint8Array(encLength), none), 'BAD_CIPHERTEXT')
    },
    { runs: 60 },
  )

  cases(
    ['CRY-099', 'CRY-101', 'CRY-105'],
    'a low order is refused on both sides, and before the randomness',
    lowOrderKeys,
    async (low) => {
      for (const name of kems) {
        const publicKey = joined(known.get(name)!.subarray(0, -32), low)
        for (const randomness of [undefined, none, new Uint8Array(randomBytes(name))])
          await refuses(provider.setupSender(name, 'aes-128-gcm', publicKey, none, randomness), 'BAD_KEY')
        const key = await provider.createRecipientKey(name, secret)
        await refuses(key.setup('aes-128-gcm', joined(carried.get(name)!.enc.subarray(0, -32), low), none), 'OPEN_FAILED')
      }
    },
  )

  cases('CRY-099', 'an ML-KEM half with a number of 3329 or more is refused', [0, 1, 400, 766, 767], async (at) =>
    refuses(provider.setupSender('x-wing', 'aes-128-gcm', withCoefficient(known.get('x-wing')!, at, 3329), none), 'BAD_KEY'),
  )

  cases(
    ['CRY-100', 'CRY-101', 'CRY-103', 'CRY-104', 'CRY-105'],
    'the longest info is taken, and one byte more is refused, after the key and before the rest',
    kems,
    async (name) => {
      const [most, over] = [new Uint8Array(AEAD_BYTES_MAX), new Uint8Array(AEAD_BYTES_MAX + 1)]
      const { enc, sharedSecret } = carried.get(name)!
      const right = ends(name, 'aes-128-gcm', sharedSecret, most)
      const key = await provider.createRecipientKey(name, secret)
      const low = joined(enc.subarray(0, -32), new Uint8Array(32))
      const sender = await provider.setupSender(name, 'aes-128-gcm', known.get(name)!, most, new Uint8Array(randomBytes(name)))
      equal(await sender.seal(none, enc), right.seal(0, none, enc))
      equal(await (await key.setup('aes-128-gcm', enc, most)).open(none, right.seal(0, none, enc)), enc)
      await refuses(provider.setupSender(name, 'aes-128-gcm', known.get(name)!, over), 'TOO_LARGE')
      await refuses(provider.setupSender(name, 'aes-128-gcm', known.get(name)!, over, none), 'TOO_LARGE')
      await refuses(provider.setupSender(name, 'aes-128-gcm', none, over), 'BAD_KEY')
      await refuses(key.setup('aes-128-gcm', enc, over), 'TOO_LARGE')
      await refuses(key.setup('aes-128-gcm', low, over), 'TOO_LARGE')
      await refuses(key.setup('aes-128-gcm', none, over), 'BAD_CIPHERTEXT')
    },
    { alone: true },
  )

  cases(
    ['CRY-103', 'CRY-106'],
    'every cut of an encapsulation is refused at once, every flipped byte at open only',
    kems,
    async (name) => {
      const { enc, sharedSecret } = carried.get(name)!
      const key = await provider.createRecipientKey(name, secret)
      const sealed = ends(name, 'aes-128-gcm', sharedSecret, none).seal(0, none, secret)
      for (let length = 0; length < enc.length; length++)
        await refuses(key.setup('aes-128-gcm', enc.subarray(0, length), none), 'BAD_CIPHERTEXT')
      for (let at = 0; at < enc.length; at++) {
        const context = await key.setup('aes-128-gcm', flipBit(enc, 8 * at + ((at + 1) % 8)), none)
        await refuses(context.open(none, sealed), 'OPEN_FAILED')
      }
      equal(await (await key.setup('aes-128-gcm', enc, none)).open(none, sealed), secret)
    },
  )

  cases(
    ['CRY-102', 'CRY-106'],
    'a public key and an encapsulation are used as they stand, top bit and all',
    kems,
    async (name) => {
      const topped = (value: Uint8Array) => joined(value.subarray(0, -32), topBit(value.subarray(-32)))
      const publicKey = topped(known.get(name)!)
      const made = encapsulated(name, publicKey, new Uint8Array(randomBytes(name)))
      const sender = await provider.setupSender(name, 'aes-128-gcm', publicKey, none, new Uint8Array(randomBytes(name)))
      equal(await sender.enc, made.enc)
      equal(await sender.seal(none, secret), ends(name, 'aes-128-gcm', made.sharedSecret, none).seal(0, none, secret))
      const enc = topped(carried.get(name)!.enc)
      const right = ends(name, 'aes-128-gcm', decapsulated(name, secret, enc)!, none)
      const recipient = await (await provider.createRecipientKey(name, secret)).setup('aes-128-gcm', enc, none)
      equal(await recipient.open(none, right.seal(0, none, secret)), secret)
    },
  )

  cases(
    ['CRY-095', 'CRY-102', 'CRY-106'],
    'an unknown KEM or AEAD ends in a TypeError, before every other check',
    ['', 'X25519', 'export-only'],
    async (name) => {
      await refusesType(provider.createRecipientKey(name as Crypto.Kem, none))
      await refusesType(provider.generateRecipientKey(name as Crypto.Kem))
      await refusesType(provider.setupSender(name as Crypto.Kem, 'aes-128-gcm', none, none))
      await refusesType(provider.setupSender('x25519', name as Crypto.Aead, none, none))
      const key = await provider.createRecipientKey('x25519', secret)
      await refusesType(key.setup(name as Crypto.Aead, none, none))
    },
  )
}
