import type { Command, Remote } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { JsonValue } from '#surface/crypto'
import { collected, cutAt, streamed } from './streams.ts'
import { bytes, flipBit, json, outcome, seed, text, utf8 } from './values.ts'

const clauses = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `CRY-${from + at}`)
const algorithm = fc.constantFrom<Crypto.WeakNearAlgorithm>('ed25519', 'ecdsa')
const own = Uint8Array.from({ length: 32 }, (_, at) => 7 * at + 1)
/** A bit to change, −1 for none. */
const flip = fc.oneof(fc.constant(-1), fc.nat())
const changed = (value: Uint8Array, bit: number) =>
  bit < 0 || value.length === 0 ? value : flipBit(value, bit % (8 * value.length))
const about = (length: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.uint8Array({ minLength: length, maxLength: length }) },
    { weight: 1, arbitrary: fc.constantFrom(0, length - 1, length + 1).map((many) => new Uint8Array(many)) },
  )
const unhex = (value: string) => new Uint8Array(Buffer.from(value, 'hex'))
const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 })
/** Public keys of `own`. */
const publicKeys = {
  ed25519: unhex('e4030998cfd5ad1723c169f956aa0b9eb8619b5992bd612c2af428ebc79f8df0'),
  ecdsa: unhex(
    '04b37e346e416155b2b0fa289e09ca1f70a2c6fed7da70a9080520219f161050c127c7290bff83b48bad4adeffc490ddfbc8fd85ca592c9181d84d07d611ae8ef1',
  ),
} as const

const message = fc.record(
  {
    role: text,
    content: fc.oneof(text, json),
    reasoning: fc.oneof(text, json),
    audio: fc.oneof(fc.record({ data: text }), json),
  },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<JsonValue>
const body = fc.record(
  {
    model: text,
    messages: fc.oneof(fc.array(message, { maxLength: 3 }), json),
    choices: fc.array(fc.record({ delta: message, message }, { requiredKeys: [], noNullPrototype: true }), { maxLength: 2 }),
  },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<JsonValue>

/** A type that contains itself is too deep for `Remote`. */
interface Fields {
  readonly weakNearSealFields: (name: Crypto.WeakNearAlgorithm, key: Uint8Array, body: JsonValue) => Promise<JsonValue>
  readonly weakNearOpenFields: (name: Crypto.WeakNearAlgorithm, key: Uint8Array, body: JsonValue) => Promise<JsonValue>
}

export const compatCommands: readonly Command<typeof Crypto>[] = [
  {
    name: 'a field of NEAR',
    clauses: [...clauses(253, 257), ...clauses(259, 262)],
    arbitrary: fc.record({ name: algorithm, plaintext: bytes, key: about(32), randomness: about(56), flip, junk: text }),
    observe: async (
      provider,
      value: {
        name: Crypto.WeakNearAlgorithm
        plaintext: Uint8Array
        key: Uint8Array
        randomness: Uint8Array
        flip: number
        junk: string
      },
    ) => {
      const publicKey = publicKeys[value.name]
      const randomness = new Uint8Array(value.name === 'ed25519' ? 56 : 44).fill(9)
      const sealed = await provider.weakNearSeal(value.name, publicKey, value.plaintext, randomness)
      const spoilt = Buffer.from(changed(unhex(sealed), value.flip)).toString('hex')
      return {
        sealed,
        opened: await outcome(provider.weakNearOpen(value.name, own, spoilt)),
        junk: await outcome(provider.weakNearOpen(value.name, value.key, value.junk)),
        toAny: await outcome(provider.weakNearSeal(value.name, value.key, value.plaintext, randomness)),
        random: await outcome(provider.weakNearSeal(value.name, publicKey, value.plaintext, value.randomness)),
      }
    },
  },
  {
    name: 'fields of NEAR in a body',
    clauses: clauses(253, 265),
    arbitrary: fc.record({ name: algorithm, body, plaintexts: fc.array(bytes, { maxLength: 3 }), flip }),
    observe: async (
      provider,
      value: { name: Crypto.WeakNearAlgorithm; body: JsonValue; plaintexts: Uint8Array[]; flip: number },
    ) => {
      const { weakNearSealFields, weakNearOpenFields } = provider as Remote<typeof Crypto> & Fields
      const publicKey = publicKeys[value.name]
      const there = async () => weakNearOpenFields(value.name, own, await weakNearSealFields(value.name, publicKey, value.body))
      const texts = await Promise.all(
        value.plaintexts.map((plaintext) => provider.weakNearSeal(value.name, publicKey, plaintext)),
      )
      const spoilt = texts.map((sealed, at) => ({
        content: at === 1 ? Buffer.from(changed(unhex(sealed), value.flip)).toString('hex') : sealed,
      }))
      return {
        back: await outcome(there()),
        plain: await outcome(weakNearOpenFields(value.name, own, value.body)),
        opened: await outcome(weakNearOpenFields(value.name, own, { messages: spoilt })),
      }
    },
  },
  {
    name: 'an encrypted HTTP body',
    clauses: clauses(266, 279),
    arbitrary: fc.record({
      ephemeral: seed,
      nonce: about(32),
      request: pieces,
      response: pieces,
      flip,
      places: fc.array(fc.nat(), { maxLength: 5 }),
    }),
    observe: async (
      provider,
      value: {
        ephemeral: Uint8Array
        nonce: Uint8Array
        request: Uint8Array[]
        response: Uint8Array[]
        flip: number
        places: number[]
      },
    ) => {
      const key = await provider.createRecipientKey('x25519', own)
      const request = await provider.weakEhbpSeal(await key.publicKey, streamed(value.request), value.ephemeral)
      const enc = await request.encapsulatedKey
      const asked = await collected(request.body)
      const onTheWay = (frames: readonly Uint8Array[]) =>
        streamed(cutAt(changed(new Uint8Array(Buffer.concat(frames)), value.flip), value.places))
      const opened = await provider.weakEhbpOpen(key, enc, onTheWay(asked.given))
      const reply = async () => {
        const answer = await opened.seal(streamed(value.response), value.nonce)
        const frames = await collected(answer.body)
        const back = await collected(request.open(await answer.responseNonce, onTheWay(frames.given)))
        return { frames, back, again: await outcome(opened.seal(streamed([]), value.nonce)) }
      }
      return {
        enc,
        asked,
        again: await collected(request.body),
        read: await collected(opened.request),
        reply: await outcome(reply()),
        derived: await outcome(provider.weakEhbpDerive(utf8('x'.repeat(32)), enc, value.nonce)),
      }
    },
  },
]
