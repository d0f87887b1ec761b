import type { Aead } from '#surface/crypto'
import { aeads } from './primitives.ts'
import { unhex } from './values.ts'

/** The field's vectors of the primitives and of HPKE, as rows. */
interface WycheproofFile<Group, Test> {
  readonly testGroups: readonly (Group & { readonly tests: readonly (Test & { readonly result: string })[] })[]
}

export interface AeadRow {
  readonly aead: Aead
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  readonly aad: Uint8Array
  readonly plaintext: Uint8Array
  readonly ciphertext: Uint8Array
  readonly code: 'BAD_KEY' | 'BAD_NONCE' | 'OPEN_FAILED' | undefined
}

/** AES keys of 24 bytes and nonces of another length are in the files, and are refused here. */
export function aeadRows(json: unknown): readonly AeadRow[] {
  type Group = { readonly type: string; readonly keySize: number }
  type Test = Readonly<Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag', string>>
  const { testGroups, algorithm } = json as WycheproofFile<Group, Test> & { readonly algorithm: string }
  return testGroups.flatMap(({ keySize, tests }) =>
    tests.map(({ key, iv, aad, msg, ct, tag, result }) => {
      const nonce = unhex(iv)
      const wrong = nonce.length !== 12 ? 'BAD_NONCE' : result === 'valid' ? undefined : 'OPEN_FAILED'
      return {
        aead: algorithm === 'CHACHA20-POLY1305' ? 'chacha20-poly1305' : keySize === 128 ? 'aes-128-gcm' : 'aes-256-gcm',
        key: unhex(key),
        nonce,
        aad: unhex(aad),
        plaintext: unhex(msg),
        ciphertext: unhex(ct + tag),
        code: keySize === 192 ? 'BAD_KEY' : wrong,
      } as const
    }),
  )
}

export interface HkdfRow {
  readonly ikm: Uint8Array
  readonly salt: Uint8Array
  readonly info: Uint8Array
  readonly size: number
  readonly okm: Uint8Array
  readonly valid: boolean
}

export function hkdfRows(json: unknown): readonly HkdfRow[] {
  type Test = Readonly<Record<'ikm' | 'salt' | 'info' | 'okm', string>> & { readonly size: number }
  return (json as WycheproofFile<object, Test>).testGroups.flatMap(({ tests }) =>
    tests.map(({ ikm, salt, info, okm, size, result }) => ({
      ikm: unhex(ikm),
      salt: unhex(salt),
      info: unhex(info),
      size,
      okm: unhex(okm),
      valid: result === 'valid',
    })),
  )
}

export interface X25519Row {
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
  /** Undefined for a public key of low order. */
  readonly shared: Uint8Array | undefined
}

/** What Wycheproof calls acceptable is taken, but for keys of low order. */
export function x25519Rows(json: unknown): readonly X25519Row[] {
  type Test = Readonly<Record<'public' | 'private' | 'shared', string>>
  return (json as WycheproofFile<object, Test>).testGroups.flatMap(({ tests }) =>
    tests.map((test) => ({
      publicKey: unhex(test.public),
      secretKey: unhex(test.private),
      shared: /^0*$/.test(test.shared) ? undefined : unhex(test.shared),
    })),
  )
}

export type MlKemRow = Readonly<Record<'seed' | 'ek' | 'dk' | 'm' | 'c' | 'K', Uint8Array>> & { readonly valid: boolean }

/** A field that the file does not have is empty. */
export function mlKemRows(json: unknown): readonly MlKemRow[] {
  type Test = Readonly<Partial<Record<'seed' | 'ek' | 'dk' | 'm' | 'c' | 'K', string>>>
  return (json as WycheproofFile<object, Test>).testGroups.flatMap(({ tests }) =>
    tests.map(({ seed = '', ek = '', dk = '', m = '', c = '', K = '', result }) => ({
      seed: unhex(seed),
      ek: unhex(ek),
      dk: unhex(dk),
      m: unhex(m),
      c: unhex(c),
      K: unhex(K),
      valid: result === 'valid',
    })),
  )
}

export type XWingRow = Readonly<Record<'seed' | 'eseed' | 'ss' | 'sk' | 'pk' | 'ct', Uint8Array>>

export function xWingRows(json: unknown): readonly XWingRow[] {
  return (json as readonly Record<string, string>[]).map(
    (row) => Object.fromEntries(Object.entries(row).map(([name, hex]) => [name, unhex(hex)])) as XWingRow,
  )
}

export interface Rfc9180Row {
  readonly aead: Aead
  readonly info: Uint8Array
  readonly skRm: Uint8Array
  readonly skEm: Uint8Array
  readonly pkRm: Uint8Array
  readonly enc: Uint8Array
  /** With the sequence number of each; in between, others were sealed. */
  readonly encryptions: readonly {
    readonly sequence: number
    readonly aad: Uint8Array
    readonly ct: Uint8Array
    readonly pt: Uint8Array
  }[]
  readonly exports: readonly { readonly context: Uint8Array; readonly length: number; readonly value: Uint8Array }[]
}

/** Those of base mode, X25519 and an AEAD: of the file's 32 the 3 that the package's suites can do. */
export function rfc9180Rows(json: unknown): readonly Rfc9180Row[] {
  interface Item extends Readonly<Record<'info' | 'skRm' | 'skEm' | 'pkRm' | 'enc', string>> {
    readonly mode: number
    readonly kem_id: number
    readonly aead_id: number
    readonly encryptions: readonly Readonly<Record<'aad' | 'ct' | 'pt', string>>[]
    readonly exports: readonly { readonly exporter_context: string; readonly L: number; readonly exported_value: string }[]
  }
  return (json as readonly Item[])
    .filter(({ mode, kem_id, aead_id }) => mode === 0 && kem_id === 0x0020 && aead_id <= 3)
    .map((item) => ({
      aead: aeads[item.aead_id - 1]!,
      info: unhex(item.info),
      skRm: unhex(item.skRm),
      skEm: unhex(item.skEm),
      pkRm: unhex(item.pkRm),
      enc: unhex(item.enc),
      encryptions: item.encryptions.map(({ aad, ct, pt }) => {
        const sequence = Number(Buffer.from(aad, 'hex').toString().replace('Count-', ''))
        return { sequence, aad: unhex(aad), ct: unhex(ct), pt: unhex(pt) }
      }),
      exports: item.exports.map(({ exporter_context, L, exported_value }) => ({
        context: unhex(exporter_context),
        length: L,
        value: unhex(exported_value),
      })),
    }))
}
