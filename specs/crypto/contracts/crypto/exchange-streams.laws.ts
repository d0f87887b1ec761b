import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { utf8 } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import {
  aeadOpen,
  aeads,
  chunksOf,
  framed,
  readChunks,
  replyChunks,
  replyKeys,
  requestChunks,
  sealAt,
  transcripts,
  xored,
} from '../../oracle/exchange.ts'
import { begun, bodies, fixed, headFault, offerOf, openAt, type Party, party, taken } from '../../oracle/exchanges.ts'
import { all, bytesOf, cutAt, damaged, watched } from '../../oracle/streams.ts'
import { errorOf, unhex } from '../../oracle/values.ts'

const none = new Uint8Array()
const texts = ['one', 'two', 'three', 'four'].map(utf8)
const places = fc.array(fc.nat(), { maxLength: 9 })
const swapped = <Item>(list: readonly Item[], at: number, to: number) => list.with(at, list[to]!).with(to, list[at]!)

/** What an attacker can do to chunks whose ciphertexts are as they should be. */
function moved(chunks: readonly Uint8Array[], others: readonly Uint8Array[]): Uint8Array[] {
  const last = chunks.length - 1
  const lists: Uint8Array[][] = []
  for (let at = 0; at <= last; at++) {
    if (at < last) lists.push(chunks.toSpliced(at, 1), chunks.with(at, Uint8Array.from(chunks[at]!).fill(0, 0, 1)))
    lists.push(chunks.toSpliced(at, 0, chunks[at]!), chunks.with(at, others[at]!))
    for (let to = at + 1; to <= last; to++) lists.push(swapped(chunks, at, to))
  }
  const unmarked = joined(Uint8Array.of(16), chunks[last]!.subarray(1))
  lists.push([...chunks, ...chunks], [...chunks, Uint8Array.of(0)], [...chunks.slice(0, last), unmarked, chunks[last]!])
  return lists.map((list) => joined(...list))
}

interface Published {
  readonly gateway_x25519_secret_key: string
  readonly encapsulated_request: string
  readonly binary_request: string
  readonly binary_response: string
  readonly encapsulated_response: string
}

