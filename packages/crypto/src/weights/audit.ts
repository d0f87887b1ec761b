import { equalBytes } from '../bytes.ts'
import { bytes as checkBytes, callback, list, number } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { readFile } from './manifest.ts'
import { checkSizes, countChunks } from './sizes.ts'
import { chunkHash, flatten, hashAt, levelsOf } from './tree.ts'
import type { SealedFile } from './types.ts'

export type ChunkSource = (index: number) => Promise<Uint8Array>

/** The levels of the tree of a file's hashes. */
export function checkHashes(file: SealedFile, chunkBytes: number, hashes: readonly Uint8Array[]): Uint8Array[] {
  const flat = hashes.length === countChunks(file.bytes, chunkBytes) ? flatten(hashes) : undefined
  const levels = flat === undefined ? [] : levelsOf(flat)
  const root = levels.at(-1)
  // CRY-245
  if (root === undefined || !equalBytes(root, file.root)) refuse('BAD_HASHES', 'the hashes are not those of the file')
  return levels
}

/** The chunks that are not as their hashes say, ascending; needs no key. */
export async function damagedChunks(file: SealedFile, chunkBytes: number, hashes: Uint8Array[], source: ChunkSource): Promise<number[]> {
  const given = readFile(file)
  const chunk = number(chunkBytes, 'chunkBytes')
  const each = list(hashes, 'hashes', checkBytes)
  const give = callback<ChunkSource>(source, 'source')
  checkSizes(given.bytes, chunk)
  const flat = checkHashes(given, chunk, each)[0] as Uint8Array
  const damaged: number[] = []
  // CRY-246
  for (let index = 0; index * 32 < flat.length; index++) if (!(await isWhole(give, index, hashAt(flat, index)))) damaged.push(index)
  return damaged
}

async function isWhole(give: ChunkSource, index: number, hash: Uint8Array): Promise<boolean> {
  try {
    return equalBytes(chunkHash(checkBytes(await give(index), 'what the source gives')), hash)
  } catch {
    // CRY-246
    return false
  }
}
