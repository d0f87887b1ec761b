import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { utf8 } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import {
  aeadOpen,
  chunksOf,
  framed,
  readChunks,
  replyChunks,
  replyKeys,
  requestChunks,
  transcripts,
  xored,
} from '../../oracle/exchange.ts'
import { begun, bodies, fixed, openAt, party, taken } from '../../oracle/exchanges.ts'
import { all, bytesOf, cutAt, drained, watched } from '../../oracle/streams.ts'
import { errorOf, unhex } from '../../oracle/values.ts'
import { clientOf, gatewayOf } from './exchange-sides.ts'

const none = new Uint8Array()
const texts = ['one', 'two', 'three', 'four'].map(utf8)
const places = fc.array(fc.nat(), { maxLength: 9 })

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
      const exchange = await (await gatewayOf(provider, who)).gateway.openStream(watched(cutAt(message, cuts)))
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
      const exchange = await (await clientOf(provider, who)).sealStream(watched(given), who.aead)
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
    ['CRY-156', 'CRY-169', 'CRY-173'],
    'a stream asks its source only when it has nothing to give',
    [fc.integer({ min: 1, max: 5 })],
    async (count) => {
      const given = texts.slice(0, count)
      const client = await clientOf(provider, fixed)
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
      const here = await (await gatewayOf(provider, fixed)).gateway.openStream(source)
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
      await refuses((await gatewayOf(provider, fixed)).gateway.openStream(early), 'UNKNOWN_KEY')
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
        if (which === 'open')
          return { source, stream: await (await (await gatewayOf(provider, fixed)).gateway.openStream(source)).request }
        if (which === 'reply') {
          const here = await (await gatewayOf(provider, fixed)).gateway.openStream(watched([head]))
          return { source, stream: await here.seal(source) }
        }
        const exchange = await (await clientOf(provider, fixed)).sealStream(which === 'seal' ? source : watched([]), fixed.aead)
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
      const unasked = await open(texts)
      await unasked.stream[Symbol.asyncIterator]().return?.()
      await settled()
      equal(unasked.source.ended, true)
      const failing = await open([], new RangeError('the source broke'))
      const error = (await errorOf(all(failing.stream))) as Error
      equal([error.name, error.message], ['RangeError', 'the source broke'])
      holds(failing.source.asked > 0, 'a source that was asked')
    },
  )
}