/** Requests and replies in chunks. */
export const exchangeStreamLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  const settled = () => provider.paddedRequestLength(0)
  const gatewayOf = async ({ kem, keyId, secret }: Party) =>
    provider.createExchangeGateway(await provider.createRecipientKey(kem, secret), keyId, aeads)
  const clientOf = async (who: Party) => {
    const { configuration, digest } = offerOf(who, aeads)
    return provider.createExchangeClient(configuration, digest)
  }
  /** The pieces that come before the end, and the code in which it ends. */
  const drained = async (stream: AsyncIterable<Uint8Array>) => {
    const pieces: Uint8Array[] = []
    const error = await errorOf(
      (async () => {
        for await (const piece of stream) pieces.push(piece)
      })(),
    )
    return { pieces, code: (error as { code?: string } | undefined)?.code }
  }

  cases(
    ['CRY-159', 'CRY-162', 'CRY-169'],
    'the example of the chunked draft opens, and is answered as published',
    field('protocol/ohttp/chunked-ohttp-example.json', (file) => [file as Published]),
    async (example) => {
      const key = await provider.createRecipientKey('x25519', unhex(example.gateway_x25519_secret_key))
      const gateway = await provider.createExchangeGateway(key, 1, ['aes-128-gcm', 'chacha20-poly1305'])
      const exchange = await gateway.openStream(watched([unhex(example.encapsulated_request)]))
      equal(await bytesOf(await exchange.request), unhex(example.binary_request))
      const [answer, reply] = [unhex(example.binary_response), unhex(example.encapsulated_response)]
      equal(await bytesOf(await exchange.seal(watched([answer.slice(0, 1), answer.slice(1)]), reply.slice(0, 16))), reply)
    },
  )

  law(
    ['CRY-159', 'CRY-162', 'CRY-164', 'CRY-169', 'CRY-174', 'CRY-176', 'CRY-177'],
    'a gateway opens the chunks of an independent client however they are cut, and answers in chunks, once',
    [party, bodies, bodies, places],
    async (who, given, answers, cuts) => {
      const { header, context, head, nonce } = begun(who, 'chunked request')
      const chunks = given.flatMap((piece) => (piece.length > 16384 ? chunksOf([piece]) : [piece]))
      const seal = requestChunks(context)
      const message = joined(head, ...framed(seal, chunks))
      const exchange = await (await gatewayOf(who)).openStream(watched(cutAt(message, cuts)))
      equal(await exchange.enc, context.enc)
      equal(await exchange.transcripts(), transcripts(header, context.enc, []))
      equal(
        await all(await exchange.request),
        chunks.filter((chunk) => chunk.length > 0),
      )
      const { cts } = readChunks(message.slice(head.length), (at, aad, ct) => openAt(context, at, aad, ct))
      equal(await exchange.transcripts(), transcripts(header, context.enc, cts))
      equal((await drained(await exchange.request)).code, 'USED')
      await refuses(async () => drained(await exchange.seal(watched([]), nonce.slice(1))), 'BAD_NONCE')
      const reply = framed(replyChunks(context, nonce), chunksOf(answers))
      equal(await all(await exchange.seal(watched(answers), nonce)), [nonce, ...reply])
      const { key, base } = replyKeys(context, 'chunked response', nonce)
      const replied = readChunks(joined(...reply), (at, aad, ct) => aeadOpen(who.aead, key, xored(base, at), aad, ct))
      equal(await exchange.transcripts(), transcripts(header, context.enc, cts, { nonce, cts: replied.cts }))
      await refuses(async () => all(await exchange.seal(watched([]))), 'USED')
    },
    { runs: 40 },
  )

  law(
    ['CRY-151', 'CRY-152', 'CRY-169', 'CRY-174', 'CRY-176', 'CRY-177'],
    'a client seals what an independent gateway opens, and opens its reply however it is cut, once',
    [party, bodies, bodies, places],
    async (who, given, answers, cuts) => {
      const exchange = await (await clientOf(who)).sealStream(watched(given), who.aead)
      const pieces = await all(await exchange.message)
      const { header, context, head } = taken(who, pieces[0]!, 'chunked request')
      const chunks = chunksOf(given)
      equal(pieces, [head, ...framed(requestChunks(context), chunks)])
      equal((await drained(await exchange.message)).code, 'USED')
      const { cts } = readChunks(joined(...pieces.slice(1)), (at, aad, ct) => openAt(context, at, aad, ct))
      equal(await exchange.transcripts(), transcripts(header, context.enc, cts))
      const nonce = begun(who, 'chunked request').nonce
      const seal = replyChunks(context, nonce)
      const reply = joined(nonce, ...framed(seal, chunksOf(answers)))
      equal(await all(await exchange.open(watched(cutAt(reply, cuts)))), chunksOf(answers))
      const replied = chunksOf(answers).map((chunk, at) => seal(at, none, chunk))
      const end = seal(replied.length, utf8('final'), none)
      equal(await exchange.transcripts(), transcripts(header, context.enc, cts, { nonce, cts: [...replied, end] }))
      await refuses(async () => all(await exchange.open(watched([reply]))), 'USED')
    },
    { runs: 40 },
  )

  law(
    ['CRY-171'],
    'chunks that are dropped, repeated, moved, spliced in, marked last or not, or followed by more are never given',
    [party, fc.boolean()],
    async (who, reply) => {
      const [gateway, client] = [await gatewayOf(who), await clientOf(who)]
      const { context, head, nonce } = begun(who, 'chunked request')
      const other = begun({ ...who, ephemeral: who.secret }, 'chunked request').context
      const count = moved(framed(requestChunks(context), texts), framed(requestChunks(other), texts)).length
      for (let at = 0; at < count; at++) {
        let result: Awaited<ReturnType<typeof drained>>
        if (reply) {
          const exchange = await client.sealStream(watched([]), who.aead)
          const { context: own } = taken(who, (await all(await exchange.message))[0]!, 'chunked request')
          const bad = moved(framed(replyChunks(own, nonce), texts), framed(replyChunks(other, nonce), texts))[at]!
          result = await drained(await exchange.open(watched([nonce, bad])))
        } else {
          const bad = moved(framed(requestChunks(context), texts), framed(requestChunks(other), texts))[at]!
          result = await drained(await (await gateway.openStream(watched([head, bad]))).request)
        }
        equal(result.code, 'OPEN_FAILED')
        equal(result.pieces, texts.slice(0, result.pieces.length))
      }
    },
    { runs: 8, timeoutMs: 30_000 },
  )

  cases(
    ['CRY-155', 'CRY-156', 'CRY-157', 'CRY-158', 'CRY-170', 'CRY-171', 'CRY-172'],
    'a request in chunks with each byte altered, and cut at each length, ends in the code of its first fault',
    [fixed, { ...fixed, aead: 'chacha20-poly1305' } as const],
    async (who) => {
      const gateway = await gatewayOf(who)
      const { context, head } = begun(who, 'chunked request')
      for (const bad of damaged(joined(head, ...framed(requestChunks(context), texts)))) {
        const fault = headFault(who, bad, 0)
        if (fault !== undefined) {
          await refuses(gateway.openStream(watched([bad])), fault)
          continue
        }
        const own = taken(who, bad, 'chunked request')
        const { pieces, code } = readChunks(own.rest, (at, aad, ct) => openAt(own.context, at, aad, ct))
        const result = await drained(await (await gateway.openStream(watched([bad]))).request)
        equal(result, { pieces, code })
      }
    },
    { timeoutMs: 60_000 },
  )

  cases(
    ['CRY-170', 'CRY-171', 'CRY-172', 'CRY-175'],
    'a reply in chunks with each byte altered, and cut at each length, ends in the code of its first fault',
    [fixed],
    async (who) => {
      const client = await clientOf(who)
      const nonce = new Uint8Array(16).fill(3)
      for (let at = 0; ; at++) {
        const exchange = await client.sealStream(watched([]), who.aead)
        const { context } = taken(who, (await all(await exchange.message))[0]!, 'chunked request')
        const bad = damaged(joined(nonce, ...framed(replyChunks(context, nonce), texts.slice(0, 2))))[at]
        if (bad === undefined) break
        const { key, base } = replyKeys(context, 'chunked response', bad.slice(0, 16))
        const read = readChunks(bad.slice(16), (i, aad, ct) => aeadOpen(who.aead, key, xored(base, i), aad, ct))
        equal(await drained(await exchange.open(watched([bad]))), { pieces: read.pieces, code: read.code })
      }
    },
    { timeoutMs: 60_000 },
  )

  cases(
    ['CRY-170', 'CRY-169'],
    'a chunk may hold 16,384 bytes, also in a last one; a length over that is refused when it has been read',
    [0, 1],
    async (more) => {
      const gateway = await gatewayOf(fixed)
      const { context, head } = begun(fixed, 'chunked request')
      const plaintext = new Uint8Array(16384 + more).fill(0x61)
      const seal = requestChunks(context)
      for (const parts of [framed(seal, [plaintext]), framed(seal, [], plaintext)]) {
        const exchange = await gateway.openStream(watched([head, ...parts]))
        equal(
          await drained(await exchange.request),
          more === 0 ? { pieces: [plaintext], code: undefined } : { pieces: [], code: 'TOO_LARGE' },
        )
      }
      const source = watched([head, unhex('80004011'), new Uint8Array(9)])
      equal((await drained(await (await gateway.openStream(source)).request)).code, 'TOO_LARGE')
      equal(source.asked, 2)
    },
  )

  law(
    ['CRY-156', 'CRY-169', 'CRY-173'],
    'a stream asks its source only when it has nothing to give',
    [fc.integer({ min: 1, max: 5 })],
    async (count) => {
      const given = texts.slice(0, count)
      const client = await clientOf(fixed)
      const out = watched(given)
      const exchange = await client.sealStream(out, fixed.aead)
      const sealing = (await exchange.message)[Symbol.asyncIterator]()
      const sealed = [(await sealing.next()).value as Uint8Array]
      await settled()
      equal(out.asked, 0)
      for (let at = 1; at <= given.length; at++) {
        sealed.push((await sealing.next()).value as Uint8Array)
        await settled()
        equal(out.asked, at)
      }
      sealed.push((await sealing.next()).value as Uint8Array)
      const source = watched(sealed)
      const here = await (await gatewayOf(fixed)).openStream(source)
      await settled()
      equal(source.asked, 1)
      const opening = (await here.request)[Symbol.asyncIterator]()
      for (const [at, text] of given.entries()) {
        equal((await opening.next()).value, text)
        await settled()
        equal(source.asked, at + 2)
      }
      equal((await opening.next()).done, true)
      const answers = watched(given)
      const reply = (await here.seal(answers))[Symbol.asyncIterator]()
      const replied = [(await reply.next()).value as Uint8Array]
      await settled()
      equal(answers.asked, 0)
      for (let step = await reply.next(); !step.done; step = await reply.next()) replied.push(step.value)
      const back = watched(replied)
      const reading = (await exchange.open(back))[Symbol.asyncIterator]()
      for (const [at, text] of given.entries()) {
        equal((await reading.next()).value, text)
        await settled()
        equal(back.asked, at + 2)
      }
      const early = watched([Uint8Array.of(fixed.keyId + 1), none])
      await refuses((await gatewayOf(fixed)).openStream(early), 'UNKNOWN_KEY')
      equal(early.asked, 1)
    },
    { runs: 10 },
  )

  cases(
    'CRY-173',
    'a stream that is ended ends its source, and ends in the error of its source',
    ['seal', 'open', 'reply', 'read'],
    async (which) => {
      const open = async (items: Uint8Array[], failure?: Error) => {
        const { context, head, nonce } = begun(fixed, 'chunked request')
        const source = watched(
          which === 'open' ? [joined(head, ...framed(requestChunks(context), texts).slice(0, 2)), ...items] : items,
          failure,
        )
        if (which === 'open') return { source, stream: await (await (await gatewayOf(fixed)).openStream(source)).request }
        if (which === 'reply') {
          const here = await (await gatewayOf(fixed)).openStream(watched([head]))
          return { source, stream: await here.seal(source) }
        }
        const exchange = await (await clientOf(fixed)).sealStream(which === 'seal' ? source : watched([]), fixed.aead)
        if (which === 'seal') return { source, stream: await exchange.message }
        const own = taken(fixed, (await all(await exchange.message))[0]!, 'chunked request').context
        const replied = watched([joined(nonce, ...framed(replyChunks(own, nonce), texts).slice(0, 2)), ...items], failure)
        return { source: replied, stream: await exchange.open(replied) }
      }
      const { source, stream } = await open(texts)
      let seen = 0
      for await (const piece of stream) if (piece.length > 0 && ++seen === 2) break
      await settled()
      equal(source.ended, true)
      const failing = await open([], new RangeError('the source broke'))
      const error = (await errorOf(all(failing.stream))) as Error
      equal([error.name, error.message], ['RangeError', 'the source broke'])
      holds(failing.source.asked > 0, 'a source that was asked')
    },
  )

  law(
    'CRY-158',
    'chunks sealed for a whole request, or for another key, do not open as a stream',
    [party, fc.boolean()],
    async (who, other) => {
      const from = begun(other ? { ...who, ephemeral: who.secret } : who, other ? 'chunked request' : 'request')
      const head = begun(who, 'chunked request').head
      const ct = sealAt(from.context, 0, utf8('final'), none)
      const exchange = await (await gatewayOf(who)).openStream(watched([joined(head, Uint8Array.of(0), ct)]))
      await refuses(async () => all(await exchange.request), 'OPEN_FAILED')
    },
    { runs: 20 },
  )
}
