import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import type { Hash } from './hashes.ts'

/** `extra`: empty when there is none. `checkpoint`: a note. */
export interface TlogProof {
  extra: Uint8Array
  index: number
  hashes: Hash[]
  checkpoint: Uint8Array
}

/** A stapled proof that this package read. */
export interface ReadTlogProof extends TlogProof {
  extra: Bytes
  hashes: Bytes[]
  checkpoint: Bytes
}

export const headerLine = 'c2sp.org/tlog-proof@v1'
export const extraStart = 'extra '
export const indexStart = 'index '

export function badTlogProof(message: string): LogError {
  return new LogError('BAD_TLOG_PROOF', message)
}
