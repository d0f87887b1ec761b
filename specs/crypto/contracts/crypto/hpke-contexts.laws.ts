import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, seed } from '../../driver.ts'
import { kems } from '../../oracle/hpke.ts'
import { aeads } from '../../oracle/primitives.ts'
import { codeOf } from '../../oracle/values.ts'
import { bothSides, contextSecret, outcomeOf } from './hpke-sides.ts'
import { HKDF_OUTPUT_MAX } from './limits.ts'

const kem = fc.constantFrom(...kems)
const aead = fc.constantFrom(...aeads)
const message = fc.record({ aad: bytes, plaintext: bytes })
const messages = fc.array(message, { maxLength: 12, size: 'max' })
const none = new Uint8Array(0)

/** Contexts: what they export, and how they end. */
export const hpkeContextLaws: Laws<typeof Crypto> = ({ provider, law }) => {
  law(
    'CRY-113',
    'both sides export the same secret, whatever is sealed or opened in between',
    [aead, seed, bytes, bytes, fc.oneof(fc.nat(100), fc.constantFrom(0, 32, HKDF_OUTPUT_MAX)), fc.nat(3)],
    async (suite, random, info, context, length, count) => {
      const { right, sender, recipient } = await bothSides(provider, suite, random, info)
      const secrets = [await sender.exportSecret(context, length)]
      for (let at = 0; at < count; at++) {
        const sealed = await sender.seal(none, context)
        equal(await recipient.open(none, sealed), context)
        secrets.push(await sender.exportSecret(context, length), await recipient.exportSecret(context, length))
      }
      await refuses(recipient.open(none, none), 'OPEN_FAILED')
      secrets.push(await recipient.exportSecret(context, length))
      for (const each of secrets) equal(each, right.export(context, length))
    },
    { runs: 40 },
  )

  law(
    'CRY-112',
    'a length that is no integer in the range is refused',
    [
      fc.oneof(
        fc.constantFrom(
          -1,
          HKDF_OUTPUT_MAX + 1,
          0.5,
          Number.NaN,
          Number.POSITIVE_INFINITY,
          Number.NEGATIVE_INFINITY,
          65_536,
          2 ** 53,
        ),
        fc.integer({ min: HKDF_OUTPUT_MAX + 1 }),
        fc.double({ noInteger: true }),
      ),
    ],
    async (length) => {
      const { sender, recipient } = await bothSides(provider, 'aes-128-gcm', contextSecret, none)
      await refuses(sender.exportSecret(none, length), 'BAD_LENGTH')
      await refuses(recipient.exportSecret(none, length), 'BAD_LENGTH')
    },
    { runs: 30 },
  )

  law(
    ['CRY-114', 'CRY-115'],
    'calls before the end of a context settle as they would, and those after it are refused',
    [kem, aead, seed, fc.integer({ min: 1, max: 3 })],
    async (name, suite, random, times) => {
      const { right, sender, recipient } = await bothSides(provider, suite, random, none, name)
      const sealed = right.seal(0, none, random)
      const early = Promise.all([
        sender.seal(none, random),
        sender.exportSecret(none, 16),
        recipient.open(none, sealed),
        outcomeOf(recipient.open(none, sealed)),
        recipient.exportSecret(none, 16),
      ])
      const ended = Array.from({ length: times }, () => [sender.destroy(), recipient.destroy()]).flat()
      const late = Promise.all([
        codeOf(sender.seal(none, random)),
        codeOf(sender.exportSecret(none, -1)),
        codeOf(recipient.open(none, none)),
        codeOf(recipient.exportSecret(none, 16)),
      ])
      equal(await early, [sealed, right.export(none, 16), random, 'OPEN_FAILED', right.export(none, 16)])
      equal(
        await Promise.all(ended),
        ended.map(() => undefined),
      )
      equal(await late, ['DESTROYED', 'DESTROYED', 'DESTROYED', 'DESTROYED'])
    },
    { runs: 40 },
  )

  law(
    ['CRY-096', 'CRY-116'],
    'what one side seals to a generated key, the other opens in turn',
    [kem, aead, bytes, messages],
    async (name, suite, info, list) => {
      const key = await provider.generateRecipientKey(name)
      const sender = await provider.setupSender(name, suite, await key.publicKey, info)
      const recipient = await key.setup(suite, await sender.enc, info)
      for (const { aad, plaintext } of list) equal(await recipient.open(aad, await sender.seal(aad, plaintext)), plaintext)
      equal(await sender.exportSecret(info, 32), await recipient.exportSecret(info, 32))
    },
    { runs: 30 },
  )
}
