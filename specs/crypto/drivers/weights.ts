import type { Command } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { collected, cutAt, streamed } from './streams.ts'
import { bytes, flipBit, outcome, seed } from './values.ts'

const clauses = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `CRY-${from + at}`)
const CHUNK = 4096
const recipient = Uint8Array.from({ length: 32 }, (_, at) => 7 * at + 1)
const path = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.string({ unit: fc.constantFrom(...'abZ09._-'), minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 })
      .map((segments) => segments.join('/')),
  },
  { weight: 1, arbitrary: fc.constantFrom('', '/', 'a//b', '..', 'a/./b', 'é', 'a b', 'a'.repeat(256), 'a'.repeat(257)) },
)
const size = fc.oneof(
  fc.nat(3 * CHUNK),
  fc.constantFrom(0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, -1, 0.5, Number.NaN, 2 ** 53),
)
const chunkSize = fc.oneof(
  { weight: 8, arbitrary: fc.constant(CHUNK) },
  { weight: 1, arbitrary: fc.constantFrom(0, 2048, 4095, 6144, 8192, 2 ** 24, 2 ** 25, Number.NaN) },
)
const places = fc.array(fc.nat(), { maxLength: 6 })
const index = fc.oneof(
  { weight: 5, arbitrary: fc.nat(4) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, Number.NaN, 2 ** 53) },
)
/** A bit to change, −1 for none. */
const flip = fc.oneof(fc.constant(-1), fc.nat())
const changed = (value: Uint8Array, bit: number) =>
  bit < 0 || value.length === 0 ? value : flipBit(value, bit % (8 * value.length))

const manifest: fc.Arbitrary<Crypto.WeightsManifest> = fc.record(
  {
    model: fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('\ud800', 'm'.repeat(256), 'm'.repeat(257))),
    chunkBytes: chunkSize,
    files: fc
      .uniqueArray(fc.record({ path, bytes: size, salt: seed, commitment: seed, root: seed }, { noNullPrototype: true }), {
        maxLength: 4,
        selector: (file) => file.path,
      })
      .chain((files) => fc.boolean().map((sorted) => (sorted ? files.sort((a, b) => (a.path < b.path ? -1 : 1)) : files))),
  },
  { noNullPrototype: true },
)

interface File {
  readonly key: Uint8Array
  readonly salt: Uint8Array
  readonly bytes: number
  readonly first: number
}
const file: fc.Arbitrary<File> = fc.record({ key: seed, salt: seed, bytes: fc.nat(4 * CHUNK), first: fc.nat(255) })
const content = ({ bytes: many, first }: File) =>
  Uint8Array.from({ length: many }, (_, at) => (first + 31 * at + (at >> 8)) % 256)

