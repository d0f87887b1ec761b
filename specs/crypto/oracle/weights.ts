import { createHash } from 'node:crypto'
import type { JsonValue, Kem, PossessedChunk, SealedFile, WeightsManifest } from '#surface/crypto'
import { utf8 } from '../drivers/values.ts'
import { canonicalText } from './canonical.ts'
import { joined } from './edwards.ts'
import { decapsulated, encapsulated, encBytes, ends } from './hpke.ts'
import { expand, extract, i2osp, sealed } from './primitives.ts'

/** Sealed weights, written from their definition over the other oracles. */
export interface SealedWhole {
  readonly file: SealedFile
  readonly plain: readonly Uint8Array[]
  readonly sealed: readonly Uint8Array[]
  readonly hashes: readonly Uint8Array[]
}

export function sealedWhole(
  key: Uint8Array,
  path: string,
  plaintext: Uint8Array,
  chunkBytes: number,
  salt: Uint8Array,
): SealedWhole {
  const { fileKey, prefix, commitment } = fileKeys(key, path, plaintext.length, chunkBytes, salt)
  const plain = cut(plaintext, chunkBytes)
  const chunks = plain.map((chunk, at) => {
    const nonce = joined(prefix, i2osp(at, 4), Uint8Array.of(at === plain.length - 1 ? 1 : 0))
    return sealed('aes-256-gcm', fileKey, nonce, new Uint8Array(0), chunk)
  })
  const hashes = chunks.map(chunkHash)
  return { file: { path, bytes: plaintext.length, salt, commitment, root: rootOf(hashes) }, plain, sealed: chunks, hashes }
}

export function fileKeys(key: Uint8Array, path: string, bytes: number, chunkBytes: number, salt: Uint8Array) {
  const prk = extract(salt, key)
  const name = utf8(path)
  const label = (what: string) =>
    joined(utf8(`canon/weights/1 ${what}`), i2osp(0, 1), i2osp(name.length, 2), name, i2osp(bytes, 8), i2osp(chunkBytes, 4))
  return {
    fileKey: expand(prk, label('key'), 32),
    prefix: expand(prk, label('nonce'), 7),
    commitment: expand(prk, label('commitment'), 32),
  }
}

function cut(plaintext: Uint8Array, chunkBytes: number): Uint8Array[] {
  const count = Math.max(1, Math.ceil(plaintext.length / chunkBytes))
  return Array.from({ length: count }, (_, at) => plaintext.slice(at * chunkBytes, (at + 1) * chunkBytes))
}

export function chunkHash(chunk: Uint8Array): Uint8Array {
  return sha256(joined(Uint8Array.of(0), chunk))
}

export function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 1) return hashes[0]!
  const half = halfOf(hashes.length)
  return sha256(joined(Uint8Array.of(1), rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half))))
}

/** RFC 9162, section 2.1.3.1. */
export function pathOf(hashes: readonly Uint8Array[], index: number): Uint8Array[] {
  if (hashes.length === 1) return []
  const half = halfOf(hashes.length)
  const [left, right] = [hashes.slice(0, half), hashes.slice(half)]
  return index < half ? [...pathOf(left, index), rootOf(right)] : [...pathOf(right, index - half), rootOf(left)]
}

function halfOf(count: number): number {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}

export function challengedIn(root: Uint8Array, chunks: number, challenge: Uint8Array, count: number): number[] {
  const drawn = Array.from({ length: count }, (_, at) => {
    const digest = sha256(joined(utf8('canon/possession/1'), Uint8Array.of(0), challenge, root, i2osp(at, 4)))
    return Number(Buffer.from(digest).readBigUInt64BE() % BigInt(chunks))
  })
  return [...new Set(drawn)]
}

export function proofOf(whole: SealedWhole, challenge: Uint8Array, count: number): PossessedChunk[] {
  return challengedIn(whole.file.root, whole.sealed.length, challenge, count).map((index) => ({
    index,
    sealed: whole.sealed[index]!,
    path: pathOf(whole.hashes, index),
  }))
}

export function manifestOf(chunkBytes: number, files: readonly SealedFile[], model = 'toy'): WeightsManifest {
  return { model, chunkBytes, files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)) }
}

export function manifestJson({ model, chunkBytes, files }: WeightsManifest): { [key: string]: JsonValue } {
  return {
    canon: 1,
    kind: 'sealed-weights',
    model,
    chunkBytes,
    files: files.map(({ path, bytes, salt, commitment, root }) => ({
      path,
      bytes,
      salt: hex(salt),
      commitment: hex(commitment),
      root: hex(root),
    })),
  }
}

export function manifestBytes(manifest: WeightsManifest): Uint8Array {
  return utf8(canonicalText(manifestJson(manifest)))
}

export function weightsRootOf(manifest: Uint8Array): Uint8Array {
  return sha256(joined(utf8('canon/weights/1'), Uint8Array.of(0), manifest))
}

export function wrappedKey(kem: Kem, publicKey: Uint8Array, context: Uint8Array, randomness: Uint8Array, key: Uint8Array) {
  const { enc, sharedSecret } = encapsulated(kem, publicKey, randomness)
  const info = joined(utf8('canon/weights-key/1'), Uint8Array.of(0), context)
  const ct = ends(kem, 'aes-256-gcm', sharedSecret, info).seal(0, new Uint8Array(0), key)
  return joined(Uint8Array.of(1), i2osp(kem === 'x25519' ? 0x0020 : 0x647a, 2), enc, ct)
}

/** Undefined where it does not open. */
export function unwrappedKey(kem: Kem, secret: Uint8Array, context: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  const enc = wrapped.slice(3, 3 + encBytes(kem))
  const shared = decapsulated(kem, secret, enc)
  const info = joined(utf8('canon/weights-key/1'), Uint8Array.of(0), context)
  return shared && ends(kem, 'aes-256-gcm', shared, info).open(0, new Uint8Array(0), wrapped.slice(3 + enc.length))
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
