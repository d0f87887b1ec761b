import { driver, type RemoteObject, scene } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { Envelope, JsonValue } from '#surface/crypto'
import { compatCommands } from './drivers/compat.ts'
import { exchangeCommands } from './drivers/exchange.ts'
import { hpkeCommands } from './drivers/hpke.ts'
import { bytes, finite, flipBit, json, key, outcome, seed, text, utf8 } from './drivers/values.ts'
import { weightsCommands } from './drivers/weights.ts'

export { bytes, finite, flipBit, json, key, outcome, seed, text, utf8 }

export const choices = fc.array(fc.nat(59), { minLength: 1, maxLength: 40, size: 'max' })

export const payloadType = fc.oneof(
  fc.constantFrom('application/vnd.in-toto+json', 'http://example.com/HelloWorld', 'é', '😂'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40, size: 'max' }),
)
export const envelopeSignature = fc.record(
  {
    keyid: text,
    sig: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 100, size: 'max' }), fc.uint8Array({ minLength: 64, maxLength: 64 })),
  },
  { requiredKeys: ['sig'] },
)
export const envelope: fc.Arbitrary<Envelope> = fc.record({
  payloadType,
  payload: bytes,
  signatures: fc.array(envelopeSignature, { maxLength: 5 }),
})

const jsonBytes = fc.oneof(
  json.map((value) => utf8(JSON.stringify(value))),
  bytes,
  fc.string({ unit: fc.constantFrom(...'[]{}:,"\\u0123eE+-. '), maxLength: 60, size: 'max' }).map(utf8),
)

/** A type that contains itself is too deep for `Remote`. */
export interface Readers {
  readonly parseJson: (bytes: Uint8Array) => Promise<JsonValue>
  readonly parseCanonical: (bytes: Uint8Array) => Promise<JsonValue>
}

export default driver<typeof Crypto>({
  commands: [
    {
      name: 'canonicalize',
      clauses: ['CRY-002', 'CRY-003', 'CRY-004', 'CRY-005', 'CRY-006'],
      arbitrary: json,
      observe: (provider, value: JsonValue) => outcome(provider.canonicalize(value as never)),
    },
    {
      name: 'parseJson',
      clauses: [
        'CRY-013',
        'CRY-014',
        'CRY-015',
        'CRY-016',
        'CRY-017',
        'CRY-018',
        'CRY-019',
        'CRY-020',
        'CRY-021',
        'CRY-022',
        'CRY-023',
        'CRY-024',
      ],
      arbitrary: jsonBytes,
      observe: (provider, value: Uint8Array) => outcome((provider as unknown as Readers).parseJson(value)),
    },
    {
      name: 'parseCanonical',
      clauses: ['CRY-025', 'CRY-026'],
      arbitrary: jsonBytes,
      observe: (provider, value: Uint8Array) => outcome((provider as unknown as Readers).parseCanonical(value)),
    },
    {
      name: 'digests',
      clauses: ['CRY-027'],
      arbitrary: bytes,
      observe: async (provider, value: Uint8Array) => [
        await outcome(provider.sha256(value)),
        await outcome(provider.sha384(value)),
        await outcome(provider.sha512(value)),
      ],
    },
    {
      name: 'sign and verify',
      clauses: ['CRY-028', 'CRY-029', 'CRY-037', 'CRY-038', 'CRY-039'],
      arbitrary: fc.record({ seed, message: bytes, flip: fc.nat(511) }),
      observe: async (provider, value: { seed: Uint8Array; message: Uint8Array; flip: number }) => {
        const signer = await provider.createSigner(value.seed)
        const publicKey = await signer.publicKey
        const signature = await signer.sign(value.message)
        const flipped = flipBit(signature, value.flip)
        return { publicKey, signature, flipped: await outcome(provider.verifySignature(publicKey, value.message, flipped)) }
      },
    },
    {
      name: 'pae',
      clauses: ['CRY-045'],
      arbitrary: fc.record({ payloadType, payload: bytes }),
      observe: (provider, value: { payloadType: string; payload: Uint8Array }) =>
        outcome(provider.pae(value.payloadType, value.payload)),
    },
    {
      name: 'envelope on the wire',
      clauses: ['CRY-046', 'CRY-056', 'CRY-061', 'CRY-062'],
      arbitrary: envelope,
      observe: async (provider, value: Envelope) => {
        const wire = await provider.encodeEnvelope(value)
        return { wire, back: await outcome(provider.decodeEnvelope(wire)) }
      },
    },
    ...hpkeCommands,
    ...exchangeCommands,
    ...weightsCommands,
    ...compatCommands,
  ],
  scenes: [
    scene<typeof Crypto, RemoteObject<Crypto.Signer>>({
      name: 'signer',
      length: 8,
      setup: (provider) => provider.createSigner(Uint8Array.from({ length: 32 }, (_, at) => at)),
      steps: [
        { name: 'publicKey', clauses: ['CRY-029', 'CRY-043'], arbitrary: fc.constant(null), act: (signer) => signer.publicKey },
        {
          name: 'sign',
          clauses: ['CRY-038', 'CRY-041', 'CRY-042'],
          arbitrary: bytes,
          act: (signer, message: Uint8Array) => signer.sign(message),
        },
        { name: 'destroy', clauses: ['CRY-041', 'CRY-042'], arbitrary: fc.constant(null), act: (signer) => signer.destroy() },
      ],
    }),
  ],
})
