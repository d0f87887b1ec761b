import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { Envelope, JsonValue } from '#surface/crypto'
import { bytes, choices, envelope, payloadType, seed, text, utf8 } from '../../driver.ts'
import { canonicalText } from '../../oracle/canonical.ts'
import { badPolicies, type DsseExample, improper, notEnvelopes, orderedFaults } from '../../oracle/rows.ts'
import { spell } from '../../oracle/spelling.ts'
import { digest, encoded, keyPair, lone, seedOf, signedBy, spoiled, tidy, wireOf } from '../../oracle/values.ts'

/** Signed envelopes: encoding, policies, wire form. */
export const envelopeLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  law('CRY-044', 'a payload type with a lone surrogate has no encoding', [lone(), bytes], async (type, payload) =>
    refuses(provider.pae(type, payload), 'BAD_STRING'),
  )

  law(
    'CRY-045',
    'the encoding counts bytes, and ends with the payload',
    [fc.oneof(fc.constant(''), payloadType), bytes],
    async (type, payload) => equal(await provider.pae(type, payload), encoded(type, payload)),
  )

  cases(
    ['CRY-045', 'CRY-056', 'CRY-061'],
    'the published example has the published encoding and the published wire form',
    field('protocol/dsse/dsse-example.json', (file) => [file as DsseExample]),
    async (example) => {
      equal(await provider.pae(example.payload_type, utf8(example.serialized_body)), utf8(example.pae))
      const value = await provider.decodeEnvelope(utf8(JSON.stringify(example.envelope)))
      const sig = Uint8Array.from(Buffer.from(example.envelope.signatures[0]!.sig, 'base64'))
      equal(value, { payloadType: example.payload_type, payload: utf8(example.serialized_body), signatures: [{ sig }] })
      equal(await provider.encodeEnvelope(value), utf8(canonicalText(example.envelope as unknown as JsonValue)))
    },
  )

  cases(['CRY-046', 'CRY-060'], 'an envelope over a limit is refused by every operation', improper, async ({ change, fits }) => {
    const value: Envelope = { payloadType: 't', payload: new Uint8Array(1), signatures: [{ sig: new Uint8Array(64) }], ...change }
    const signer = await provider.createSigner(new Uint8Array(32))
    const policy = { payloadType: value.payloadType, keys: [new Uint8Array(31)], threshold: 1 }
    if (fits) {
      const wire = await provider.encodeEnvelope(value)
      equal(await provider.decodeEnvelope(wire), value)
      await refuses(provider.verifyEnvelope(value, policy), 'BAD_POLICY')
    } else {
      await refuses(provider.encodeEnvelope(value), 'BAD_ENVELOPE')
      await refuses(provider.signEnvelope(value, signer), 'BAD_ENVELOPE')
      await refuses(provider.verifyEnvelope(value, policy), 'BAD_ENVELOPE')
      if (value.payloadType.isWellFormed() && value.signatures.every(({ keyid }) => (keyid ?? '').isWellFormed()))
        await refuses(provider.decodeEnvelope(utf8(canonicalText(wireOf(value)))), 'BAD_ENVELOPE')
    }
  })

  law(
    ['CRY-047', 'CRY-048', 'CRY-049'],
    'a signer adds its signature at the end, up to the greatest number',
    [envelope, seed],
    async (value, secret) => {
      const signer = await provider.createSigner(secret)
      const signed = await provider.signEnvelope(value, signer)
      const own = keyPair(secret)
      const keyid = Buffer.from(digest('sha256', own.publicKey)).toString('hex')
      const last = { keyid, sig: own.sign(encoded(value.payloadType, value.payload)) }
      equal(signed, { ...tidy(value), signatures: [...tidy(value).signatures, last] })
      const full = { ...value, signatures: Array.from({ length: 15 }, () => ({ sig: new Uint8Array(1) })) }
      const sixteen = await provider.signEnvelope(full, signer)
      equal(sixteen.signatures.length, 16)
      await refuses(provider.signEnvelope(sixteen, signer), 'BAD_ENVELOPE')
      await signer.destroy()
      await refuses(provider.signEnvelope(value, signer), 'DESTROYED')
      await refuses(provider.signEnvelope(sixteen, signer), 'BAD_ENVELOPE')
    },
  )

  cases('CRY-050', 'a policy that cannot be met, or counts a key twice, is refused', badPolicies, async ({ keys, threshold }) => {
    const value = { payloadType: 't', payload: utf8('x'), signatures: [] }
    await refuses(provider.verifyEnvelope(value, { payloadType: 'u', keys, threshold }), 'BAD_POLICY')
  })

  law(
    'CRY-051',
    'a payload of another type is refused, before signatures count',
    [payloadType, payloadType, seed, fc.boolean()],
    async (type, other, secret, signs) => {
      fc.pre(type !== other)
      const value = signedBy(type, utf8('x'), signs ? [secret] : [])
      await refuses(
        provider.verifyEnvelope(value, { payloadType: other, keys: [keyPair(secret).publicKey], threshold: 1 }),
        'PAYLOAD_TYPE_MISMATCH',
      )
    },
  )

  law(
    ['CRY-052', 'CRY-053', 'CRY-054', 'CRY-055'],
    'an envelope opens exactly when enough different trusted keys signed it, and names all of them',
    [
      payloadType,
      bytes,
      fc.array(
        fc.record({
          who: fc.nat(5),
          spoil: fc.constantFrom('', '', '', 'bit', 'short', 'long'),
          keyid: fc.option(text, { nil: undefined }),
        }),
        { maxLength: 8 },
      ),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
      fc.nat(),
    ],
    async (type, payload, signers, trusted, level) => {
      const signatures = signers.map(({ who, spoil, keyid }) => ({
        ...(keyid === undefined ? {} : { keyid }),
        sig: spoiled(keyPair(seedOf(who)).sign(encoded(type, payload)), spoil),
      }))
      const keys = trusted.map((who) => keyPair(seedOf(who)).publicKey)
      const threshold = 1 + (level % keys.length)
      const good = trusted.filter((who) => signers.some((one) => one.who === who && one.spoil === ''))
      const call = provider.verifyEnvelope({ payloadType: type, payload, signatures }, { payloadType: type, keys, threshold })
      if (good.length < threshold) await refuses(call, 'THRESHOLD_NOT_MET')
      else equal(await call, { payloadType: type, payload, keys: good.map((who) => keyPair(seedOf(who)).publicKey) })
    },
    { runs: 200 },
  )

  law(
    ['CRY-052', 'CRY-054'],
    'a signature over the payload alone, or over another type, does not count',
    [payloadType, bytes, seed],
    async (type, payload, secret) => {
      const own = keyPair(secret)
      const keyid = Buffer.from(digest('sha256', own.publicKey)).toString('hex')
      for (const sig of [own.sign(payload), own.sign(encoded(`${type}x`, payload))])
        await refuses(
          provider.verifyEnvelope(
            { payloadType: type, payload, signatures: [{ keyid, sig }] },
            { payloadType: type, keys: [own.publicKey], threshold: 1 },
          ),
          'THRESHOLD_NOT_MET',
        )
    },
  )

  law(
    'CRY-055',
    'sixteen keys and sixteen signatures are all considered',
    [bytes],
    async (payload) => {
      const seeds = Array.from({ length: 16 }, (_, who) => seedOf(who))
      const keys = seeds.map((secret) => keyPair(secret).publicKey)
      const value = signedBy('t', payload, seeds.toReversed())
      equal(await provider.verifyEnvelope(value, { payloadType: 't', keys, threshold: 16 }), { payloadType: 't', payload, keys })
    },
    { runs: 3 },
  )

  law(['CRY-056', 'CRY-061', 'CRY-062'], 'an envelope is written as canonical JSON and read back', [envelope], async (value) => {
    const wire = await provider.encodeEnvelope(value)
    equal(wire, utf8(canonicalText(wireOf(value))))
    equal(await provider.decodeEnvelope(wire), tidy(value))
  })

  law('CRY-058', 'white space and the order of members are free on the wire', [envelope, choices], async (value, ways) =>
    equal(await provider.decodeEnvelope(utf8(spell(wireOf(value), ways))), tidy(value)),
  )

  cases('CRY-057', 'what parseJson refuses, decodeEnvelope refuses alike', orderedFaults, async ([source, code]) =>
    refuses(provider.decodeEnvelope(utf8(source)), code),
  )

  cases('CRY-058', 'another shape than an envelope is refused', notEnvelopes, async (source) =>
    refuses(provider.decodeEnvelope(utf8(source)), 'BAD_ENVELOPE'),
  )

  law(
    'CRY-059',
    'Base64 is read exactly where it is the one spelling of its bytes',
    [fc.string({ unit: fc.constantFrom(...'AQgw/+9zZ=-_ \n'), minLength: 1, maxLength: 9 })],
    async (spelling) => {
      const decoded = Uint8Array.from(Buffer.from(spelling, 'base64'))
      const exact = Buffer.from(decoded).toString('base64') === spelling
      const wire = (payload: string, sig: string) => utf8(JSON.stringify({ payload, payloadType: 't', signatures: [{ sig }] }))
      if (exact) {
        equal(await provider.decodeEnvelope(wire(spelling, spelling)), {
          payloadType: 't',
          payload: decoded,
          signatures: [{ sig: decoded }],
        })
      } else {
        await refuses(provider.decodeEnvelope(wire(spelling, 'AA==')), 'BAD_ENVELOPE')
        await refuses(provider.decodeEnvelope(wire('', spelling)), 'BAD_ENVELOPE')
      }
    },
    { runs: 300 },
  )
}
