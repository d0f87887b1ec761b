import { type Laws, outside, refusesType, type Sample, sample } from '@canon/contract'
import type * as Log from '#surface/log'

const { bytes, text, number, choice, list, record, object } = sample
const some = bytes(new Uint8Array(3))

const signature = record({ name: text(''), keyId: some, signature: some })
const key = record({ name: text(''), seed: some })
const fetcher = object(async () => new Uint8Array(0))

/** The fine arguments are so in type only, so that another fault could be found first. */
const operations: Readonly<Record<string, readonly Sample[]>> = {
  leafHash: [some],
  verifyInclusion: [record({ index: number(-1), size: number(-1), leaf: some, proof: list(some), root: some })],
  verifyConsistency: [record({ oldSize: number(-1), newSize: number(-1), oldRoot: some, newRoot: some, proof: list(some) })],
  verifierKey: [key, choice('ed25519')],
  parseVerifierKey: [text('')],
  parseNote: [some],
  formatNote: [record({ text: text(''), signatures: list(signature) })],
  signNote: [text(''), key],
  openNote: [some, list(text(''))],
  parseCheckpoint: [text('')],
  formatCheckpoint: [record({ origin: text(''), size: number(-1), root: some, extensions: list(text('')) })],
  cosignCheckpoint: [text(''), key, number(-1)],
  cosignatureTimestamp: [some],
  parsePolicy: [text('')],
  verifyCheckpoint: [some, text('')],
  parseTilePath: [text('')],
  tileLayout: [number(-1)],
  rootFromTiles: [number(-1), fetcher],
  inclusionProofFromTiles: [number(-1), number(-1), some, fetcher],
  consistencyProofFromTiles: [number(-1), number(-1), some, fetcher],
  encodeEntryBundle: [list(some)],
  decodeEntryBundle: [some, number(-1)],
  parseTlogProof: [some],
  formatTlogProof: [record({ extra: some, index: number(-1), hashes: list(some), checkpoint: some })],
  verifyTlogProof: [some, some, text('')],
}
const calls = Object.entries(operations).flatMap(([name, samples]) => [...outside(samples)].map((call) => ({ name, ...call })))

const methods: Readonly<Record<string, readonly Sample[]>> = {
  append: [some],
  root: [sample.optional(number(-1))],
  inclusionProof: [number(-1), number(-1)],
  consistencyProof: [number(-1), number(-1)],
  tile: [text('')],
}
const methodCalls = Object.entries(methods).flatMap(([name, samples]) => [...outside(samples)].map((call) => ({ name, ...call })))

/** LOG-003, for every operation and at every depth. */
export const argumentTypeLaws: Laws<typeof Log> = ({ provider, cases }) => {
  const exports = provider as unknown as Readonly<Record<string, (...args: never[]) => Promise<unknown>>>

  cases(
    'LOG-003',
    'an argument outside its declared type is a TypeError, in every operation and at every depth',
    calls,
    ({ name, args }) => refusesType(async () => exports[name]!(...args)),
  )

  cases('LOG-003', 'an argument of a tree outside its declared type is a TypeError', methodCalls, async ({ name, args }) => {
    const tree = (await new provider.MerkleTree()) as unknown as typeof exports
    await refusesType(async () => tree[name]!(...args))
  })
}
