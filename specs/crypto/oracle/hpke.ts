import type { Aead, Kem } from '#surface/crypto'
import { utf8 } from '../drivers/values.ts'
import { joined } from './edwards.ts'
import { xWingFrom, xWingKeys, xWingTo } from './kems.ts'
import { aeads, expand, extract, i2osp, keyBytes, opened, sealed, xPublic, xShared } from './primitives.ts'

/** HPKE (RFC 9180) in base mode, written from its definition over the other oracles. */
export const kems: readonly Kem[] = ['x25519', 'x-wing']

export const encBytes = (kem: Kem) => (kem === 'x25519' ? 32 : 1120)
export const publicBytes = (kem: Kem) => (kem === 'x25519' ? 32 : 1216)
export const randomBytes = (kem: Kem) => (kem === 'x25519' ? 32 : 64)

export interface Schedule {
  readonly keyScheduleContext: Uint8Array
  readonly secret: Uint8Array
  readonly key: Uint8Array
  readonly baseNonce: Uint8Array
  readonly exporterSecret: Uint8Array
}

/** Both ends of a context, for any sequence number. */
export interface Ends extends Schedule {
  seal(sequence: number, aad: Uint8Array, plaintext: Uint8Array): Uint8Array
  open(sequence: number, aad: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined
  export(context: Uint8Array, length: number): Uint8Array
}

export function publicOf(kem: Kem, secret: Uint8Array): Uint8Array {
  return kem === 'x25519' ? xPublic(secret) : xWingKeys(secret).publicKey
}

export interface Carried {
  readonly enc: Uint8Array
  readonly sharedSecret: Uint8Array
}

/** To a key that is not of low order. */
export function encapsulated(kem: Kem, publicKey: Uint8Array, randomness: Uint8Array): Carried {
  if (kem === 'x-wing') {
    const { ciphertext, sharedSecret } = xWingTo(publicKey, randomness)
    return { enc: ciphertext, sharedSecret }
  }
  const enc = xPublic(randomness)
  return { enc, sharedSecret: extracted(xShared(randomness, publicKey)!, enc, publicKey) }
}

/** Undefined where the X25519 part of `enc` is of low order. */
export function decapsulated(kem: Kem, secret: Uint8Array, enc: Uint8Array): Uint8Array | undefined {
  if (kem === 'x-wing') return xWingFrom(secret, enc)
  const shared = xShared(secret, enc)
  return shared && extracted(shared, enc, xPublic(secret))
}

export function ends(kem: Kem, aead: Aead, sharedSecret: Uint8Array, info: Uint8Array): Ends {
  const suite = joined(utf8('HPKE'), kemId(kem), i2osp(1, 2), i2osp(aeads.indexOf(aead) + 1, 2))
  const none = new Uint8Array(0)
  const keyScheduleContext = joined(
    Uint8Array.of(0),
    labeledExtract(suite, none, 'psk_id_hash', none),
    labeledExtract(suite, none, 'info_hash', info),
  )
  const secret = labeledExtract(suite, sharedSecret, 'secret', none)
  const key = labeledExpand(suite, secret, 'key', keyScheduleContext, keyBytes(aead))
  const baseNonce = labeledExpand(suite, secret, 'base_nonce', keyScheduleContext, 12)
  const exporterSecret = labeledExpand(suite, secret, 'exp', keyScheduleContext, 32)
  return {
    keyScheduleContext,
    secret,
    key,
    baseNonce,
    exporterSecret,
    seal: (sequence, aad, plaintext) => sealed(aead, key, nonceAt(baseNonce, sequence), aad, plaintext),
    open: (sequence, aad, ciphertext) => opened(aead, key, nonceAt(baseNonce, sequence), aad, ciphertext),
    export: (context, length) => labeledExpand(suite, exporterSecret, 'sec', context, length),
  }
}

export function nonceAt(baseNonce: Uint8Array, sequence: number): Uint8Array {
  const counter = i2osp(sequence, 12)
  return baseNonce.map((byte, at) => byte ^ counter[at]!)
}

/** ExtractAndExpand of DHKEM. */
function extracted(shared: Uint8Array, enc: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const suite = joined(utf8('KEM'), kemId('x25519'))
  const eae = labeledExtract(suite, new Uint8Array(0), 'eae_prk', shared)
  return labeledExpand(suite, eae, 'shared_secret', joined(enc, publicKey), 32)
}

function kemId(kem: Kem): Uint8Array {
  return i2osp(kem === 'x25519' ? 0x0020 : 0x647a, 2)
}

function labeledExtract(suite: Uint8Array, salt: Uint8Array, label: string, ikm: Uint8Array): Uint8Array {
  return extract(salt, joined(utf8('HPKE-v1'), suite, utf8(label), ikm))
}

function labeledExpand(suite: Uint8Array, prk: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array {
  return expand(prk, joined(i2osp(length, 2), utf8('HPKE-v1'), suite, utf8(label), info), length)
}
