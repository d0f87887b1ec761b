import { type Laws, outside, refuses, refusesType, type Sample, type Samples, sample } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { watched } from '../../oracle/streams.ts'

const { bytes, text, number, choice, list, record, object, optional } = sample
const some = bytes(new Uint8Array(3))
const source = sample.source(watched([]))

const aead = choice('aes-256-gcm')
const kem = choice('x-wing')
const field = record({ name: text('A'), value: text('\n') })
const requestHead = record({
  method: text(''),
  scheme: text(''),
  authority: text('\n'),
  path: text('\n'),
  fields: list(field),
})
const responseHead = record({
  informational: list(record({ status: number(1), fields: list(field) })),
  status: number(1),
  fields: list(field),
})
const message = (head: Sample) => record({ head, content: some, trailers: list(field) })
const framing = choice('known')
const configuration = record({ keyId: number(256), kem, publicKey: some, aeads: list(aead) })
const binding = record({ statement: some, model: some, at: number(-1) })
const transcripts = record({ request: some, response: some })
const file = record({ path: text(''), bytes: number(-1), salt: some, commitment: some, root: some })
const fineReceipt = {
  statement: new Uint8Array(3),
  model: new Uint8Array(3),
  request: new Uint8Array(3),
  response: new Uint8Array(3),
  promptTokens: -1,
  completionTokens: -1,
  at: -1,
}
const receipt = record({
  ...Object.fromEntries(
    Object.entries(fineReceipt).map(([name, value]) => [name, typeof value === 'number' ? number(value) : some]),
  ),
  complete: object(true),
})
const manifest = record({ model: text(''), chunkBytes: number(-1), files: list(file) })
const event = record({})
const give = object(async () => new Uint8Array(0))
const algorithm = choice('ed25519')

/** The fine arguments are so in type only, so that another fault could be found first. */
const operations: Readonly<Record<string, Samples>> = {
  hkdfExtract: { salt: some, ikm: some },
  hkdfExpand: { prk: some, info: some, length: number(-1) },
  aeadSeal: { aead, key: some, nonce: some, aad: some, plaintext: some },
  aeadOpen: { aead, key: some, nonce: some, aad: some, ciphertext: some },
  x25519PublicKey: { secretKey: some },
  x25519: { secretKey: some, publicKey: some },
  mlKemKeyPair: { seed: some },
  mlKemEncapsulate: { publicKey: some, randomness: optional(some) },
  mlKemDecapsulate: { seed: some, ciphertext: some },
  xWingEncapsulate: { publicKey: some, randomness: optional(some) },
  xWingDecapsulate: { secretKey: some, ciphertext: some },
  createRecipientKey: { kem, secretKey: some },
  generateRecipientKey: { kem },
  setupSender: { kem, aead, publicKey: some, info: some, randomness: optional(some) },
  encodeHttpRequest: { request: message(requestHead), framing, paddedTo: optional(number(-1)) },
  encodeHttpResponse: { response: message(responseHead), framing, paddedTo: optional(number(-1)) },
  decodeHttpRequest: { bytes: some },
  decodeHttpResponse: { bytes: some },
  encodeHttpRequestStream: { head: requestHead, content: source },
  encodeHttpResponseStream: { head: responseHead, content: source },
  decodeHttpRequestStream: { source },
  decodeHttpResponseStream: { source },
  encodeKeyConfiguration: { configuration },
  decodeKeyConfiguration: { bytes: some },
  encodeKeyConfigurations: { configurations: list(configuration) },
  decodeKeyConfigurations: { bytes: some },
  keyConfigurationDigest: { configuration: some },
  createExchangeClient: { configuration: some, digest: some },
  bindRequest: { head: requestHead, binding },
  readBinding: { head: requestHead },
  checkBinding: { binding, statement: some, model: some },
  createReplayWindow: { windowMs: number(-1), capacity: number(-1) },
  paddedRequestLength: { length: number(-1) },
  padEvent: { event },
  padEvents: { events: source },
  verifyReceipt: { bytes: some, publicKey: some, transcripts },
  encodeWeightsManifest: { manifest },
  decodeWeightsManifest: { bytes: some },
  weightsRoot: { manifest: some },
  sealedChunkCount: { bytes: number(-1), chunkBytes: number(-1) },
  createWeightsKey: { key: some },
  sealedChunkHash: { sealed: some },
  sealedFileRoot: { hashes: list(some) },
  damagedChunks: { file, chunkBytes: number(-1), hashes: list(some), source: give },
  challengedChunks: { file, chunkBytes: number(-1), challenge: some, count: number(-1) },
  provePossession: { file, chunkBytes: number(-1), challenge: some, count: number(-1), hashes: list(some), source: give },
  verifyPossession: {
    file,
    chunkBytes: number(-1),
    challenge: some,
    count: number(-1),
    proof: list(record({ index: number(-1), sealed: some, path: list(some) })),
  },
  weakNearSeal: { algorithm, publicKey: some, plaintext: some, randomness: optional(some) },
  weakNearOpen: { algorithm, secretKey: some, sealed: text('x') },
  weakEhbpSeal: { publicKey: some, body: source, randomness: optional(some) },
  weakEhbpDerive: { secret: some, encapsulatedKey: some, responseNonce: some },
}
const calls = Object.entries(operations).flatMap(([operation, samples]) =>
  [...outside(samples)].map((call) => ({ operation, ...call })),
)

