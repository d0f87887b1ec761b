import fc from 'fast-check'
import type { Aead, Kem } from '#surface/crypto'
import { joined } from './edwards.ts'
import {
  aeadOpen,
  aeads,
  type Context,
  configurationDigest,
  type Direction,
  encodedConfiguration,
  headerOf,
  infoOf,
  nonceLength,
  publicKeyOf,
  recipient,
  sender,
  xored,
} from './exchange.ts'

/** Exchanges to draw, and what either side of one knows. */
export interface Party {
  readonly kem: Kem
  readonly aead: Aead
  readonly keyId: number
  readonly secret: Uint8Array
  readonly ephemeral: Uint8Array
}

const secret = fc.uint8Array({ minLength: 32, maxLength: 32 })
export const party: fc.Arbitrary<Party> = fc.record({
  kem: fc.constantFrom<Kem>('x25519', 'x25519', 'x-wing'),
  aead: fc.constantFrom(...aeads),
  keyId: fc.nat(255),
  secret,
  ephemeral: secret,
})
export const body = fc.uint8Array({ maxLength: 90, size: 'max' })
export const bodies = fc.array(
  fc.oneof(
    body,
    fc.constantFrom(16383, 16384, 16385, 40000).map((length) => new Uint8Array(length).fill(0x61)),
  ),
  { maxLength: 4 },
)
export const fixed: Party = {
  kem: 'x25519',
  aead: 'aes-128-gcm',
  keyId: 9,
  secret: new Uint8Array(32).fill(0x11),
  ephemeral: new Uint8Array(32).fill(0x22),
}

export function offerOf({ kem, keyId, secret: own }: Party, offered: readonly Aead[]) {
  const value = { keyId, kem, publicKey: publicKeyOf(kem, own), aeads: [...offered] }
  const configuration = encodedConfiguration(value)
  return { value, configuration, digest: configurationDigest(configuration) }
}

/** A request's header, context and nonce for its reply, as the sender has them. */
export function begun({ kem, aead, keyId, secret: own, ephemeral }: Party, direction: Direction) {
  const header = headerOf(keyId, kem, aead)
  const context = sender(kem, aead, publicKeyOf(kem, own), infoOf(direction, header), ephemeral)
  return { header, context, head: joined(header, context.enc), nonce: new Uint8Array(nonceLength(aead)).fill(ephemeral[0]!) }
}

/** What the holder of the key makes of the beginning of a message. */
export function taken({ kem, aead, secret: own }: Party, message: Uint8Array, direction: Direction) {
  const header = message.slice(0, 7)
  const end = 7 + (kem === 'x25519' ? 32 : 1120)
  const context = recipient(kem, aead, own, message.slice(7, end), infoOf(direction, header))
  return { header, context, head: message.slice(0, end), rest: message.slice(end) }
}

export function openAt(context: Context, sequence: number, aad: Uint8Array, ct: Uint8Array): Uint8Array {
  return aeadOpen(context.aead, context.key, xored(context.base, sequence), aad, ct)
}

/** In what a gateway with all AEADs ends for a damaged beginning of a message; undefined where only opening tells. */
export function headFault(party: Party, message: Uint8Array, tag: number): string | undefined {
  if (message.length > 0 && message[0] !== party.keyId) return 'UNKNOWN_KEY'
  if (message.length < 7) return 'TRUNCATED'
  const known = aeads.some((aead) => Buffer.from(headerOf(party.keyId, party.kem, aead)).equals(message.subarray(0, 7)))
  if (!known) return 'UNSUPPORTED'
  return message.length < 7 + (party.kem === 'x25519' ? 32 : 1120) + tag ? 'TRUNCATED' : undefined
}
