import { createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto'
import type { Aead } from '#surface/crypto'
import { joined, littleEndian, multiply, number, P, type Point, TORSION } from './edwards.ts'

/** HKDF, authenticated encryption and X25519 by the platform's own. */
export const aeads: readonly Aead[] = ['aes-128-gcm', 'aes-256-gcm', 'chacha20-poly1305']

export function keyBytes(aead: Aead): number {
  return aead === 'aes-128-gcm' ? 16 : 32
}

export function extract(salt: Uint8Array, ikm: Uint8Array): Uint8Array {
  return hmac(salt.length === 0 ? new Uint8Array(32) : salt, ikm)
}

/** `length` is not over 255 blocks. */
export function expand(prk: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = []
  for (let count = 1; 32 * (count - 1) < length; count++)
    blocks.push(hmac(prk, joined(blocks.at(-1) ?? new Uint8Array(0), info, Uint8Array.of(count))))
  return joined(...blocks)
    .subarray(0, length)
    .slice()
}

export function sealed(aead: Aead, key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = createCipheriv(aead as 'aes-128-gcm', key, nonce, { authTagLength: 16 })
  cipher.setAAD(aad, { plaintextLength: plaintext.length })
  return plain(cipher.update(plaintext), cipher.final(), cipher.getAuthTag())
}

/** Undefined where the tag is another. */
export function opened(
  aead: Aead,
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | undefined {
  const at = ciphertext.length - 16
  if (at < 0) return undefined
  const decipher = createDecipheriv(aead as 'aes-128-gcm', key, nonce, { authTagLength: 16 })
  decipher.setAAD(aad, { plaintextLength: at })
  decipher.setAuthTag(ciphertext.subarray(at))
  try {
    return plain(decipher.update(ciphertext.subarray(0, at)), decipher.final())
  } catch {
    return undefined
  }
}

export function xPublic(secret: Uint8Array): Uint8Array {
  return plain(createPublicKey(xSecretKey(secret)).export({ format: 'der', type: 'spki' }).subarray(12))
}

/** Undefined for a key of low order. */
export function xShared(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  const der = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), publicKey])
  try {
    const shared = diffieHellman({
      privateKey: xSecretKey(secret),
      publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }),
    })
    return shared.every((byte) => byte === 0) ? undefined : plain(shared)
  } catch {
    return undefined
  }
}

/** Every X25519 key of low order: u of the points of order 1, 2, 4 and 8, of curve and twist, reduced or not, the top bit clear or set. */
export const lowOrderKeys: readonly Uint8Array[] = [
  0n,
  1n,
  P - 1n,
  P,
  P + 1n,
  montgomery(TORSION),
  montgomery(multiply(3n, TORSION)),
]
  .map(littleEndian)
  .flatMap((key) => [key, key.map((byte, at) => (at === 31 ? byte | 0x80 : byte))])

/** Encodings of p to 2^255 - 1 that are not of low order, with what they count as. */
export const unreducedKeys = Array.from({ length: 17 }, (_, at) => ({
  encoding: littleEndian(P + BigInt(at + 2)),
  counts: littleEndian(BigInt(at + 2)),
}))

/** u = (1 + y) / (1 - y). */
function montgomery({ y, z }: Point): bigint {
  let inverse = 1n
  for (let square = (((z - y) % P) + P) % P, rest = P - 2n; rest > 0n; rest >>= 1n, square = (square * square) % P)
    if (rest & 1n) inverse = (inverse * square) % P
  return ((z + y) * inverse) % P
}

export function i2osp(value: number, width: number): Uint8Array {
  return Uint8Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** (width - 1 - at)) % 256)
}

export function topBit(key: Uint8Array): Uint8Array {
  return littleEndian(number(key) ^ (1n << 255n))
}

function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  return plain(createHmac('sha256', key).update(message).digest())
}

function xSecretKey(secret: Uint8Array) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

function plain(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
