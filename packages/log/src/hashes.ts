import { sha256 } from '#platform'
import { concat, lengthOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import { entryBytesMax, hashBytes } from './limits.ts'
import { asBytes } from './read-arguments.ts'

/** 32 bytes: a leaf hash, a node hash or a root. */
export type Hash = Uint8Array

/** A hash at once, or a promise of one where the platform gives no other. */
export type Digest = Bytes | Promise<Bytes>

const leafPrefix = Uint8Array.of(0x00)

/** Leaf hash of an entry. Errors: ENTRY_TOO_LARGE. */
export async function leafHash(entry: Uint8Array): Promise<Hash> {
  return hashEntry(asEntry(entry))
}

/** An entry as an argument, not yet copied. */
export function asEntry(value: unknown): Uint8Array {
  return asBytes(value, 'entry')
}

/** The same for bytes; refuses, and copies them, before it returns. */
export function hashEntry(entry: Uint8Array): Digest {
  // LOG-006
  if (lengthOf(entry) > entryBytesMax) {
    throw new LogError('ENTRY_TOO_LARGE', `An entry has at most ${entryBytesMax} bytes.`)
  }
  // LOG-005
  return digest(concat([leafPrefix, entry]))
}

/** The hash of a node over two hashes. */
export function hashNode(left: Bytes, right: Bytes): Digest {
  // LOG-011
  const input = new Uint8Array(1 + 2 * hashBytes)
  input[0] = 0x01
  input.set(left, 1)
  input.set(right, 1 + hashBytes)
  return digest(input)
}

/** The root of the tree of size 0. */
export function emptyRoot(): Digest {
  // LOG-009
  return digest(new Uint8Array(0))
}

/** H of the document. */
export function digest(bytes: Bytes): Digest {
  return sha256(bytes)
}
