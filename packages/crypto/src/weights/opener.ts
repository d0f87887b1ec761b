import { empty } from '../bytes.ts'
import { bytes as checkBytes, callback, number, within } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { tagBytes } from '../hpke/names.ts'
import { chunkNonce } from './file-keys.ts'
import type { FileKeys } from './file-keys.ts'
import { readChunks } from './read.ts'
import { chunkLength, countChunks } from './sizes.ts'
import type { FileOpener } from './types.ts'

const aheadMax = 64

/** Opens the chunks of one file. */
export class Opener implements FileOpener {
  readonly #bytes: number
  readonly #chunkBytes: number
  readonly #count: number
  #keys: FileKeys | undefined

  constructor(keys: FileKeys, bytes: number, chunkBytes: number) {
    this.#keys = keys
    this.#bytes = bytes
    this.#chunkBytes = chunkBytes
    this.#count = countChunks(bytes, chunkBytes)
  }

  get chunks(): number {
    return this.#count
  }

  async open(index: number, sealed: Uint8Array): Promise<Uint8Array> {
    return this.#open(number(index, 'index'), checkBytes(sealed, 'sealed'))
  }

  async #open(index: number, sealed: Uint8Array): Promise<Uint8Array> {
    // CRY-232
    if (!within(index, 0, this.#count - 1)) refuse('BAD_INDEX', 'the file has no chunk of this index')
    // CRY-233
    if (sealed.length !== chunkLength(this.#bytes, this.#chunkBytes, index) + tagBytes) refuse('BAD_LENGTH', 'the sealed chunk has another length')
    const { key, prefix } = this.#alive()
    const opening = key.open(chunkNonce(prefix, index, index === this.#count - 1), empty, sealed)
    const chunk = opening instanceof Promise ? await opening : opening
    // CRY-234
    if (chunk === undefined) refuse('CHUNK_FAILED', `the sealed chunk ${index} is not authentic`)
    // CRY-235
    return chunk
  }

  read(
    source: (index: number) => Promise<Uint8Array>,
    from: number,
    to: number,
    ahead: number,
    onProgress?: (done: number, total: number) => void,
  ): AsyncIterable<Uint8Array> {
    const give = callback<(index: number) => Promise<Uint8Array>>(source, 'source')
    const begin = number(from, 'from')
    const end = number(to, 'to')
    const most = number(ahead, 'ahead')
    const tell = onProgress === undefined ? undefined : callback<(done: number, total: number) => void>(onProgress, 'onProgress')
    // CRY-236
    if (!within(begin, 0, this.#count) || !within(end, begin, this.#count)) refuse('BAD_INDEX', 'the file has no such range of chunks')
    // CRY-237
    if (!within(most, 1, aheadMax)) refuse('BAD_LENGTH', 'the number of chunks ahead is not an integer from 1 to 64')
    return readChunks({
      from: begin,
      to: end,
      ahead: most,
      open: async (index) => this.#open(index, checkBytes(await give(index), 'what the source gives')),
      check: () => this.#alive(),
      tell,
    })
  }

  destroy(): void {
    this.#keys?.prefix.fill(0)
    this.#keys = undefined
  }

  #alive(): FileKeys {
    // CRY-241
    return this.#keys ?? refuse('DESTROYED', 'the opener has been destroyed')
  }
}
