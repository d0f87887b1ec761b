import { number, within } from '../check/values.ts'
import { refuse } from '../errors.ts'

const chunkBytesMin = 4096
const chunkBytesMax = 16777216
export const chunksMax = 16777216

/** A power of two from `chunkBytesMin` to `chunkBytesMax`. */
export function isChunkSize(chunkBytes: number): boolean {
  return within(chunkBytes, chunkBytesMin, chunkBytesMax) && (chunkBytes & (chunkBytes - 1)) === 0
}

export function isFileSize(bytes: number, chunkBytes: number): boolean {
  return within(bytes, 0, chunksMax * chunkBytes)
}

/** Refuses a size of chunks, and then of a file, that no manifest has. */
export function checkSizes(bytes: number, chunkBytes: number): void {
  // CRY-211, CRY-225
  if (!isChunkSize(chunkBytes) || !isFileSize(bytes, chunkBytes)) refuse('BAD_LENGTH', 'the number of bytes or the size of a chunk is out of range')
}

export function countChunks(bytes: number, chunkBytes: number): number {
  return Math.max(1, Math.ceil(bytes / chunkBytes))
}

/** How many bytes chunk `index` has. */
export function chunkLength(bytes: number, chunkBytes: number, index: number): number {
  return Math.min(bytes - index * chunkBytes, chunkBytes)
}

/** How many chunks a file has. */
export function sealedChunkCount(bytes: number, chunkBytes: number): number {
  const size = number(bytes, 'bytes')
  const chunk = number(chunkBytes, 'chunkBytes')
  checkSizes(size, chunk)
  // CRY-212
  return countChunks(size, chunk)
}
