import type { Command } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { ExchangeReceipt, HttpRequest, JsonValue } from '#surface/crypto'
import { joined } from '../oracle/edwards.ts'
import { aeads, framed, replyChunks, requestChunks, sealAt } from '../oracle/exchange.ts'
import { begun, bodies, body, offerOf, type Party, party } from '../oracle/exchanges.ts'
import { damage, damagedBy, framing, record, requestHeads, requests, responses } from '../oracle/http-drawn.ts'
import { bytesOf, cutAt, watched } from '../oracle/streams.ts'
import { json, outcome, seed, text } from './values.ts'

type Changes = readonly { at: number; how: string; byte: number }[]
type Event = { [key: string]: JsonValue }

const clauses = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `CRY-${from + at}`)
const changes: fc.Arbitrary<Changes> = fc.option(damage, { nil: [] })
const places = fc.array(fc.nat(), { maxLength: 6 })
const number = fc.oneof(fc.nat(300), fc.constantFrom(-1, 0.5, Number.NaN, 1023, 1024, 65537, 16777216, 16777217, 2 ** 53))
const pieces = fc.array(body, { maxLength: 4 })
const none = new Uint8Array()
const sequence = fc.array(fc.record({ who: fc.nat(3), at: fc.nat(60), now: fc.nat(50) }), { maxLength: 12 })
const receipt: fc.Arbitrary<ExchangeReceipt> = record({
  statement: seed,
  model: seed,
  request: seed,
  response: seed,
  promptTokens: number,
  completionTokens: number,
  complete: fc.boolean(),
  at: number,
})
const event: fc.Arbitrary<Event> = fc.dictionary(text, json, { maxKeys: 4 })

