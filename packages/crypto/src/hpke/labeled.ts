import { concat, i2osp, utf8 } from '../bytes.ts'
import { expand, extract } from './hkdf.ts'
import { aeadId, kemIds } from './names.ts'
import type { Aead, Kem } from './names.ts'

const version = utf8('HPKE-v1')

/** The suite_id of HPKE with KDF HKDF-SHA256. */
export function suiteId(kem: Kem, aead: Aead): Uint8Array {
  return concat(utf8('HPKE'), i2osp(kemIds[kem], 2), i2osp(1, 2), i2osp(aeadId(aead), 2))
}

/** The suite_id of DHKEM(X25519, HKDF-SHA256). */
export const dhkemId = concat(utf8('KEM'), i2osp(kemIds.x25519, 2))

export function labeledExtract(suite: Uint8Array, salt: Uint8Array, label: string, ikm: Uint8Array): Uint8Array {
  return extract(salt, concat(version, suite, utf8(label), ikm))
}

export function labeledExpand(suite: Uint8Array, prk: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array {
  return expand(prk, concat(i2osp(length, 2), version, suite, utf8(label), info), length)
}
