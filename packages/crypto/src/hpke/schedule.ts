import { importAead } from '#platform'
import { concat, empty } from '../bytes.ts'
import type { AeadKey } from '../platform/types.ts'
import { labeledExpand, labeledExtract, suiteId } from './labeled.ts'
import { aeadKeyBytes, nonceBytes } from './names.ts'
import type { Aead, Kem } from './names.ts'

/** What the key schedule of base mode gives. */
export interface Keys {
  readonly suite: Uint8Array
  readonly aead: AeadKey
  readonly baseNonce: Uint8Array
  readonly exporter: Uint8Array
}

/** The hash of the empty psk_id, which is the same for each context of a suite. */
const pskHashes = new Map<string, Uint8Array>()

function pskHash(kem: Kem, aead: Aead, suite: Uint8Array): Uint8Array {
  const name = `${kem} ${aead}`
  let hash = pskHashes.get(name)
  if (hash === undefined) {
    hash = labeledExtract(suite, empty, 'psk_id_hash', empty)
    pskHashes.set(name, hash)
  }
  return hash
}

/** The part of the key schedule that needs no secret, so that `info` is read at the call. */
export function scheduleContext(kem: Kem, aead: Aead, info: Uint8Array): Uint8Array {
  const suite = suiteId(kem, aead)
  return concat(Uint8Array.of(0), pskHash(kem, aead, suite), labeledExtract(suite, empty, 'info_hash', info))
}

/** KeySchedule of RFC 9180 in base mode; the shared secret is zeroed. */
export function schedule(kem: Kem, aead: Aead, context: Uint8Array, shared: Uint8Array): Keys {
  const suite = suiteId(kem, aead)
  const secret = labeledExtract(suite, shared, 'secret', empty)
  const key = labeledExpand(suite, secret, 'key', context, aeadKeyBytes(aead))
  const keys = {
    suite,
    aead: importAead(aead, key),
    baseNonce: labeledExpand(suite, secret, 'base_nonce', context, nonceBytes),
    exporter: labeledExpand(suite, secret, 'exp', context, 32),
  }
  shared.fill(0)
  secret.fill(0)
  key.fill(0)
  return keys
}

export function exportFrom(keys: Keys, context: Uint8Array, length: number): Uint8Array {
  // CRY-113
  return labeledExpand(keys.suite, keys.exporter, 'sec', context, length)
}