const notObjects: readonly unknown[] = [undefined, null, 7, 'text', {}]
/** Within so many arrays. */
const inLists = (levels: number, value: unknown): unknown => (levels === 0 ? value : inLists(levels - 1, [value]))

const notJson: readonly unknown[] = [undefined, 1n, new Map(), new Uint8Array(1), [undefined], { a: undefined }]

/** Conventions, Errors 2: the operations of the documents beside spec.md. */
export const operationTypeLaws: Laws<typeof Crypto> = ({ provider, cases }) => {
  const exports = provider as unknown as Readonly<Record<string, (...args: never[]) => Promise<unknown>>>
  const each = async (of: object, member: string, samples: Samples) => {
    const call = (args: never[]) => (of as Readonly<Record<string, (...args: never[]) => Promise<unknown>>>)[member]!(...args)
    for (const { what, name, args } of outside(samples)) await named(`${member}: ${what}`, () => call(args), name)
  }
  const named = async (what: string, call: () => Promise<unknown> | unknown, name?: string) => {
    try {
      await refusesType(async () => call(), name)
    } catch (error) {
      if (error instanceof Error) error.message = `${what}: ${error.message}`
      throw error
    }
  }
  const recipient = () => provider.createRecipientKey('x25519', new Uint8Array(32).fill(7))

  cases(
    ['CRY-068', 'CRY-117', 'CRY-137', 'CRY-185', 'CRY-206', 'CRY-211', 'CRY-253', 'CRY-259'],
    'an argument outside its declared type is a TypeError, before any other fault of the call',
    calls,
    ({ operation, args, name }) => refusesType(async () => exports[operation]!(...args), name),
  )

  cases('CRY-201', 'whatever else an event holds, a member obfuscation is refused', [0], async () => {
    const values = [null, '', 'a', 0, 1.5, true, false, [], {}, [null, ['a', [1]]], { a: { b: [true] } }, inLists(62, 1)]
    for (const value of values) {
      const event = { before: value, list: [value, value], obfuscation: value, after: { value } }
      await refuses(async () => provider.padEvent(event as never), 'BAD_EVENT')
    }
  })

  cases(['CRY-201', 'CRY-263', 'CRY-264'], 'what is no JSON is a TypeError, wherever it stands', notJson, async (value) => {
    const nested = [
      { deep: [1, { list: ['a', value] }] },
      { list: [[value]] },
      { member: value },
      { a: true, b: null, c: { d: value } },
    ]
    for (const one of nested) {
      await refusesType(async () => provider.padEvent(one as never))
      await refusesType(async () => provider.weakNearSealFields('ed25519', new Uint8Array(32), one as never))
      await refusesType(async () => provider.weakNearOpenFields('ed25519', new Uint8Array(32), one as never))
    }
    await refusesType(async () => provider.padEvent(value as never))
    // Before the faults of any clause, wherever these stand.
    for (const event of [
      { obfuscation: '', more: value },
      { more: [null, 'a', 1, true, [], { deep: [value] }], obfuscation: '' },
      { number: Number.NaN, list: [[value]] },
      { text: '\ud800', member: { list: [{ a: value }] } },
      { obfuscation: '', deep: inLists(62, value) },
    ])
      await refusesType(async () => provider.padEvent(event as never))
    await refusesType(async () => provider.padEvent([{ a: 1 }] as never))
    await refusesType(async () => provider.weakNearSealFields('ed25519', new Uint8Array(32), value as never))
  })

  cases(['CRY-103', 'CRY-109', 'CRY-113'], 'contexts and their keys ask for what is declared', ['both'], async () => {
    const key = await recipient()
    const sender = await provider.setupSender('x25519', 'aes-256-gcm', await key.publicKey, new Uint8Array(0))
    const context = await key.setup('aes-256-gcm', await sender.enc, new Uint8Array(0))
    await each(key, 'setup', { aead, enc: some, info: some })
    await each(sender, 'seal', { aad: some, plaintext: some })
    await each(context, 'open', { aad: some, ciphertext: some })
    for (const one of [sender, context]) await each(one, 'exportSecret', { context: some, length: number(-1) })
  })

  cases(
    ['CRY-148', 'CRY-154', 'CRY-164', 'CRY-193'],
    'both sides of an exchange ask for what is declared',
    ['both'],
    async () => {
      const key = await recipient()
      const gateway = await provider.createExchangeGateway(key, 1, ['aes-256-gcm'])
      const encoded = await gateway.configuration
      const client = await provider.createExchangeClient(encoded, await provider.keyConfigurationDigest(encoded))
      const gatewayOf = { create: (...args: [never, never]) => provider.createExchangeGateway(key, ...args) }
      await each(gatewayOf, 'create', { keyId: number(256), aeads: list(aead) })
      for (const none of notObjects)
        await named(`gateway of ${String(none)}`, () => provider.createExchangeGateway(none as never, 256, []), 'key')
      await each(client, 'seal', { request: some, aead: optional(aead) })
      await each(client, 'sealStream', { request: source, aead: optional(aead) })
      await each(gateway, 'open', { message: some })
      await each(gateway, 'openStream', { message: source })
      const asked = await client.seal(new Uint8Array(1))
      const whole = await gateway.open(await asked.message)
      await each(whole, 'seal', { response: some, nonce: optional(some) })
      await each(asked, 'open', { message: some })
      const window = await provider.createReplayWindow(1, 1)
      await each(window, 'admit', { enc: some, at: number(-1), now: number(-1) })
      const signer = await provider.createSigner(new Uint8Array(32))
      await each({ sign: (given: never) => provider.signReceipt(given, signer) }, 'sign', { receipt })
      const proper = { ...fineReceipt, complete: true }
      for (const none of notObjects)
        await named(`signer ${String(none)}`, () => provider.signReceipt(proper, none as never), 'signer')
      for (const complete of [undefined, null, 0, 'true'])
        await named(
          `complete ${complete}`,
          () => provider.signReceipt({ ...proper, complete: complete as never }, signer),
          'complete',
        )
    },
  )

  cases(
    ['CRY-216', 'CRY-224', 'CRY-232', 'CRY-236'],
    'keys and openers of weights ask for what is declared',
    ['all'],
    async () => {
      const key = await provider.createWeightsKey(new Uint8Array(32))
      await each(key, 'seal', { path: text(''), bytes: number(-1), chunkBytes: number(-1), source, salt: optional(some) })
      await each(key, 'open', { manifest, path: text('x') })
      await each(key, 'wrap', { kem, publicKey: some, context: some, randomness: optional(some) })
      const holder = await recipient()
      await each({ unwrap: (...args: [never, never]) => provider.unwrapWeightsKey(holder, ...args) }, 'unwrap', {
        wrapped: some,
        context: some,
      })
      for (const none of notObjects)
        await named(
          `unwrap for ${String(none)}`,
          () => provider.unwrapWeightsKey(none as never, new Uint8Array(0), new Uint8Array(0)),
          'key',
        )
    },
  )

  cases(['CRY-270', 'CRY-275'], 'both sides of EHBP ask for what is declared', ['both'], async () => {
    const key = await recipient()
    const request = await provider.weakEhbpSeal(await key.publicKey, watched([]))
    const opened = await provider.weakEhbpOpen(key, await request.encapsulatedKey, watched([]))
    await each({ open: (...args: [never, never]) => provider.weakEhbpOpen(key, ...args) }, 'open', {
      encapsulatedKey: some,
      body: source,
    })
    for (const none of notObjects)
      await named(`opened for ${String(none)}`, () => provider.weakEhbpOpen(none as never, new Uint8Array(0), watched([])), 'key')
    await each(request, 'open', { responseNonce: some, body: source })
    await each(opened, 'seal', { body: source, nonce: optional(some) })
  })
}
