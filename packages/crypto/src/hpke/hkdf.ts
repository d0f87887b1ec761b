import { hmac } from '#platform'
import { bytes, number, within } from '../check/values.ts'
import { refuse } from '../errors.ts'

export const hkdfOutputMax = 8160
const hashBytes = 32

/** HMAC with an empty key is that with 32 zero bytes, or 64: the key is filled up with zeros. */
export function extract(salt: Uint8Array, ikm: Uint8Array): Uint8Array {
  // CRY-066
  return hmac(salt.length === 0 ? new Uint8Array(hashBytes) : salt, ikm)
}

export function expand(prk: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  // CRY-069
  const output = new Uint8Array(length)
  let block: Uint8Array = new Uint8Array(0)
  for (let at = 0, count = 1; at < length; at += hashBytes, count++) {
    const data = new Uint8Array(block.length + info.length + 1)
    data.set(block)
    data.set(info, block.length)
    data[data.length - 1] = count
    block = hmac(prk, data)
    output.set(length - at < hashBytes ? block.subarray(0, length - at) : block, at)
  }
  return output
}

/** HKDF-Extract of RFC 5869 with SHA-256: 32 bytes. */
export async function hkdfExtract(salt: Uint8Array, ikm: Uint8Array): Promise<Uint8Array> {
  return extract(bytes(salt, 'salt'), bytes(ikm, 'ikm'))
}

/** HKDF-Expand of RFC 5869 with SHA-256: `length` bytes, 0 to 8160. */
export async function hkdfExpand(prk: Uint8Array, info: Uint8Array, length: number): Promise<Uint8Array> {
  const key = bytes(prk, 'prk')
  const context = bytes(info, 'info')
  const count = number(length, 'length')
  // CRY-067
  if (key.length < hashBytes) refuse('BAD_KEY', 'the pseudorandom key has fewer than 32 bytes')
  checkOutput(count)
  return expand(key, context, count)
}

export function checkOutput(length: number): void {
  // CRY-068, CRY-112
  if (!within(length, 0, hkdfOutputMax)) refuse('BAD_LENGTH', 'the length is not an integer from 0 to 8160')
}
