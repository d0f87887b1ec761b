import { randomBytes } from '#platform'
import { concat, empty, equalBytes, i2osp, utf8 } from '../bytes.ts'
import { bytes as checkBytes, iterable, number, optionalBytes, text } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { checkRecipientKey } from '../hpke/key.ts'
import { checkKem, encBytes, kemIds, tagBytes } from '../hpke/names.ts'
import type { Kem } from '../hpke/names.ts'
import { checkPublicKey, checkRandomness, setupSealer } from '../hpke/sender.ts'
import type { RecipientKey } from '../hpke/types.ts'
import { fileKeys } from './file-keys.ts'
import { checkManifest, isPath, readManifest } from './manifest.ts'
import { Opener } from './opener.ts'
import { Sealing } from './sealing.ts'
import { checkSizes } from './sizes.ts'
import type { FileOpener, FileSealing, WeightsKey, WeightsManifest } from './types.ts'

const weightsKeyBytes = 32
const saltBytes = 32
const wrapContextMax = 65536
const wrapLabel = utf8('canon/weights-key/1\0')

class HeldWeightsKey implements WeightsKey {
  #k: Uint8Array | undefined

  /** Takes the buffer for its own. */
  constructor(k: Uint8Array) {
    this.#k = k
  }

  async seal(path: string, bytes: number, chunkBytes: number, source: AsyncIterable<Uint8Array>, salt?: Uint8Array): Promise<FileSealing> {
    const name = text(path, 'path')
    const size = number(bytes, 'bytes')
    const chunk = number(chunkBytes, 'chunkBytes')
    const given = iterable<Uint8Array>(source, 'source')
    const salted = optionalBytes(salt, 'salt')
    const k = this.#alive()
    // CRY-224
    if (!isPath(name)) refuse('BAD_PATH', 'the path is not one of a file')
    checkSizes(size, chunk)
    // CRY-225
    if (salted !== undefined && salted.length !== saltBytes) refuse('BAD_LENGTH', 'the salt is not 32 bytes long')
    const fresh = salted === undefined ? randomBytes(saltBytes) : salted.slice()
    const keys = fileKeys(k, fresh, name, size, chunk)
    return new Sealing(keys, { path: name, bytes: size, salt: fresh, commitment: keys.commitment }, chunk, given)
  }

  async open(manifest: WeightsManifest, path: string): Promise<FileOpener> {
    const given = readManifest(manifest)
    const name = text(path, 'path')
    const k = this.#alive()
    checkManifest(given)
    const file = given.files.find((entry) => entry.path === name)
    // CRY-230
    if (file === undefined) refuse('NO_SUCH_FILE', 'the manifest has no file of this path')
    const keys = fileKeys(k, file.salt, name, file.bytes, given.chunkBytes)
    // CRY-231
    if (!equalBytes(keys.commitment, file.commitment)) refuse('WRONG_KEY', 'the manifest commits to another key')
    return new Opener(keys, file.bytes, given.chunkBytes)
  }

  async wrap(kem: Kem, publicKey: Uint8Array, context: Uint8Array, randomness?: Uint8Array): Promise<Uint8Array> {
    const name = checkKem(kem, 'kem')
    const key = checkBytes(publicKey, 'publicKey')
    const bound = checkBytes(context, 'context')
    const random = optionalBytes(randomness, 'randomness')
    const alive = this.#alive()
    // CRY-218
    checkPublicKey(name, key)
    checkContext(bound)
    checkRandomness(name, random)
    const k = alive.slice()
    try {
      const { enc, sealer } = await setupSealer(name, 'aes-256-gcm', key, concat(wrapLabel, bound), random)
      // CRY-219
      const wrapped = await sealer.seal(empty, k, concat(i2osp(1, 1), i2osp(kemIds[name], 2), enc))
      sealer.destroy()
      return wrapped
    } finally {
      // CRY-215
      k.fill(0)
    }
  }

  destroy(): void {
    // CRY-215
    this.#k?.fill(0)
    this.#k = undefined
  }

  #alive(): Uint8Array {
    // CRY-216
    return this.#k ?? refuse('DESTROYED', 'the weights key has been destroyed')
  }
}

function checkContext(context: Uint8Array): void {
  // CRY-217, CRY-221
  if (context.length > wrapContextMax) refuse('TOO_LARGE', 'the context is too long')
}

/** A weights key of 32 bytes. */
export async function createWeightsKey(key: Uint8Array): Promise<WeightsKey> {
  const given = checkBytes(key, 'key')
  // CRY-213
  if (given.length !== weightsKeyBytes) refuse('BAD_SEED', 'the key is not 32 bytes long')
  return new HeldWeightsKey(given.slice())
}

/** A new random weights key, which nothing can read but `wrap`. */
export async function generateWeightsKey(): Promise<WeightsKey> {
  // CRY-214
  return new HeldWeightsKey(randomBytes(weightsKeyBytes))
}

/** The key that was wrapped for `key` with this context. */
export async function unwrapWeightsKey(key: RecipientKey, wrapped: Uint8Array, context: Uint8Array): Promise<WeightsKey> {
  const held = checkRecipientKey(key)
  const given = checkBytes(wrapped, 'wrapped')
  const bound = checkBytes(context, 'context')
  const kem = checkKem(held.kem, 'kem of key')
  const begin = 3 + encBytes[kem]
  const id = (given[1] ?? 0) * 256 + (given[2] ?? 0)
  // CRY-220
  if (given[0] !== 1 || id !== kemIds[kem] || given.length !== begin + weightsKeyBytes + tagBytes) refuse('BAD_WRAPPING', 'the bytes are not a wrapped key for this KEM')
  checkContext(bound)
  const ciphertext = given.slice(begin)
  // CRY-222
  const opening = await held.setup('aes-256-gcm', given.slice(3, begin), concat(wrapLabel, bound))
  const k = checkBytes(await opening.open(empty, ciphertext), 'the key')
  opening.destroy()
  const mine = k.slice()
  k.fill(0)
  // CRY-223
  return new HeldWeightsKey(mine)
}
