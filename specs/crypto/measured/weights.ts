import { seededBytes } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import type { WeightsManifest } from '#surface/crypto'
import { joined } from '../oracle/edwards.ts'
import { fileKeys, manifestOf } from '../oracle/weights.ts'
import { gcmOpen, gcmSeal, glimpse, parted } from './gcm.ts'

/** Neighbouring chunks of one sealed file, and what opens them. */
export interface Stretch {
  readonly key: Uint8Array
  readonly manifest: WeightsManifest
  readonly from: number
  readonly sealed: readonly Uint8Array[]
  readonly fileKey: Uint8Array
  readonly nonces: readonly Uint8Array[]
}

const FILE = 'model.gguf'
const CHUNK_BYTES = 1048576

/** Chunks `from` to `to` - 1 of a file of as many chunks of 1 MiB. Its root is of none: whoever opens chunks cannot know it. */
export function stretchOf(seed: number, chunks: number, from = 0, to = chunks): Stretch {
  const plaintext = seededBytes(seed, CHUNK_BYTES)
  const [key, salt, root] = [plaintext.slice(0, 32), plaintext.slice(32, 64), plaintext.slice(64, 96)]
  const bytes = chunks * CHUNK_BYTES
  const { fileKey, prefix, commitment } = fileKeys(key, FILE, bytes, CHUNK_BYTES, salt)
  const nonces = Array.from({ length: to - from }, (_, at) =>
    Uint8Array.of(...prefix, 0, 0, 0, from + at, from + at === chunks - 1 ? 1 : 0),
  )
  const sealed = nonces.map((nonce, at) => {
    // A generator for all bytes would take longer than all that is measured.
    plaintext.fill(at, 0, 64)
    const { body, tag } = gcmSeal(fileKey, nonce, plaintext)
    return joined(body, tag)
  })
  const manifest = manifestOf(CHUNK_BYTES, [{ path: FILE, bytes, salt, commitment, root }])
  return { key, manifest, from, sealed, fileKey, nonces }
}

/** One chunk after another by the package. */
export async function openedByPackage(crypto: typeof Crypto, { key, manifest, from, sealed }: Stretch): Promise<number[]> {
  const opener = await (await crypto.createWeightsKey(key)).open(manifest, FILE)
  const seen: number[] = []
  for (const [at, chunk] of sealed.entries()) seen.push(glimpse(await opener.open(from + at, chunk)))
  return seen
}

/** The same chunks by the platform's cipher alone. */
export function openedBare({ fileKey, nonces, sealed }: Stretch): number[] {
  return sealed.map((chunk, at) => glimpse(gcmOpen(fileKey, nonces[at]!, parted(chunk))))
}
