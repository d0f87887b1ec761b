import { importAgreement } from '#platform'
import { fromHex } from '../bytes.ts'
import { bytes } from '../check/values.ts'
import { refuse } from '../errors.ts'

export const x25519Bytes = 32

/** All encodings of keys of low order, the top bit cleared: 0, 1, two of order 8, and p − 1, p, p + 1. */
const lowOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((hex) => fromHex(hex) as Uint8Array)

/** Whether X25519 with this public key gives zeros, whatever the secret key. */
export function isLowOrder(publicKey: Uint8Array): boolean {
  const last = (publicKey[31] as number) & 0x7f
  return lowOrder.some((low) => low[31] === last && low.every((byte, i) => i === 31 || byte === publicKey[i]))
}

/** The public key of a secret key, 32 bytes each. */
export async function x25519PublicKey(secretKey: Uint8Array): Promise<Uint8Array> {
  const secret = bytes(secretKey, 'secretKey')
  // CRY-076
  if (secret.length !== x25519Bytes) refuse('BAD_KEY', 'the secret key is not 32 bytes long')
  // CRY-077
  return (await importAgreement(secret)).publicKey.slice()
}

/** The shared secret of RFC 7748, 32 bytes. */
export async function x25519(secretKey: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> {
  const secret = bytes(secretKey, 'secretKey')
  const theirs = bytes(publicKey, 'publicKey')
  // CRY-076
  if (secret.length !== x25519Bytes) refuse('BAD_KEY', 'the secret key is not 32 bytes long')
  if (theirs.length !== x25519Bytes) refuse('BAD_KEY', 'the public key is not 32 bytes long')
  // CRY-078
  if (isLowOrder(theirs)) refuse('BAD_KEY', 'the public key is of low order')
  const held = theirs.slice()
  // CRY-079
  return (await importAgreement(secret)).agree(held)
}
