import { empty } from '../bytes.ts'
import { CryptoError, refuse } from '../errors.ts'
import { Deferred } from '../stream/deferred.ts'
import { iterate, singleUse } from '../stream/iterate.ts'
import { byteSource } from '../stream/source.ts'
import type { Source } from '../stream/source.ts'
import { chunkNonce } from './file-keys.ts'
import type { FileKeys } from './file-keys.ts'
import { chunkLength, countChunks } from './sizes.ts'
import { chunkHash, GrowingRoot } from './tree.ts'
import type { FileSealing, SealedFile } from './types.ts'

/** A file that is being sealed. */
export class Sealing implements FileSealing {
  readonly #chunks: AsyncIterable<Uint8Array>
  readonly #keys: FileKeys
  readonly #file: Omit<SealedFile, 'root'>
  readonly #chunkBytes: number
  readonly #root = new GrowingRoot()
  readonly #ended = new Deferred<void>()
  #left: number

  constructor(keys: FileKeys, file: Omit<SealedFile, 'root'>, chunkBytes: number, given: AsyncIterable<Uint8Array>) {
    this.#keys = keys
    this.#file = file
    this.#chunkBytes = chunkBytes
    this.#left = countChunks(file.bytes, chunkBytes)
    const source = byteSource(given, 'source')
    this.#chunks = singleUse(() =>
      iterate(source, () => this.#seal(source), {
        // CRY-228
        returned: () => {
          if (this.#left === 0) this.#ended.resolve()
          else this.#ended.reject(new CryptoError('BAD_LENGTH', 'the iteration of the chunks was ended before the last'))
        },
        failed: this.#ended.reject,
      }),
    )
  }

  get chunks(): AsyncIterable<Uint8Array> {
    return this.#chunks
  }

  async file(): Promise<SealedFile> {
    await this.#ended.promise
    const { path, bytes, salt, commitment } = this.#file
    // CRY-228
    return { path, bytes, salt: salt.slice(), commitment: commitment.slice(), root: this.#root.root() }
  }

  async *#seal(source: Source<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const { bytes } = this.#file
    const count = this.#left
    let given = 0
    let rest: Uint8Array = empty
    let own = true
    for (let index = 0; index < count; index++) {
      const last = index === count - 1
      const length = chunkLength(bytes, this.#chunkBytes, index)
      let chunk = rest.length >= length ? rest.subarray(0, length) : undefined
      if (chunk !== undefined) rest = rest.subarray(length)
      else {
        let filled = rest.length
        // A chunk is gathered in memory of its own, unless one piece holds it.
        let gathered: Uint8Array | undefined
        while (chunk === undefined) {
          if (filled > 0 && gathered === undefined) {
            gathered = new Uint8Array(length)
            gathered.set(rest)
          }
          const piece = await source.next()
          // CRY-227
          if (piece === undefined) refuse('BAD_LENGTH', 'the source gives fewer bytes than the file has')
          given += piece.length
          const taken = Math.min(piece.length, length - filled)
          gathered?.set(piece.subarray(0, taken), filled)
          if (gathered === undefined && taken < length) rest = piece
          filled += taken
          if (filled === length) {
            chunk = gathered ?? piece.subarray(0, length)
            rest = piece.subarray(taken)
            own = false
          }
        }
      }
      // CRY-227: a piece may have completed chunks before the last, and held too much.
      if (last && given > bytes) tooMuch()
      const sealing = this.#keys.key.seal(chunkNonce(this.#keys.prefix, index, last), empty, chunk)
      const sealed = sealing instanceof Promise ? await sealing : sealing
      // CRY-226: the last chunk is held until the source has ended.
      if (last) await checkEnd(source)
      this.#root.add(chunkHash(sealed))
      this.#left--
      if (!own && rest.length > 0) rest = rest.slice()
      own = true
      // CRY-226
      yield sealed
    }
    this.#ended.resolve()
  }
}

/** Takes what is left of the source, which must be empty. */
async function checkEnd(source: Source<Uint8Array>): Promise<void> {
  // CRY-227
  for (let piece = await source.next(); piece !== undefined; piece = await source.next()) if (piece.length > 0) tooMuch()
}

function tooMuch(): never {
  refuse('BAD_LENGTH', 'the source gives more bytes than the file has')
}
