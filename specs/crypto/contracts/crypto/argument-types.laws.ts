import { type Laws, outside, refusesType, type Samples, sample } from '@canon/contract'
import type * as Crypto from '#surface/crypto'

const { bytes, text, number, list, record, object, optional } = sample
const some = new Uint8Array(3)

const envelope = record({
  payloadType: text('t'),
  payload: bytes(some),
  signatures: list(record({ sig: bytes(new Uint8Array(64)), keyid: optional(text('k')) })),
})
const policy = record({ payloadType: text('t'), keys: list(bytes(new Uint8Array(32))), threshold: number(1) })

/** The fine arguments are so in type only, so that another fault could be found first. */
const operations: Readonly<Record<string, Samples>> = {
  sha256: { bytes: bytes(some) },
  sha384: { bytes: bytes(some) },
  sha512: { bytes: bytes(some) },
  parseJson: { bytes: bytes(some) },
  parseCanonical: { bytes: bytes(some) },
  createSigner: { seed: bytes(some) },
  verifySignature: { publicKey: bytes(some), message: bytes(some), signature: bytes(some) },
  pae: { payloadType: text('\ud800'), payload: bytes(some) },
  encodeEnvelope: { envelope },
  verifyEnvelope: { envelope, policy },
  decodeEnvelope: { bytes: bytes(some) },
}
const calls = Object.entries(operations).flatMap(([operation, samples]) =>
  [...outside(samples)].map((call) => ({ operation, ...call })),
)

/** Conventions, Errors 2. */
export const argumentTypeLaws: Laws<typeof Crypto> = ({ provider, cases }) => {
  const exports = provider as unknown as Readonly<Record<string, (...args: never[]) => Promise<unknown>>>

  cases(
    ['CRY-013', 'CRY-025', 'CRY-027', 'CRY-028', 'CRY-037', 'CRY-045', 'CRY-046', 'CRY-055', 'CRY-057'],
    'an argument outside its declared type is a TypeError, before any other fault',
    calls,
    ({ operation, args, name }) => refusesType(async () => exports[operation]!(...args), name),
  )

  cases(
    'CRY-049',
    'an envelope or a signer outside its declared type is a TypeError',
    [...outside({ envelope, signer: object(undefined) })],
    async ({ args: [given, signer], name, what }) => {
      const own = await provider.createSigner(new Uint8Array(32))
      await refusesType(provider.signEnvelope(given!, what.startsWith('signer') ? signer! : own), name)
    },
  )

  cases(
    'CRY-038',
    'a message outside its declared type is a TypeError',
    [...outside({ message: bytes(some) })],
    async ({ args, name }) => {
      const signer = await provider.createSigner(new Uint8Array(32))
      await refusesType(signer.sign(args[0]!), name)
    },
  )
}
