import type { Command } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, flipBit, outcome, seed } from './values.ts'

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
/** Mostly of the right length, now and then of another. */
const about = (length: number) =>
  fc.oneof(
    { weight: 8, arbitrary: exactly(length) },
    { weight: 1, arbitrary: exactly(length - 1) },
    { weight: 1, arbitrary: exactly(length + 1) },
  )
const aead = fc.constantFrom<Crypto.Aead>('aes-128-gcm', 'aes-256-gcm', 'chacha20-poly1305')
const kem = fc.constantFrom<Crypto.Kem>('x25519', 'x-wing')
const length = fc.oneof(fc.nat(100), fc.constantFrom(0, 32, 8160, 8161, -1, 0.5, Number.NaN, -0))
/** Public keys of X25519: any, of low order, or not reduced. */
const publicKey = fc.oneof(
  { weight: 4, arbitrary: exactly(32) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(0x00, 0x01, 0xec, 0xed, 0xee, 0xef, 0xff), fc.boolean(), fc.boolean())
      .map(([first, high, top]) =>
        Uint8Array.from({ length: 32 }, (_, at) =>
          at === 0 ? first : at < 31 ? (high ? 0xff : 0) : (high ? 0x7f : 0) | (top ? 0x80 : 0),
        ),
      ),
  },
)

interface Primitives {
  readonly suite: Crypto.Aead
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  readonly aad: Uint8Array
  readonly plaintext: Uint8Array
  readonly flip: number
}

interface Exchange {
  readonly name: Crypto.Kem
  readonly suite: Crypto.Aead
  readonly secret: Uint8Array
  readonly randomness: Uint8Array
  readonly info: Uint8Array
  readonly messages: readonly { readonly aad: Uint8Array; readonly plaintext: Uint8Array; readonly flip: number }[]
  readonly length: number
  readonly flip: number
}

const exchange: fc.Arbitrary<Exchange> = fc.record({
  name: kem,
  suite: aead,
  secret: seed,
  randomness: exactly(64),
  info: bytes,
  messages: fc.array(fc.record({ aad: bytes, plaintext: bytes, flip: fc.integer({ min: -2000, max: 2000 }) }), {
    maxLength: 4,
    size: 'max',
  }),
  length,
  flip: fc.nat(),
})

/** Sets up both sides with given randomness. */
async function sides(
  provider: Parameters<Command<typeof Crypto>['observe']>[0],
  { name, suite, secret, randomness, info }: Exchange,
) {
  const key = await provider.createRecipientKey(name, secret)
  const sender = await provider.setupSender(
    name,
    suite,
    await key.publicKey,
    info,
    randomness.subarray(0, name === 'x25519' ? 32 : 64),
  )
  const enc = await sender.enc
  return { key, sender, enc, recipient: await key.setup(suite, enc, info) }
}

const flipped = (value: Uint8Array, bit: number) => (value.length === 0 ? value : flipBit(value, bit % (8 * value.length)))

