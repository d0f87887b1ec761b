import { concat } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { digest } from './hashes.ts'
import { keyIdBytes } from './limits.ts'
import { toUtf8 } from './utf8.ts'

/** 'ed25519' is algorithm byte 0x01, 'cosignature/v1' is 0x04. */
export type KeyAlgorithm = 'ed25519' | 'cosignature/v1'

/** `keyId`: 4 bytes. `publicKey`: 32 bytes. */
export interface VerifierKey {
  name: string
  keyId: Uint8Array
  algorithm: KeyAlgorithm
  publicKey: Uint8Array
}

/** A verifier key that this package read. */
export interface KnownKey extends VerifierKey {
  keyId: Bytes
  publicKey: Bytes
}

const algorithmBytes: Readonly<Record<KeyAlgorithm, number>> = { ed25519: 0x01, 'cosignature/v1': 0x04 }

/** The byte of an algorithm. */
export function byteOf(algorithm: KeyAlgorithm): number {
  return algorithmBytes[algorithm]
}

/** The algorithm of a byte; undefined for one that is not known. */
export function algorithmOf(byte: number | undefined): KeyAlgorithm | undefined {
  if (byte === algorithmBytes.ed25519) return 'ed25519'
  if (byte === algorithmBytes['cosignature/v1']) return 'cosignature/v1'
  return undefined
}

/** What of a key is hashed and written: algorithm byte || publicKey. */
export function typedKey(algorithm: KeyAlgorithm, publicKey: Uint8Array): Bytes {
  return concat([Uint8Array.of(byteOf(algorithm)), publicKey])
}

/** The key id of a key. */
export async function keyIdOf(name: string, algorithm: KeyAlgorithm, publicKey: Uint8Array): Promise<Bytes> {
  // LOG-037
  const hash = await digest(concat([toUtf8(`${name}\n`), typedKey(algorithm, publicKey)]))
  return hash.slice(0, keyIdBytes)
}
