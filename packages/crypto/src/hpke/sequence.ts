import { xorCounter } from '../bytes.ts'
import { refuse } from '../errors.ts'
import type { Keys } from './schedule.ts'

const sequenceMax = 4294967296

/** The nonce of the message with this sequence number. */
export function nonceOf(keys: Keys, sequence: number): Uint8Array {
  // CRY-111
  if (sequence >= sequenceMax) refuse('TOO_MANY', 'the sequence numbers of the context are used up')
  return xorCounter(keys.baseNonce, sequence)
}

/** Zeroes what of the keys is outside the platform. */
export function wipe(keys: Keys): void {
  keys.baseNonce.fill(0)
  keys.exporter.fill(0)
}