export const hpkeCommands: readonly Command<typeof Crypto>[] = [
  {
    name: 'hkdf',
    clauses: ['CRY-066', 'CRY-067', 'CRY-068', 'CRY-069'],
    arbitrary: fc.record({ salt: bytes, ikm: bytes, length }),
    observe: async (provider, value: { salt: Uint8Array; ikm: Uint8Array; length: number }) => [
      await outcome(provider.hkdfExtract(value.salt, value.ikm)),
      await outcome(provider.hkdfExpand(value.salt, value.ikm, value.length)),
    ],
  },
  {
    name: 'aead',
    clauses: ['CRY-070', 'CRY-071', 'CRY-073', 'CRY-074', 'CRY-075'],
    arbitrary: fc.record({
      suite: aead,
      key: about(32),
      nonce: about(12),
      aad: bytes,
      plaintext: bytes,
      flip: fc.nat(),
    }),
    observe: async (provider, { suite, key, nonce, aad, plaintext, flip }: Primitives) => {
      const fit = suite === 'aes-128-gcm' ? key.subarray(16) : key
      const sealed = await outcome(provider.aeadSeal(suite, fit, nonce, aad, plaintext))
      const ciphertext = (sealed as { returned?: Uint8Array }).returned ?? plaintext
      return [
        sealed,
        await outcome(provider.aeadOpen(suite, fit, nonce, aad, ciphertext)),
        await outcome(provider.aeadOpen(suite, fit, nonce, aad, flipped(ciphertext, flip))),
        await outcome(provider.aeadOpen(suite, fit, nonce, aad, ciphertext.subarray(flip % (ciphertext.length + 1)))),
      ]
    },
  },
  {
    name: 'x25519',
    clauses: ['CRY-076', 'CRY-077', 'CRY-078', 'CRY-079'],
    arbitrary: fc.record({ secret: about(32), publicKey }),
    observe: async (provider, value: { secret: Uint8Array; publicKey: Uint8Array }) => [
      await outcome(provider.x25519PublicKey(value.secret)),
      await outcome(provider.x25519(value.secret, value.publicKey)),
    ],
  },
  {
    name: 'ml-kem',
    clauses: ['CRY-080', 'CRY-081', 'CRY-082', 'CRY-083', 'CRY-084', 'CRY-085', 'CRY-086'],
    arbitrary: fc.record({ seed: exactly(64), m: about(32), flip: fc.nat() }),
    observe: async (provider, value: { seed: Uint8Array; m: Uint8Array; flip: number }) => {
      const keys = await provider.mlKemKeyPair(value.seed)
      const made = await outcome(provider.mlKemEncapsulate(keys.publicKey, value.m))
      const ciphertext = (made as { returned?: Crypto.Encapsulation }).returned?.ciphertext ?? new Uint8Array(1088)
      return [
        keys,
        made,
        await outcome(provider.mlKemEncapsulate(flipped(keys.publicKey, value.flip), value.m)),
        await outcome(provider.mlKemDecapsulate(value.seed, ciphertext)),
        await outcome(provider.mlKemDecapsulate(value.seed, flipped(ciphertext, value.flip))),
        await outcome(provider.mlKemDecapsulate(value.seed, ciphertext.subarray(value.flip % 1089))),
      ]
    },
  },
  {
    name: 'x-wing',
    clauses: ['CRY-087', 'CRY-088', 'CRY-089', 'CRY-090', 'CRY-091', 'CRY-092', 'CRY-093', 'CRY-095'],
    arbitrary: fc.record({ secret: seed, randomness: about(64), other: publicKey, flip: fc.nat() }),
    observe: async (provider, value: { secret: Uint8Array; randomness: Uint8Array; other: Uint8Array; flip: number }) => {
      const publicKey = await (await provider.createRecipientKey('x-wing', value.secret)).publicKey
      const made = await outcome(provider.xWingEncapsulate(publicKey, value.randomness))
      const ciphertext = (made as { returned?: Crypto.Encapsulation }).returned?.ciphertext ?? new Uint8Array(1120)
      return [
        publicKey,
        made,
        await outcome(provider.xWingEncapsulate(Uint8Array.of(...publicKey.subarray(0, 1184), ...value.other), value.randomness)),
        await outcome(provider.xWingDecapsulate(value.secret, ciphertext)),
        await outcome(provider.xWingDecapsulate(value.secret, flipped(ciphertext, value.flip))),
        await outcome(provider.xWingDecapsulate(value.secret, Uint8Array.of(...ciphertext.subarray(0, 1088), ...value.other))),
      ]
    },
  },
  {
    name: 'hpke messages',
    clauses: ['CRY-095', 'CRY-102', 'CRY-106', 'CRY-107', 'CRY-108', 'CRY-109', 'CRY-116'],
    arbitrary: exchange,
    observe: async (provider, value: Exchange) => {
      const { sender, enc, recipient } = await sides(provider, value)
      const seen: unknown[] = [enc]
      for (const { aad, plaintext, flip } of value.messages) {
        const sealed = await sender.seal(aad, plaintext)
        if (flip >= 0) seen.push(await outcome(recipient.open(aad, flipped(sealed, flip))))
        seen.push(sealed, await outcome(recipient.open(aad, sealed)))
      }
      return seen
    },
  },
  {
    name: 'hpke exports and ends',
    clauses: ['CRY-098', 'CRY-112', 'CRY-113', 'CRY-114', 'CRY-115'],
    arbitrary: exchange,
    observe: async (provider, value: Exchange) => {
      const { key, sender, enc, recipient } = await sides(provider, value)
      const seen = [
        await outcome(sender.exportSecret(value.info, value.length)),
        await outcome(recipient.exportSecret(value.info, value.length)),
      ]
      for (const each of [sender, recipient, key, sender]) await each.destroy()
      return [
        ...seen,
        await outcome(sender.exportSecret(value.info, value.length)),
        await outcome(sender.seal(value.info, value.info)),
        await outcome(recipient.open(value.info, value.info)),
        await outcome(key.setup(value.suite, enc, value.info).then(() => undefined)),
        await key.publicKey,
      ]
    },
  },
  {
    name: 'hpke refusals',
    clauses: ['CRY-094', 'CRY-099', 'CRY-101', 'CRY-103', 'CRY-105'],
    arbitrary: fc.record({ exchange, secret: about(32), other: publicKey }),
    observe: async (provider, value: { exchange: Exchange; secret: Uint8Array; other: Uint8Array }) => {
      const { name, suite, info, randomness, flip } = value.exchange
      const { key, enc } = await sides(provider, value.exchange)
      const ownKey = await key.publicKey
      const ended = (bytes: Uint8Array) => Uint8Array.of(...bytes.subarray(0, -32), ...value.other)
      const done = (call: Promise<unknown>) => outcome(call.then(() => undefined))
      return [
        await done(provider.createRecipientKey(name, value.secret)),
        await done(provider.setupSender(name, suite, ended(ownKey), info, randomness.subarray(flip % 65))),
        await done(provider.setupSender(name, suite, ownKey.subarray(flip % 3), info)),
        await done(key.setup(suite, ended(enc), info)),
        await done(key.setup(suite, enc.subarray(flip % 3), info)),
      ]
    },
  },
]
