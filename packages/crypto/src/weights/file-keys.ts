import { importAead } from '#platform'
import { concat, i2osp, utf8 } from '../bytes.ts'
import { expand, extract } from '../hpke/hkdf.ts'
import type { AeadKey } from '../platform/types.ts'

/** What a file is sealed with. */
export interface FileKeys {
  readonly key: AeadKey
  readonly prefix: Uint8Array
  readonly commitment: Uint8Array
}

/** The keys of a file, of K and its salt. */
export function fileKeys(k: Uint8Array, salt: Uint8Array, path: string, bytes: number, chunkBytes: number): FileKeys {
  const name = utf8(path)
  const label = (s: string): Uint8Array => concat(utf8(`canon/weights/1 ${s}\0`), i2osp(name.length, 2), name, i2osp(bytes, 8), i2osp(chunkBytes, 4))
  const prk = extract(salt, k)
  const key = expand(prk, label('key'), 32)
  const keys = { key: importAead('aes-256-gcm', key), prefix: expand(prk, label('nonce'), 7), commitment: expand(prk, label('commitment'), 32) }
  // CRY-215
  key.fill(0)
  prk.fill(0)
  return keys
}

export function chunkNonce(prefix: Uint8Array, index: number, last: boolean): Uint8Array {
  return concat(prefix, i2osp(index, 4), i2osp(last ? 1 : 0, 1))
}
