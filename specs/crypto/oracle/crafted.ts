import { add, BASE, challenge, decode, encode, joined, L, littleEndian, messageFor, multiply, P, TORSION } from './edwards.ts'

export interface Crafted {
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

const SECRET = 2n ** 251n + 987654321n
const NONCE = 2n ** 250n + 123456789n

/** Every encoding of a small-order point that some decoder takes: canonical or not, with either sign bit. */
export const smallOrderEncodings: readonly string[] = [0n, 1n, P - 1n, P, P + 1n]
  .map(littleEndian)
  .concat([encode(TORSION), encode(multiply(3n, TORSION))].map(unsigned))
  .flatMap((bytes) => [hex(bytes), hex(signed(bytes))])

/** Satisfies the verification equation under a key of small order. */
export function underSmallKey(encoding: string): Crafted {
  const publicKey = Uint8Array.from(Buffer.from(encoding, 'hex'))
  decode(publicKey)
  const r = encode(multiply(NONCE, BASE))
  return { publicKey, message: messageFor(r, publicKey, 0), signature: joined(r, littleEndian(NONCE)) }
}

/** Satisfies the equation with R = −[j]T, T of order 8, under a key with a component of order 8. */
export function withSmallCommitment(j: number): Crafted {
  const publicKey = encode(add(multiply(SECRET, BASE), TORSION))
  const r = encode(multiply(BigInt(8 - j), TORSION))
  const message = messageFor(r, publicKey, j)
  return { publicKey, message, signature: joined(r, littleEndian((challenge(r, publicKey, message) * SECRET) % L)) }
}

/** R = [r]B under a key with a component of order 8: satisfies the equation without cofactor only for `remainder` 0. */
export function underMixedKey(remainder: number): Crafted {
  return mixed(0, remainder)
}

/** R = [r]B − [j]T: satisfies the equation without cofactor for every j. */
export function withMixedCommitment(j: number): Crafted {
  return mixed(j, j)
}

function mixed(j: number, remainder: number): Crafted {
  const publicKey = encode(add(multiply(SECRET, BASE), TORSION))
  const r = encode(add(multiply(NONCE, BASE), multiply(BigInt(8 - j), TORSION)))
  const message = messageFor(r, publicKey, remainder)
  return { publicKey, message, signature: joined(r, littleEndian((NONCE + challenge(r, publicKey, message) * SECRET) % L)) }
}

function unsigned(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, at) => (at === 31 ? byte & 0x7f : byte))
}

function signed(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, at) => (at === 31 ? byte | 0x80 : byte))
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
