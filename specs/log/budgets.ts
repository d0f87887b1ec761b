import { hash } from 'node:crypto'
import { budgets, seededBytes } from '@canon/contract'
import type * as Log from '#surface/log'
import { H, leafOf, rootOf } from './oracle/merkle.ts'

export default budgets<typeof Log>((budget) => {
  budget('LOG-B1', {
    prepare: (seed) => {
      const random = seededBytes(seed, ENTRIES * 32)
      return Array.from({ length: ENTRIES }, (_, at) => random.slice(at * 32, at * 32 + 32))
    },
    subject: async (log, entries) => {
      const tree = new log.MerkleTree()
      for (const entry of entries) await tree.append(entry)
      return tree.root()
    },
    peer: () => hashes(200_000),
    expected: (entries) => rootOf(entries.map(leafOf)),
  })

  budget('LOG-B2', {
    prepare: claims,
    subject: async (log, list) => {
      const answers: string[] = []
      for (const { claim } of list)
        answers.push(
          await log.verifyInclusion(claim).then(
            () => HOLDS,
            (error: { code?: string }) => String(error.code),
          ),
        )
      return answers
    },
    peer: () => hashes(210_000),
    expected: (list) => list.map(({ damaged }) => (damaged ? 'ROOT_MISMATCH' : HOLDS)),
  })
})

const ENTRIES = 100_000
const HOLDS = 'holds'

/** SHA-256 of 65 bytes, so many times, each over what the last one gave. */
function hashes(count: number): Uint8Array {
  const message = new Uint8Array(65)
  for (let at = 0; at < count; at++) message.set(hash('sha256', message, 'buffer'), 1)
  return message
}

const LEVELS = 20
const SIZE = 2 ** LEVELS
const CLAIMS = 10_000
let known: Uint8Array[] | undefined

/** Hashes of a full tree, 32 bytes each, level after level; made once, since what varies is which entries are asked for. */
function tree(): Uint8Array[] {
  if (known !== undefined) return known
  known = [seededBytes(1, SIZE * 32)]
  for (let level = 1; level <= LEVELS; level++) {
    const below = known[level - 1]!
    const hashes = new Uint8Array(below.length / 2)
    for (let at = 0; at < hashes.length; at += 32) hashes.set(H(INNER, below.subarray(2 * at, 2 * at + 64)), at)
    known.push(hashes)
  }
  return known
}

const INNER = Uint8Array.of(1)

/** Proofs of entries all over the tree; about one in sixteen has a wrong bit, so that every answer takes the work. */
function claims(seed: number) {
  const levels = tree()
  const hashAt = (level: number, at: number) => levels[level]!.slice(at * 32, at * 32 + 32)
  const random = new DataView(seededBytes(seed, CLAIMS * 8).buffer)
  return Array.from({ length: CLAIMS }, (_, at) => {
    const index = random.getUint32(at * 8) % SIZE
    const proof = Array.from({ length: LEVELS }, (_, level) => hashAt(level, Math.floor(index / 2 ** level) ^ 1))
    const damaged = random.getUint8(at * 8 + 4) < 16
    if (damaged) proof[random.getUint8(at * 8 + 5) % LEVELS]![0]! ^= 1
    return { claim: { index, size: SIZE, leaf: hashAt(0, index), proof, root: hashAt(LEVELS, 0) }, damaged }
  })
}
