import { sha256 } from '#platform'
import { concat, equalBytes, i2osp, utf8 } from '../bytes.ts'
import { bytes as checkBytes, callback, list, number, record, within } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { tagBytes } from '../hpke/names.ts'
import { checkHashes } from './audit.ts'
import type { ChunkSource } from './audit.ts'
import { readFile } from './manifest.ts'
import { checkSizes, chunkLength, countChunks } from './sizes.ts'
import { chunkHash, climb, hashAt, pathOf } from './tree.ts'
import type { PossessedChunk, SealedFile } from './types.ts'

const challengeBytes = 32
const challengeCountMax = 64
const label = utf8('canon/possession/1\0')

function checkChallenge(challenge: Uint8Array, count: number): void {
  // CRY-247
  if (challenge.length !== challengeBytes) refuse('BAD_CHALLENGE', 'the challenge is not 32 bytes long')
  if (!within(count, 1, challengeCountMax)) refuse('BAD_CHALLENGE', 'the count is not an integer from 1 to 64')
}

function draw(file: SealedFile, chunkBytes: number, challenge: Uint8Array, count: number): number[] {
  const chunks = BigInt(countChunks(file.bytes, chunkBytes))
  const drawn = new Set<number>()
  for (let k = 0; k < count; k++) {
    const hash = sha256(concat(label, challenge, file.root, i2osp(k, 4)))
    // CRY-248
    drawn.add(Number(new DataView(hash.buffer, hash.byteOffset).getBigUint64(0) % chunks))
  }
  return [...drawn]
}

/** The chunks that a challenge of 32 bytes asks for, in its order, repetitions left out. */
export async function challengedChunks(file: SealedFile, chunkBytes: number, challenge: Uint8Array, count: number): Promise<number[]> {
  const given = readFile(file)
  const chunk = number(chunkBytes, 'chunkBytes')
  const asked = checkBytes(challenge, 'challenge')
  const many = number(count, 'count')
  checkSizes(given.bytes, chunk)
  checkChallenge(asked, many)
  return draw(given, chunk, asked, many)
}

/** Proves to hold a file's ciphertext; needs no key. */
export async function provePossession(
  file: SealedFile,
  chunkBytes: number,
  challenge: Uint8Array,
  count: number,
  hashes: Uint8Array[],
  source: (index: number) => Promise<Uint8Array>,
): Promise<PossessedChunk[]> {
  const given = readFile(file)
  const chunk = number(chunkBytes, 'chunkBytes')
  const asked = checkBytes(challenge, 'challenge')
  const many = number(count, 'count')
  const each = list(hashes, 'hashes', checkBytes)
  const give = callback<ChunkSource>(source, 'source')
  checkSizes(given.bytes, chunk)
  const levels = checkHashes(given, chunk, each)
  checkChallenge(asked, many)
  const proof: PossessedChunk[] = []
  for (const index of draw(given, chunk, asked, many)) {
    const sealed = checkBytes(await give(index), 'what the source gives').slice()
    // CRY-250
    if (!equalBytes(chunkHash(sealed), hashAt(levels[0] as Uint8Array, index))) refuse('BAD_HASHES', 'a chunk has another hash')
    // CRY-249
    proof.push({ index, sealed, path: pathOf(levels, index) })
  }
  return proof
}

function readProof(value: unknown): PossessedChunk {
  const chunk = record(value, 'a chunk of the proof')
  return { index: number(chunk['index'], 'index'), sealed: checkBytes(chunk['sealed'], 'sealed'), path: list(chunk['path'], 'path', checkBytes) }
}

/** Resolves when the proof holds; needs no key. */
export async function verifyPossession(
  file: SealedFile,
  chunkBytes: number,
  challenge: Uint8Array,
  count: number,
  proof: PossessedChunk[],
): Promise<void> {
  const given = readFile(file)
  const chunk = number(chunkBytes, 'chunkBytes')
  const asked = checkBytes(challenge, 'challenge')
  const many = number(count, 'count')
  const shown = list(proof, 'proof', readProof)
  checkSizes(given.bytes, chunk)
  checkChallenge(asked, many)
  const indexes = draw(given, chunk, asked, many)
  const chunks = countChunks(given.bytes, chunk)
  const holds = ({ index, sealed, path }: PossessedChunk, i: number): boolean => {
    if (index !== indexes[i] || sealed.length !== chunkLength(given.bytes, chunk, index) + tagBytes) return false
    const root = climb(chunkHash(sealed), index, chunks, path)
    return root !== undefined && equalBytes(root, given.root)
  }
  // CRY-251, CRY-252
  if (shown.length !== indexes.length || !shown.every(holds)) refuse('WRONG_PROOF', 'the proof proves nothing')
}