export const weightsCommands: readonly Command<typeof Crypto>[] = [
  {
    name: 'a manifest of weights',
    clauses: clauses(206, 212),
    arbitrary: fc.record({ manifest, flip, many: size, chunkBytes: chunkSize }),
    observe: async (provider, value: { manifest: Crypto.WeightsManifest; flip: number; many: number; chunkBytes: number }) => {
      const good = { ...value.manifest, chunkBytes: CHUNK, model: 'toy', files: [] as Crypto.SealedFile[] }
      const one = { path: 'a', bytes: 5, salt: recipient, commitment: recipient, root: recipient }
      const written = await provider.encodeWeightsManifest({ ...good, files: [one] })
      return {
        drawn: await outcome(provider.encodeWeightsManifest(value.manifest)),
        written,
        root: await provider.weightsRoot(written),
        read: await outcome(provider.decodeWeightsManifest(changed(written, value.flip))),
        chunks: await outcome(provider.sealedChunkCount(value.many, value.chunkBytes)),
      }
    },
  },
  {
    name: 'sealing weights',
    clauses: [...clauses(224, 228), ...clauses(206, 206)],
    arbitrary: fc.record({ file, path, size: fc.option(size), chunkBytes: chunkSize, places }),
    observe: async (provider, value: { file: File; path: string; size: number | null; chunkBytes: number; places: number[] }) => {
      const key = await provider.createWeightsKey(value.file.key)
      const source = streamed(cutAt(content(value.file), value.places))
      const seal = async () => {
        const many = value.size ?? value.file.bytes
        const sealing = await key.seal(value.path, many, value.chunkBytes, source, value.file.salt)
        const { given, code } = await collected(sealing.chunks)
        // Of a source that gives too much, how much was sealed before it showed is not settled.
        return code === undefined ? { given, file: await sealing.file() } : { code }
      }
      return outcome(seal())
    },
  },
  {
    name: 'opening and reading weights',
    clauses: [...clauses(226, 228), ...clauses(230, 240)],
    arbitrary: fc.record({
      file,
      index,
      place: fc.nat(4),
      flip,
      from: index,
      to: index,
      ahead: fc.constantFrom(1, 2, 64, 0, 65),
    }),
    observe: async (
      provider,
      value: { file: File; index: number; place: number; flip: number; from: number; to: number; ahead: number },
    ) => {
      const key = await provider.createWeightsKey(value.file.key)
      const sealing = await key.seal('a', value.file.bytes, CHUNK, streamed([content(value.file)]), value.file.salt)
      const { given } = await collected(sealing.chunks)
      const manifestOf = { model: 'toy', chunkBytes: CHUNK, files: [await sealing.file()] }
      const opener = await key.open(manifestOf, 'a')
      const heard: number[][] = []
      const source = async (at: number) => (at === value.place ? changed(given[at]!, value.flip) : given[at]!)
      const read = async () =>
        collected(opener.read(source, value.from, value.to, value.ahead, (done, total) => void heard.push([done, total])))
      return {
        absent: await outcome(key.open(manifestOf, 'b').then(() => null)),
        opened: await outcome(opener.open(value.index, changed(given[value.place % given.length]!, value.flip))),
        read: await outcome(read()),
        heard,
      }
    },
  },
  {
    name: 'wrapping a key of weights',
    clauses: clauses(217, 223),
    arbitrary: fc.record({ key: seed, context: bytes, randomness: seed, flip, cut: fc.nat(9) }),
    observe: async (
      provider,
      value: { key: Uint8Array; context: Uint8Array; randomness: Uint8Array; flip: number; cut: number },
    ) => {
      const key = await provider.createWeightsKey(value.key)
      const holder = await provider.createRecipientKey('x25519', recipient)
      const publicKey = await holder.publicKey
      const wrapped = await key.wrap('x25519', publicKey, value.context, value.randomness)
      const again = async (text: Uint8Array) => {
        const back = await provider.unwrapWeightsKey(holder, text, value.context)
        return back.wrap('x25519', publicKey, value.context, value.randomness)
      }
      return {
        wrapped,
        changed: await outcome(again(changed(wrapped, value.flip))),
        cut: await outcome(again(wrapped.slice(value.cut))),
      }
    },
  },
  {
    name: 'auditing weights',
    clauses: clauses(242, 252),
    arbitrary: fc.record({
      hashes: fc.array(seed, { maxLength: 12 }),
      file,
      challenge: seed,
      count: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 64, 65, 0.5)),
      place: fc.nat(4),
      flip,
    }),
    observe: async (
      provider,
      value: { hashes: Uint8Array[]; file: File; challenge: Uint8Array; count: number; place: number; flip: number },
    ) => {
      const key = await provider.createWeightsKey(value.file.key)
      const sealing = await key.seal('a', value.file.bytes, CHUNK, streamed([content(value.file)]), value.file.salt)
      const { given } = await collected(sealing.chunks)
      const entry = await sealing.file()
      const hashes = await Promise.all(given.map((chunk) => provider.sealedChunkHash(chunk)))
      const source = async (at: number) => (at === value.place ? changed(given[at]!, value.flip) : given[at]!)
      const whole = async (at: number) => given[at]!
      const verify = async () => {
        const proof = await provider.provePossession(entry, CHUNK, value.challenge, value.count, hashes, whole)
        const spoilt = proof.map((one, at) => (at === value.place ? { ...one, sealed: changed(one.sealed, value.flip) } : one))
        await provider.verifyPossession(entry, CHUNK, value.challenge, value.count, spoilt)
        return proof.map(({ index: number, path: steps }) => ({ number, steps }))
      }
      return {
        root: await outcome(provider.sealedFileRoot(value.hashes)),
        entry,
        damaged: await provider.damagedChunks(entry, CHUNK, hashes, source),
        asked: await outcome(provider.challengedChunks(entry, CHUNK, value.challenge, value.count)),
        verified: await outcome(verify()),
        proved: await outcome(
          provider
            .provePossession(entry, CHUNK, value.challenge, value.count, hashes, source)
            .then((proof) => proof.map(({ index: number }) => number)),
        ),
      }
    },
  },
]
