import { type Laws, outside, refusesType, type Samples, sample } from '@canon/contract'
import type * as Log from '#surface/log'

const { bytes, text, number, choice, list, record, object } = sample
const some = bytes(new Uint8Array(3))

const signature = record({ name: text(''), keyId: some, signature: some })
const key = record({ name: text(''), seed: some })
const fetcher = object(async () => new Uint8Array(0))

/** The fine arguments are so in type only, so that another fault could be found first. */
const operations: Readonly<Record<string, Samples>> = {
  leafHash: { entry: some },
  verifyInclusion: { inclusion: record({ index: number(-1), size: number(-1), leaf: some, proof: list(some), root: some }) },
  verifyConsistency: {
    consistency: record({ oldSize: number(-1), newSize: number(-1), oldRoot: some, newRoot: some, proof: list(some) }),
  },
  verifierKey: { key, algorithm: choice('ed25519') },
  parseVerifierKey: { verifierKey: text('') },
  parseNote: { note: some },
  formatNote: { note: record({ text: text(''), signatures: list(signature) }) },
  signNote: { text: text(''), key },
  openNote: { note: some, verifierKeys: list(text('')) },
  parseCheckpoint: { text: text('') },
  formatCheckpoint: { checkpoint: record({ origin: text(''), size: number(-1), root: some, extensions: list(text('')) }) },
  cosignCheckpoint: { text: text(''), key, timestamp: number(-1) },
  cosignatureTimestamp: { signature: some },
  parsePolicy: { policy: text('') },
  verifyCheckpoint: { note: some, policy: text('') },
  parseTilePath: { path: text('') },
  tileLayout: { size: number(-1) },
  rootFromTiles: { size: number(-1), fetch: fetcher },
  inclusionProofFromTiles: { index: number(-1), size: number(-1), root: some, fetch: fetcher },
  consistencyProofFromTiles: { oldSize: number(-1), newSize: number(-1), root: some, fetch: fetcher },
  encodeEntryBundle: { entries: list(some) },
  decodeEntryBundle: { bundle: some, width: number(-1) },
  parseTlogProof: { proof: some },
  formatTlogProof: { proof: record({ extra: some, index: number(-1), hashes: list(some), checkpoint: some }) },
  verifyTlogProof: { proof: some, entry: some, policy: text('') },
}
const calls = Object.entries(operations).flatMap(([operation, samples]) =>
  [...outside(samples)].map((call) => ({ operation, ...call })),
)

const methods: Readonly<Record<string, Samples>> = {
  append: { entry: some },
  root: { size: sample.optional(number(-1)) },
  inclusionProof: { index: number(-1), size: number(-1) },
  consistencyProof: { oldSize: number(-1), newSize: number(-1) },
  tile: { path: text('') },
}
const methodCalls = Object.entries(methods).flatMap(([operation, samples]) =>
  [...outside(samples)].map((call) => ({ operation, ...call })),
)

/** LOG-003, for every operation and at every depth. */
export const argumentTypeLaws: Laws<typeof Log> = ({ provider, cases }) => {
  const exports = provider as unknown as Readonly<Record<string, (...args: never[]) => Promise<unknown>>>

  cases(
    'LOG-003',
    'an argument outside its declared type is a TypeError, in every operation and at every depth',
    calls,
    ({ operation, args, name }) => refusesType(async () => exports[operation]!(...args), name),
  )

  cases(
    'LOG-003',
    'an argument of a tree outside its declared type is a TypeError',
    methodCalls,
    async ({ operation, args, name }) => {
      const tree = (await new provider.MerkleTree()) as unknown as typeof exports
      await refusesType(async () => tree[operation]!(...args), name)
    },
  )
}
