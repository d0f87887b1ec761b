import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit, seed } from '../../driver.ts'
import { joined1 } from '../../oracle/values.ts'
import { challengedIn, chunkHash, pathOf, proofOf } from '../../oracle/weights.ts'
import { faultOf, sourceError } from './drained.ts'
import { CHALLENGE_COUNT_MAX, CHUNKS_MAX } from './limits.ts'
import { CHUNK, fixedFile, longFile, notIntegers, sealedFile } from './weights-drawn.ts'

const count = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: CHALLENGE_COUNT_MAX }))
const _hashList = (most: number) =>
  fc.integer({ min: 1, max: most }).chain((many) => fc.array(seed, { minLength: many, maxLength: many }))

/** Proofs to hold a file's ciphertext. */
export const weightsPossessionLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law(
    'CRY-248',
    'the chunks asked for follow from challenge and root',
    [seed, seed, count, fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: CHUNKS_MAX }))],
    async (root, challenge, many, chunks) => {
      const file = { ...fixedFile(1).file, root, bytes: chunks * CHUNK - 3 }
      equal(await provider.challengedChunks(file, CHUNK, challenge, many), challengedIn(root, chunks, challenge, many))
    },
  )

  cases('CRY-247', 'no challenge, and no count', [0, 31, 33, 64], async (length) => {
    const { file, hashes, sealed } = fixedFile(2)
    const source = async (index: number) => sealed[index]!
    const good = new Uint8Array(32)
    for (const [challenge, many] of [
      [new Uint8Array(length), 1] as const,
      ...[...notIntegers, 0, CHALLENGE_COUNT_MAX + 1].map((bad) => [good, bad] as const),
    ]) {
      await refuses(provider.challengedChunks(file, CHUNK, challenge, many), 'BAD_CHALLENGE')
      await refuses(provider.provePossession(file, CHUNK, challenge, many, [...hashes], source), 'BAD_CHALLENGE')
      await refuses(provider.verifyPossession(file, CHUNK, challenge, many, []), 'BAD_CHALLENGE')
    }
  })

  law(
    ['CRY-249', 'CRY-251'],
    'a proof has the challenged chunks with their paths, and holds',
    [sealedFile, seed, count],
    async (whole, challenge, many) => {
      const { file, hashes, sealed } = whole
      const proof = await provider.provePossession(file, CHUNK, challenge, many, [...hashes], async (index) => sealed[index]!)
      equal(proof, proofOf(whole, challenge, many))
      equal(await provider.verifyPossession(file, CHUNK, challenge, many, proof), undefined)
    },
    { runs: 40 },
  )

  law(
    'CRY-250',
    'who has not the chunks gives no proof',
    [longFile, seed, fc.nat(), fc.constantFrom('flip', 'short', 'gone')],
    async ({ file, hashes, sealed }, challenge, at, how) => {
      const asked = challengedIn(file.root, sealed.length, challenge, 4)
      const lost = asked[at % asked.length]!
      const source = async (index: number) => {
        if (index !== lost) return sealed[index]!
        if (how === 'gone') throw sourceError()
        return how === 'flip' ? flipBit(sealed[index]!, at % 64) : sealed[index]!.slice(1)
      }
      const code = how === 'gone' ? 'SourceGone' : 'BAD_HASHES'
      equal(await faultOf(provider.provePossession(file, CHUNK, challenge, 4, [...hashes], source)), code)
    },
    { runs: 30 },
  )

  law(
    'CRY-252',
    'any other proof is refused',
    [longFile, seed, count, fc.nat(), fc.nat()],
    async (whole, challenge, many, place, bit) => {
      const { file, hashes, sealed } = whole
      const proof = proofOf(whole, challenge, many)
      const at = place % proof.length
      const one = proof[at]!
      const put = (change: Partial<Crypto.PossessedChunk>) => proof.with(at, { ...one, ...change })
      const next = (one.index + 1) % sealed.length
      const neighbour = { index: next, sealed: sealed[next]!, path: pathOf(hashes, next) }
      const step = one.path[bit % one.path.length]!
      const wrong = [
        [],
        proof.toSpliced(at, 1),
        proof.toSpliced(at, 0, one),
        [...proof, neighbour],
        proof.with(at, neighbour),
        put({ index: next }),
        put({ index: one.index + 0.5 }),
        put({ index: one.index + sealed.length }),
        put({ sealed: flipBit(one.sealed, bit % (8 * one.sealed.length)) }),
        put({ sealed: one.sealed.slice(1) }),
        put({ sealed: joined1(one.sealed, 0) }),
        put({ sealed: new Uint8Array(0) }),
        put({ path: one.path.slice(1) }),
        put({ path: one.path.slice(0, -1) }),
        put({ path: [] }),
        put({ path: [...one.path, step] }),
        put({ path: [step, ...one.path] }),
        put({ path: [...one.path, new Uint8Array(0)] }),
        put({ path: one.path.with(bit % one.path.length, flipBit(step, bit % 256)) }),
        put({ path: one.path.with(bit % one.path.length, step.slice(1)) }),
        put({ path: one.path.with(bit % one.path.length, joined1(step, 0)) }),
        ...(proof.length > 1 ? [[...proof].reverse()] : []),
        ...(one.path.length > 1 ? [put({ path: [...one.path].reverse() })] : []),
      ]
      for (const other of wrong) await refuses(provider.verifyPossession(file, CHUNK, challenge, many, other), 'WRONG_PROOF')
      const changed = { ...file, root: flipBit(file.root, bit % 256) }
      await refuses(provider.verifyPossession(changed, CHUNK, challenge, many, proof), 'WRONG_PROOF')
    },
    { runs: 20 },
  )

  cases(
    ['CRY-251', 'CRY-252'],
    'a proof with an inner node in place of a chunk, or from another challenge, is none',
    [4, 5],
    async (chunks) => {
      const whole = fixedFile(chunks)
      const challenge = new Uint8Array(32).fill(6)
      const proof = proofOf(whole, challenge, 64)
      await provider.verifyPossession(whole.file, CHUNK, challenge, 64, proof)
      const inner = proof.map((one) => ({ ...one, sealed: chunkHash(one.sealed), path: one.path }))
      await refuses(provider.verifyPossession(whole.file, CHUNK, challenge, 64, inner), 'WRONG_PROOF')
      const single = proofOf(whole, challenge, 1)
      const others = [...whole.sealed.keys()].filter((index) => index !== single[0]!.index)
      for (const index of others) {
        const other = { index, sealed: whole.sealed[index]!, path: pathOf(whole.hashes, index) }
        await refuses(provider.verifyPossession(whole.file, CHUNK, challenge, 1, [other]), 'WRONG_PROOF')
      }
    },
  )
}