export const exchangeCommands: readonly Command<typeof Crypto>[] = [
  {
    name: 'binary HTTP, whole',
    clauses: clauses(117, 128),
    arbitrary: fc.record({ request: requests, response: responses, how: framing, paddedTo: number, changes }),
    observe: async (
      provider,
      value: { request: HttpRequest; response: Crypto.HttpResponse; how: Crypto.HttpFraming; paddedTo: number; changes: Changes },
    ) => {
      const request = await provider.encodeHttpRequest(value.request, value.how)
      const response = await provider.encodeHttpResponse(value.response, value.how)
      return {
        request,
        response,
        padded: await outcome(provider.encodeHttpRequest(value.request, value.how, value.paddedTo)),
        reads: await outcome(provider.decodeHttpRequest(damagedBy(request, value.changes))),
        answers: await outcome(provider.decodeHttpResponse(damagedBy(response, value.changes))),
      }
    },
  },
  {
    name: 'binary HTTP, in pieces',
    clauses: [...clauses(117, 118), ...clauses(124, 126), ...clauses(129, 136)],
    arbitrary: fc.record({ head: requestHeads, content: pieces, changes, places }),
    observe: async (
      provider,
      value: { head: Crypto.HttpRequestHead; content: Uint8Array[]; changes: Changes; places: number[] },
    ) => {
      const written = await bytesOf(await provider.encodeHttpRequestStream(value.head, watched(value.content)))
      const read = async () => {
        const message = await provider.decodeHttpRequestStream(watched(cutAt(damagedBy(written, value.changes), value.places)))
        const content = await bytesOf(await message.content)
        return { head: await message.head, content, trailers: await message.trailers() }
      }
      return { written, read: await outcome(read()) }
    },
  },
  {
    name: 'key configurations',
    clauses: clauses(137, 145),
    arbitrary: fc.record({ who: party, changes }),
    observe: async (provider, value: { who: Party; changes: Changes }) => {
      const { value: configuration } = offerOf(value.who, [value.who.aead])
      const one = await provider.encodeKeyConfiguration(configuration)
      const list = await provider.encodeKeyConfigurations([configuration, configuration])
      return {
        one,
        list,
        digest: await provider.keyConfigurationDigest(one),
        read: await outcome(provider.decodeKeyConfiguration(damagedBy(one, value.changes))),
        listed: await outcome(provider.decodeKeyConfigurations(damagedBy(list, value.changes))),
      }
    },
  },
  {
    name: 'a whole exchange',
    clauses: [...clauses(146, 150), ...clauses(153, 161), ...clauses(163, 168), ...clauses(174, 177)],
    arbitrary: fc.record({ who: party, request: body, response: body, changes }),
    observe: async (provider, value: { who: Party; request: Uint8Array; response: Uint8Array; changes: Changes }) => {
      const who: Party = { ...value.who, kem: 'x25519' }
      const gateway = await provider.createExchangeGateway(await provider.createRecipientKey(who.kem, who.secret), who.keyId, [
        who.aead,
      ])
      const { context, head, nonce } = begun(who, 'request')
      const sealed = joined(head, sealAt(context, 0, none, value.request))
      const here = await gateway.open(sealed)
      const configuration = await gateway.configuration
      const client = await provider.createExchangeClient(configuration, await provider.keyConfigurationDigest(configuration))
      const there = await client.seal(value.request)
      const back = await gateway.open(await there.message)
      const reply = await back.seal(value.response, nonce)
      return {
        configuration,
        reply: await here.seal(value.response, nonce),
        transcripts: await here.transcripts(),
        damaged: await outcome(gateway.open(damagedBy(sealed, value.changes)).then((opened) => opened.request)),
        answer: await outcome(there.open(damagedBy(reply, value.changes))),
        again: await outcome(there.open(reply)),
      }
    },
  },
  {
    name: 'an exchange in chunks',
    clauses: [...clauses(151, 153), ...clauses(155, 162), ...clauses(169, 174), ...clauses(176, 177)],
    arbitrary: fc.record({ who: party, request: bodies, response: bodies, changes, places }),
    observe: async (
      provider,
      value: { who: Party; request: Uint8Array[]; response: Uint8Array[]; changes: Changes; places: number[] },
    ) => {
      const who: Party = { ...value.who, kem: 'x25519' }
      const gateway = await provider.createExchangeGateway(
        await provider.createRecipientKey(who.kem, who.secret),
        who.keyId,
        aeads,
      )
      const { context, head, nonce } = begun(who, 'chunked request')
      const chunks = value.request.filter((piece) => piece.length <= 16384)
      const sealed = joined(head, ...framed(requestChunks(context), chunks))
      const opened = async (bytes: Uint8Array) => {
        const exchange = await gateway.openStream(watched(cutAt(bytes, value.places)))
        const request = await bytesOf(await exchange.request)
        const reply = await bytesOf(await exchange.seal(watched(value.response), nonce))
        return { request, reply, transcripts: await exchange.transcripts() }
      }
      const configuration = await gateway.configuration
      const client = await provider.createExchangeClient(configuration, await provider.keyConfigurationDigest(configuration))
      const there = await client.sealStream(watched(value.request))
      const here = await gateway.openStream(await there.message)
      const through = await bytesOf(await here.request)
      const answer = await bytesOf(await there.open(await here.seal(watched(value.response))))
      const foreign = await client.sealStream(watched([]))
      const other = joined(nonce, ...framed(replyChunks(context, nonce), chunks))
      return {
        opened: await outcome(opened(sealed)),
        damaged: await outcome(opened(damagedBy(sealed, value.changes))),
        through,
        answer,
        foreign: await outcome(bytesOf(await foreign.open(watched([other])))),
      }
    },
  },
  {
    name: 'receipts',
    clauses: clauses(178, 184),
    arbitrary: fc.record({ receipt, secret: seed, changes }),
    observe: async (provider, value: { receipt: ExchangeReceipt; secret: Uint8Array; changes: Changes }) => {
      const signer = await provider.createSigner(value.secret)
      const publicKey = await signer.publicKey
      const { request, response } = value.receipt
      const sign = async () => {
        const signed = await provider.signReceipt(value.receipt, signer)
        const damaged = damagedBy(signed, value.changes)
        return { signed, read: await outcome(provider.verifyReceipt(damaged, publicKey, { request, response })) }
      }
      return outcome(sign())
    },
  },
  {
    name: 'bindings',
    clauses: clauses(185, 191),
    arbitrary: fc.record({ head: requestHeads, statement: seed, model: seed, at: number }),
    observe: async (provider, value: Crypto.RequestBinding & { head: Crypto.HttpRequestHead }) => {
      const { head, ...binding } = value
      const bind = async () => {
        const bound = await provider.bindRequest(head, binding)
        return { bound, read: await provider.readBinding(bound), again: await outcome(provider.bindRequest(bound, binding)) }
      }
      return {
        bound: await outcome(bind()),
        same: await outcome(provider.checkBinding(binding, binding.statement, binding.model)),
        other: await outcome(provider.checkBinding(binding, binding.model, binding.model)),
      }
    },
  },
  {
    name: 'a replay window',
    clauses: clauses(192, 197),
    arbitrary: fc.record({ windowMs: fc.integer({ min: 1, max: 20 }), capacity: fc.integer({ min: 1, max: 4 }), sequence }),
    observe: async (
      provider,
      value: { windowMs: number; capacity: number; sequence: { who: number; at: number; now: number }[] },
    ) => {
      const window = await provider.createReplayWindow(value.windowMs, value.capacity)
      const seen: unknown[] = []
      for (const { who, at, now } of value.sequence) seen.push(await outcome(window.admit(Uint8Array.of(who), at, now)))
      return seen
    },
  },
  {
    name: 'padding',
    clauses: [...clauses(199, 204)],
    arbitrary: fc.record({ length: number, events: fc.array(event, { maxLength: 5 }) }),
    observe: async (provider, value: { length: number; events: Event[] }) => ({
      length: await outcome(provider.paddedRequestLength(value.length)),
      events: await outcome((async () => bytesOf(await provider.padEvents(watched(value.events) as never)))()),
    }),
  },
]
