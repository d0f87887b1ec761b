import type { Kem } from '../hpke/names.ts'

/** A file's entry in a manifest. */
export interface SealedFile {
  path: string
  /** Of the plaintext. */
  bytes: number
  /** 32 bytes each. */
  salt: Uint8Array
  commitment: Uint8Array
  root: Uint8Array
}

export interface WeightsManifest {
  model: string
  chunkBytes: number
  /** In ascending order of their paths. */
  files: SealedFile[]
}

/** A file that is being sealed. */
export interface FileSealing {
  /** The sealed chunks in order; can be iterated once. Errors from it: BAD_LENGTH, USED, DESTROYED, the source's. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** The entry; resolves when all chunks have been given. Errors: those of `chunks`. */
  file(): Promise<SealedFile>
}

/** Opens the chunks of one file, in any order, any number at a time. */
export interface FileOpener {
  readonly chunks: number
  /** Chunk `index`, opened. Errors: BAD_INDEX, BAD_LENGTH, CHUNK_FAILED, DESTROYED. */
  open(index: number, sealed: Uint8Array): Promise<Uint8Array>
  /**
   * Chunks `from` to `to` − 1, opened, in order, with at most `ahead` (1 to 64) being read and opened at a time; `onProgress` hears after each how many of how many
   * are done. Errors from the iteration: those of `open`, the source's; at the call: BAD_INDEX, BAD_LENGTH.
   */
  read(
    source: (index: number) => Promise<Uint8Array>,
    from: number,
    to: number,
    ahead: number,
    onProgress?: (done: number, total: number) => void,
  ): AsyncIterable<Uint8Array>
  /** Forgets the file's keys. */
  destroy(): void
}

/** Holds the key of a model. */
export interface WeightsKey {
  /** Seals a file of `bytes` bytes; `salt` is for test vectors only. Errors: BAD_PATH, BAD_LENGTH, DESTROYED. */
  seal(path: string, bytes: number, chunkBytes: number, source: AsyncIterable<Uint8Array>, salt?: Uint8Array): Promise<FileSealing>
  /** An opener for the file at `path`. Errors: BAD_MANIFEST, NO_SUCH_FILE, WRONG_KEY, DESTROYED. */
  open(manifest: WeightsManifest, path: string): Promise<FileOpener>
  /** The key for the holder of a KEM's public key; `randomness` as in `setupSender`. Errors: BAD_KEY, TOO_LARGE, BAD_SEED, DESTROYED. */
  wrap(kem: Kem, publicKey: Uint8Array, context: Uint8Array, randomness?: Uint8Array): Promise<Uint8Array>
  /** Forgets K. */
  destroy(): void
}

/** One chunk of a proof. */
export interface PossessedChunk {
  index: number
  sealed: Uint8Array
  /** From the leaf to the root. */
  path: Uint8Array[]
}
