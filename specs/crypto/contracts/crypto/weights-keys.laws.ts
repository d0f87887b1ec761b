import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, flipBit, seed } from '../../driver.ts'
import { kems, publicBytes, publicOf, randomBytes } from '../../oracle/hpke.ts'
import { lowOrderKeys } from '../../oracle/primitives.ts'
import { joined1, unhex } from '../../oracle/values.ts'
import { manifestOf, sealedWhole, unwrappedKey, wrappedKey } from '../../oracle/weights.ts'
import { drained, streamed } from './drained.ts'
import { WRAP_CONTEXT_MAX } from './limits.ts'
import { CHUNK, content, fixedFile } from './weights-drawn.ts'

const none = new Uint8Array(0)
const recipient = unhex('77'.repeat(32))
const kem = fc.constantFrom(...kems)
const whole = fixedFile(1)
const manifest = manifestOf(CHUNK, [whole.file])
const over = new Uint8Array(WRAP_CONTEXT_MAX + 1)
const randomness = (name: Crypto.Kem) => new Uint8Array(randomBytes(name)).fill(8)
const wrapped = (name: Crypto.Kem, context: Uint8Array, key = whole.key) =>
  wrappedKey(name, publicOf(name, recipient), context, randomness(name), key)

/** Keys of models, and how they are handed on. */
export const weightsKeyLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law('CRY-213', 'a key of another length is refused', [fc.nat(100).filter((length) => length !== 32)], async (length) => {
    await refuses(provider.createWeightsKey(new Uint8Array(length)), 'BAD_SEED')
  })

  cases('CRY-214', 'every generated key is another', kems, async (name) => {
    const seen = new Set<string>()
    for (let at = 0; at < 4; at++) {
      const text = await (await provider.generateWeightsKey()).wrap(name, publicOf(name, recipient), none)
      seen.add(Buffer.from(unwrappedKey(name, recipient, none, text)!).toString('hex'))
    }
    equal(seen.size, 4)
    equal(
      [...seen].every((text) => /^[0-9a-f]{64}$/.test(text)),
      true,
    )
  })

  law(
    ['CRY-219', 'CRY-223'],
    'a key is wrapped as defined, and comes back as the key it was, to be wrapped anew',
    [kem, seed, bytes],
    async (name, key, context) => {
      const text = wrapped(name, context, key)
      const publicKey = publicOf(name, recipient)
      const first = await provider.createWeightsKey(key)
      equal(await first.wrap(name, publicKey, context, randomness(name)), text)
      const back = await provider.unwrapWeightsKey(await provider.createRecipientKey(name, recipient), text, context)
      equal(await back.wrap(name, publicKey, context, randomness(name)), text)
      const salt = new Uint8Array(32)
      const sealing = await back.seal('a', 5, CHUNK, streamed([content(5, 1)]), salt)
      equal((await drained(sealing.chunks)).given, sealedWhole(key, 'a', content(5, 1), CHUNK, salt).sealed)
    },
    { runs: 20 },
  )

  law(
    'CRY-219',
    'each wrapping has an encapsulation of its own',
    [kem, seed, bytes],
    async (name, key, context) => {
      const holder = await provider.createWeightsKey(key)
      const texts = await Promise.all([0, 1].map(() => holder.wrap(name, publicOf(name, recipient), context)))
      for (const text of texts) equal(unwrappedKey(name, recipient, context, text), key)
      equal(Buffer.compare(texts[0]!.subarray(3, 35), texts[1]!.subarray(3, 35)) === 0, false)
    },
    { runs: 6 },
  )

  cases(
    ['CRY-217', 'CRY-218', 'CRY-219', 'CRY-221', 'CRY-223'],
    'what is wrong with a wrapping is told in order',
    kems,
    async (name) => {
      const key = await provider.createWeightsKey(whole.key)
      const publicKey = publicOf(name, recipient)
      for (const length of [0, 31, 33, publicBytes(name) - 1, publicBytes(name) + 1])
        await refuses(key.wrap(name, new Uint8Array(length).fill(9), over, none), 'BAD_KEY')
      for (const low of lowOrderKeys) {
        const changed = publicKey.slice()
        changed.set(low, publicKey.length - 32)
        await refuses(key.wrap(name, changed, over, none), 'BAD_KEY')
      }
      await refuses(key.wrap(name, publicKey, over, none), 'TOO_LARGE')
      for (const length of [0, 31, 33, 63, 65]) await refuses(key.wrap(name, publicKey, none, new Uint8Array(length)), 'BAD_SEED')
      const most = over.subarray(1)
      const text = await key.wrap(name, publicKey, most, randomness(name))
      equal(text, wrapped(name, most))
      const holder = await provider.createRecipientKey(name, recipient)
      await refuses(provider.unwrapWeightsKey(holder, text, over), 'TOO_LARGE')
      await refuses(provider.unwrapWeightsKey(holder, text.slice(1), over), 'BAD_WRAPPING')
      const back = await provider.unwrapWeightsKey(holder, text, most)
      equal((await (await back.open(manifest, whole.file.path)).open(0, whole.sealed[0]!)).length, whole.file.bytes)
    },
  )

  cases(
    ['CRY-220', 'CRY-222'],
    'a wrapped key with any byte changed, of any other length, or for another',
    kems,
    async (name) => {
      const text = wrapped(name, recipient)
      const holder = await provider.createRecipientKey(name, recipient)
      const unwrap = (changed: Uint8Array) => provider.unwrapWeightsKey(holder, changed, recipient)
      const step = name === 'x25519' ? 1 : 37
      for (let at = 0; at < text.length; at += at < 3 ? 1 : step)
        await refuses(unwrap(flipBit(text, 8 * at + (at % 8))), at < 3 ? 'BAD_WRAPPING' : 'OPEN_FAILED')
      for (let at = text.length - 48; at < text.length; at++) await refuses(unwrap(flipBit(text, 8 * at)), 'OPEN_FAILED')
      for (let length = 0; length < text.length; length += step) await refuses(unwrap(text.slice(0, length)), 'BAD_WRAPPING')
      await refuses(unwrap(text.slice(0, -1)), 'BAD_WRAPPING')
      await refuses(unwrap(joined1(text, 0)), 'BAD_WRAPPING')
      const others = kems.filter((other) => other !== name)
      for (const other of others) await refuses(unwrap(wrapped(other, recipient)), 'BAD_WRAPPING')
      await refuses(provider.unwrapWeightsKey(holder, text, none), 'OPEN_FAILED')
      await refuses(provider.unwrapWeightsKey(holder, text, joined1(recipient, 0)), 'OPEN_FAILED')
      const stranger = await provider.createRecipientKey(name, flipBit(recipient, 9))
      await refuses(provider.unwrapWeightsKey(stranger, text, recipient), 'OPEN_FAILED')
      if (name === 'x25519')
        for (const low of lowOrderKeys) {
          const changed = text.slice()
          changed.set(low, 3)
          await refuses(unwrap(changed), 'OPEN_FAILED')
        }
    },
  )

  cases('CRY-216', 'a destroyed key refuses, what it gave and what was called before goes on', kems, async (name) => {
    const key = await provider.createWeightsKey(whole.key)
    const [opener, sealing] = await Promise.all([
      key.open(manifest, whole.file.path),
      key.seal(whole.file.path, whole.file.bytes, CHUNK, streamed(whole.plain), whole.file.salt),
    ])
    const publicKey = publicOf(name, recipient)
    const before = Promise.all([
      key.wrap(name, publicKey, none, randomness(name)),
      key.open(manifest, whole.file.path).then((other) => other.open(0, whole.sealed[0]!)),
    ])
    await key.destroy()
    await refuses(key.wrap(name, none, over, none), 'DESTROYED')
    await refuses(key.open({ ...manifest, files: [] }, ''), 'DESTROYED')
    await refuses(key.seal('', -1, 0, streamed([]), none), 'DESTROYED')
    equal(await before, [wrapped(name, none), whole.plain[0]])
    equal(await opener.open(0, whole.sealed[0]!), whole.plain[0])
    equal((await drained(sealing.chunks)).given, whole.sealed)
    equal(await sealing.file(), whole.file)
    await key.destroy()
    const holder = await provider.createRecipientKey(name, recipient)
    await holder.destroy()
    await refuses(provider.unwrapWeightsKey(holder, wrapped(name, none), none), 'DESTROYED')
    await refuses(provider.unwrapWeightsKey(holder, none, over), 'BAD_WRAPPING')
  })
}
