import { importAead } from '#platform'
import { concat, i2osp, utf8 } from '../bytes.ts'
import { expand, extract } from '../hpke/hkdf.ts'
import { aeadId, aeadKeyBytes, kemIds, nonceBytes } from '../hpke/names.ts'
import type { Aead, Kem } from '../hpke/names.ts'
import type { AeadKey } from '../platform/types.ts'

export const exchangeBytesMax = 16777216
export const exchangeChunkBytes = 16384
export const headerBytes = 7

export type Kind = 'request' | 'response' | 'chunked request' | 'chunked response'

export function label(kind: Kind): Uint8Array {
  return utf8(`message/bhttp ${kind}`)
}

export function header(keyId: number, kem: Kem, aead: Aead): Uint8Array {
  return concat(i2osp(keyId, 1), i2osp(kemIds[kem], 2), i2osp(1, 2), i2osp(aeadId(aead), 2))
}

/** The info of a request's context. */
export function infoOf(kind: Kind, head: Uint8Array): Uint8Array {
  return concat(label(kind), Uint8Array.of(0), head)
}

/** Nr: the greater of the lengths of key and nonce. */
export function replyNonceBytes(aead: Aead): number {
  return Math.max(aeadKeyBytes(aead), nonceBytes)
}

export interface ReplyKeys {
  readonly key: AeadKey
  readonly base: Uint8Array
}

export function replyKeys(aead: Aead, secret: Uint8Array, enc: Uint8Array, nonce: Uint8Array): ReplyKeys {
  const prk = extract(concat(enc, nonce), secret)
  const key = expand(prk, utf8('key'), aeadKeyBytes(aead))
  const keys = { key: importAead(aead, key), base: expand(prk, utf8('nonce'), nonceBytes) }
  prk.fill(0)
  key.fill(0)
  return keys
}
