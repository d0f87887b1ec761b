import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { Aead, Kem, KeyConfiguration } from '#surface/crypto'
import { outcome } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { aeads, configurationDigest, encodedConfiguration, I2OSP } from '../../oracle/exchange.ts'
import { record } from '../../oracle/http-drawn.ts'
import { damaged } from '../../oracle/streams.ts'

const keyId = fc.nat(255)
const offered = fc.shuffledSubarray(aeads, { minLength: 1 })
const configuration: fc.Arbitrary<KeyConfiguration> = fc.oneof(
  record({
    keyId,
    kem: fc.constant<Kem>('x25519'),
    publicKey: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    aeads: offered,
  }),
  record({
    keyId,
    kem: fc.constant<Kem>('x-wing'),
    publicKey: fc.uint8Array({ minLength: 1216, maxLength: 1216 }),
    aeads: offered,
  }),
)
const suite = fc.tuple(fc.constantFrom(1, 1, 1, 2, 0), fc.constantFrom(1, 2, 3, 0, 4, 0xffff))
const listed = (...list: readonly Uint8Array[]) => joined(...list.map((one) => joined(I2OSP(one.length, 2), one)))

/** What `decodeKeyConfiguration` answers, by the clauses. */
function reading(bytes: Uint8Array): { returned: KeyConfiguration } | { refused: string } {
  const number = (at: number) => bytes[at]! * 256 + bytes[at + 1]!
  if (bytes.length < 3) return { refused: 'BAD_CONFIGURATION' }
  const kem = number(1) === 0x0020 ? 'x25519' : number(1) === 0x647a ? 'x-wing' : undefined
  if (kem === undefined) return { refused: 'UNSUPPORTED' }
  const end = 3 + (kem === 'x25519' ? 32 : 1216)
  const length = number(end)
  if (bytes.length < end + 2 || length === 0 || length % 4 > 0 || length > 64 || bytes.length !== end + 2 + length)
    return { refused: 'BAD_CONFIGURATION' }
  const found = new Set<Aead>()
  for (let at = end + 2; at < bytes.length; at += 4) {
    const aead = aeads[number(at + 2) - 1]
    if (number(at) === 1 && aead !== undefined) found.add(aead)
  }
  if (found.size === 0) return { refused: 'UNSUPPORTED' }
  return { returned: { keyId: bytes[0]!, kem, publicKey: bytes.slice(3, end), aeads: [...found] } }
}

/** Key configurations and their lists. */
export const configurationLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law(
    ['CRY-138', 'CRY-141', 'CRY-145'],
    'a configuration is written as RFC 9458 says, read back, and has one digest',
    [configuration],
    async (value) => {
      const bytes = await provider.encodeKeyConfiguration(value)
      equal(bytes, encodedConfiguration(value))
      equal(await provider.decodeKeyConfiguration(bytes), value)
      equal(await provider.keyConfigurationDigest(bytes), configurationDigest(bytes))
    },
    { runs: 60 },
  )

  law(
    'CRY-137',
    'what is no configuration is not written',
    [configuration, fc.oneof(fc.constantFrom(-1, 256, NaN, Infinity), fc.double({ noInteger: true })), fc.nat(1300)],
    async (value, id, length) => {
      const key = await provider.createRecipientKey('x25519', new Uint8Array(32).fill(7))
      await refuses(provider.encodeKeyConfiguration({ ...value, keyId: id }), 'BAD_CONFIGURATION')
      await refuses(provider.createExchangeGateway(key, id, value.aeads), 'BAD_CONFIGURATION')
      for (const bad of [[], [...value.aeads, value.aeads[0]!]]) {
        await refuses(provider.encodeKeyConfiguration({ ...value, aeads: bad }), 'BAD_CONFIGURATION')
        await refuses(provider.createExchangeGateway(key, value.keyId, bad), 'BAD_CONFIGURATION')
      }
      fc.pre(length !== value.publicKey.length)
      await refuses(provider.encodeKeyConfiguration({ ...value, publicKey: new Uint8Array(length) }), 'BAD_CONFIGURATION')
    },
    { runs: 30 },
  )

  law(
    ['CRY-139', 'CRY-140', 'CRY-141'],
    'each suite list is read, or refused, as its suites say',
    [configuration, fc.array(suite, { maxLength: 18 }), fc.integer({ min: -2, max: 2 })],
    async (value, suites, more) => {
      const head = joined(I2OSP(value.keyId, 1), I2OSP(value.kem === 'x25519' ? 0x0020 : 0x647a, 2), value.publicKey)
      const list = joined(...suites.map(([kdf, aead]) => joined(I2OSP(kdf, 2), I2OSP(aead, 2))))
      for (const bytes of [
        joined(head, I2OSP(list.length, 2), list),
        joined(head, I2OSP(Math.max(0, list.length + more), 2), list),
      ])
        equal(await outcome(provider.decodeKeyConfiguration(bytes)), reading(bytes))
    },
    { runs: 150 },
  )

  cases(
    ['CRY-139', 'CRY-140'],
    'each byte altered, each length cut: read as the clauses say, or refused',
    [
      encodedConfiguration({ keyId: 5, kem: 'x25519', publicKey: new Uint8Array(32).fill(9), aeads }),
      encodedConfiguration({ keyId: 5, kem: 'x-wing', publicKey: new Uint8Array(1216).fill(9), aeads: [aeads[2]!] }),
    ],
    async (bytes) => {
      for (const other of damaged(bytes)) equal(await outcome(provider.decodeKeyConfiguration(other)), reading(other))
    },
    { timeoutMs: 30_000 },
  )

  law(
    ['CRY-142', 'CRY-143', 'CRY-144'],
    'a list gives its supported configurations in their order',
    [fc.array(configuration, { minLength: 1, maxLength: 4 }), fc.nat(4), fc.uint8Array({ maxLength: 20 })],
    async (values, at, foreign) => {
      const each = values.map(encodedConfiguration)
      equal(await provider.encodeKeyConfigurations(values), listed(...each))
      const unknown = joined(Uint8Array.of(1, 0, 0x10), foreign)
      equal(await provider.decodeKeyConfigurations(listed(...each.toSpliced(at, 0, unknown))), values)
      await refuses(provider.decodeKeyConfigurations(listed(unknown)), 'UNSUPPORTED')
      await refuses(
        provider.decodeKeyConfigurations(listed(...each.toSpliced(at, 0, each[0]!.slice(0, -1)))),
        'BAD_CONFIGURATION',
      )
      const whole = listed(...each)
      await refuses(provider.decodeKeyConfigurations(whole.slice(0, -1)), 'BAD_CONFIGURATION')
      await refuses(provider.decodeKeyConfigurations(joined(whole, Uint8Array.of(0))), 'BAD_CONFIGURATION')
    },
    { runs: 40 },
  )

  cases(['CRY-142', 'CRY-143'], 'lists have 1 to 16 configurations', [0, 1, 16, 17], async (count) => {
    const one: KeyConfiguration = { keyId: 1, kem: 'x25519', publicKey: new Uint8Array(32), aeads: ['aes-128-gcm'] }
    const list = Array.from({ length: count }, () => one)
    const bytes = listed(...list.map(encodedConfiguration))
    if (count === 0 || count === 17) {
      await refuses(provider.encodeKeyConfigurations(list), 'BAD_CONFIGURATION')
      await refuses(provider.decodeKeyConfigurations(bytes), 'BAD_CONFIGURATION')
    } else {
      equal(await provider.encodeKeyConfigurations(list), bytes)
      equal(await provider.decodeKeyConfigurations(bytes), list)
    }
  })
}
