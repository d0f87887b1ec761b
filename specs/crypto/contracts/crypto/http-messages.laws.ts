import { equal, holds, type Laws, refuses } from '@canon/contract'
import { BHttpDecoder, BHttpEncoder } from 'bhttp-js'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { HttpRequest, HttpResponse } from '#surface/crypto'
import { outcome, utf8 } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { counted, encodedRequest, encodedResponse, latin, varint } from '../../oracle/http.ts'
import { damage, damagedBy, field, framing, requests, responses } from '../../oracle/http-drawn.ts'
import { type Read, readRequest, readResponse } from '../../oracle/http-reading.ts'
import { damaged } from '../../oracle/streams.ts'
import { unhex } from '../../oracle/values.ts'
import { FIELDS_MAX, HEAD_MAX, INFORMATIONAL_MAX, PADDED_MAX } from './limits.ts'

const request: HttpRequest = {
  head: { method: 'POST', scheme: 'https', authority: 'a.example', path: '/p', fields: [{ name: 'n', value: 'v w' }] },
  content: utf8('content'),
  trailers: [{ name: 't', value: '' }],
}
const response: HttpResponse = {
  head: { informational: [{ status: 103, fields: [{ name: 'l', value: 'm' }] }], status: 200, fields: request.head.fields },
  content: request.content,
  trailers: request.trailers,
}
const lines = (count: number) => Array.from({ length: count }, () => ({ name: 'a', value: '' }))
/** Field lines that take this many bytes together. */
const filling = (bytes: number) => [{ name: 'a', value: 'v'.repeat(bytes - 6) }]

interface Example {
  readonly name: string
  readonly kind: 'request' | 'response'
  readonly framing: 'known-length' | 'indeterminate-length'
  readonly bhttp: string
  readonly truncatable_trailing_zero_bytes?: number
}

/** Binary HTTP, whole messages. */
export const httpMessageLaws: Laws<typeof Crypto> = ({ provider, law, cases, field: published }) => {
  const decode = (kind: string, bytes: Uint8Array) =>
    kind === 'request' ? provider.decodeHttpRequest(bytes) : provider.decodeHttpResponse(bytes)
  const reads = async (kind: string, bytes: Uint8Array) => {
    const expected: Read<unknown> = kind === 'request' ? readRequest(bytes) : readResponse(bytes)
    equal(await outcome(decode(kind, bytes)), expected)
  }

  cases(
    ['CRY-124', 'CRY-125', 'CRY-128'],
    'the examples of RFC 9292 are read, with each number of zeros that they may lack, and written again',
    published('protocol/bhttp/rfc9292-examples.json', (file) => (file as { cases: Example[] }).cases),
    async ({ kind, framing: how, bhttp, truncatable_trailing_zero_bytes: zeros = 0 }) => {
      const bytes = unhex(bhttp)
      for (let less = 0; less <= zeros; less++) await reads(kind, bytes.slice(0, bytes.length - less))
      const frame = how === 'known-length' ? 'known' : 'indeterminate'
      const message = await decode(kind, bytes)
      const again =
        kind === 'request'
          ? await provider.encodeHttpRequest(message as HttpRequest, frame, bytes.length)
          : await provider.encodeHttpResponse(message as HttpResponse, frame, bytes.length)
      equal(again.length >= bytes.length && Buffer.from(again.subarray(0, bytes.length)).toString('hex'), bhttp)
      holds(
        again.subarray(bytes.length).every((byte) => byte === 0),
        'nothing but zeros after the example',
      )
    },
  )

  law(
    ['CRY-117', 'CRY-121', 'CRY-123', 'CRY-124', 'CRY-128'],
    'every proper request is written as the terms say, and read back',
    [requests, framing, fc.option(fc.nat(500), { nil: undefined })],
    async (message, how, paddedTo) => {
      const bytes = await provider.encodeHttpRequest(message, how, paddedTo)
      equal(bytes, encodedRequest(message, how, paddedTo))
      equal(await provider.decodeHttpRequest(bytes), message)
    },
    { runs: 200 },
  )

  law(
    ['CRY-117', 'CRY-121', 'CRY-123', 'CRY-124', 'CRY-128'],
    'every proper response is written as the terms say, and read back',
    [responses, framing, fc.option(fc.nat(500), { nil: undefined })],
    async (message, how, paddedTo) => {
      const bytes = await provider.encodeHttpResponse(message, how, paddedTo)
      equal(bytes, encodedResponse(message, how, paddedTo))
      equal(await provider.decodeHttpResponse(bytes), message)
    },
    { runs: 200 },
  )

  cases(
    ['CRY-117', 'CRY-125', 'CRY-126'],
    'each byte altered, each length cut: read as the document says, or refused',
    ['known', 'indeterminate'] as const,
    async (how) => {
      for (const bytes of damaged(encodedRequest(request, how))) await reads('request', bytes)
      for (const bytes of damaged(encodedResponse(response, how))) await reads('response', bytes)
    },
    { timeoutMs: 30_000 },
  )

  law(
    ['CRY-117', 'CRY-118', 'CRY-120', 'CRY-125', 'CRY-126'],
    'altered messages are read as the document says, or refused with its first fault',
    [requests, responses, framing, damage],
    async (one, other, how, changes) => {
      await reads('request', damagedBy(encodedRequest(one, how), changes))
      await reads('response', damagedBy(encodedResponse(other, how), changes))
    },
    { runs: 400 },
  )

  law(
    ['CRY-117', 'CRY-120'],
    'one unit that HTTP does not allow is refused wherever it stands, by writer and reader alike',
    [requests, framing, field, fc.nat(), fc.constantFrom('\0', '\n', '\r', '\x1f', '\x7f')],
    async (message, how, { name, value }, at, unit) => {
      const spoil = (text: string) => text.slice(0, at % (text.length + 1)) + unit + text.slice(at % (text.length + 1))
      const { head } = message
      for (const spoilt of [
        { ...message, head: { ...head, method: spoil(head.method) } },
        { ...message, head: { ...head, scheme: spoil(head.scheme) } },
        { ...message, head: { ...head, authority: spoil(head.authority) } },
        { ...message, head: { ...head, path: spoil(head.path) } },
        { ...message, head: { ...head, fields: [...head.fields, { name: spoil(name), value }] } },
        { ...message, head: { ...head, fields: [{ name, value: spoil(value) }, ...head.fields] } },
        { ...message, trailers: [{ name, value: spoil(value) }] },
      ]) {
        await refuses(provider.encodeHttpRequest(spoilt, how), 'BAD_HTTP')
        await refuses(provider.decodeHttpRequest(encodedRequest(spoilt, how)), 'BAD_HTTP')
      }
    },
    { runs: 40 },
  )

  cases(
    ['CRY-118', 'CRY-119'],
    'what is at its limit is let pass, one more is refused',
    ['known', 'indeterminate'] as const,
    async (how) => {
      const { head } = request
      const parts = (bytes: number) => ({
        ...head,
        path: `/${'p'.repeat(bytes - 1 - head.method.length - head.scheme.length - head.authority.length)}`,
      })
      const pairs: [HttpRequest, HttpRequest][] = [
        [
          { ...request, head: parts(HEAD_MAX) },
          { ...request, head: parts(HEAD_MAX + 1) },
        ],
        [
          { ...request, head: { ...head, fields: lines(FIELDS_MAX) } },
          { ...request, head: { ...head, fields: lines(FIELDS_MAX + 1) } },
        ],
        [
          { ...request, trailers: lines(FIELDS_MAX) },
          { ...request, trailers: lines(FIELDS_MAX + 1) },
        ],
        [
          { ...request, trailers: filling(HEAD_MAX) },
          { ...request, trailers: filling(HEAD_MAX + 1) },
        ],
        [
          { ...request, head: { ...head, fields: filling(HEAD_MAX) } },
          { ...request, head: { ...head, fields: filling(HEAD_MAX + 1) } },
        ],
      ]
      for (const [fits, over] of pairs) {
        equal(await provider.encodeHttpRequest(fits, how), encodedRequest(fits, how))
        equal(await provider.decodeHttpRequest(encodedRequest(fits, how)), fits)
        await refuses(provider.encodeHttpRequest(over, how), 'TOO_LARGE')
        await refuses(provider.decodeHttpRequest(encodedRequest(over, how)), 'TOO_LARGE')
      }
      const informed = (count: number) => ({
        ...response,
        head: { ...response.head, informational: Array.from({ length: count }, () => ({ status: 100, fields: [] })) },
      })
      equal(await provider.decodeHttpResponse(encodedResponse(informed(INFORMATIONAL_MAX), how)), informed(INFORMATIONAL_MAX))
      await refuses(provider.encodeHttpResponse(informed(INFORMATIONAL_MAX + 1), how), 'TOO_LARGE')
      await refuses(provider.decodeHttpResponse(encodedResponse(informed(INFORMATIONAL_MAX + 1), how)), 'TOO_LARGE')
      const head0 = joined(
        varint(how === 'known' ? 0 : 2),
        ...['GET', 'a', '', '/'].map((part) => counted(latin(part))),
        Uint8Array.of(0),
      )
      await refuses(provider.decodeHttpRequest(joined(head0, varint(67108865), new Uint8Array(9))), 'TOO_LARGE')
      await refuses(provider.decodeHttpRequest(joined(head0, varint(67108864), new Uint8Array(9))), 'BAD_HTTP')
    },
  )

  law(
    'CRY-122',
    'a bad length to pad to is refused before anything else',
    [fc.oneof(fc.constantFrom(-1, PADDED_MAX + 1, NaN, Infinity, 2 ** 53), fc.double({ noInteger: true })), framing],
    async (paddedTo, how) => {
      const improper = { ...request, head: { ...request.head, method: '' } }
      await refuses(provider.encodeHttpRequest(improper, how, paddedTo), 'BAD_LENGTH')
      await refuses(provider.encodeHttpResponse({ ...response, trailers: lines(300) }, how, paddedTo), 'BAD_LENGTH')
    },
    { runs: 20 },
  )

  law(
    ['CRY-121', 'CRY-124'],
    'another maker of Binary HTTP reads what is written here, and writes what is read here',
    [fc.stringMatching(/^[a-z0-9]{1,20}$/), fc.uint8Array({ maxLength: 90, size: 'max' }), fc.integer({ min: 200, max: 599 })],
    async (word, body, status) => {
      fc.pre(![204, 205, 304].includes(status))
      const theirs = await new BHttpEncoder().encodeRequest(
        new Request(`https://www.example.com/${word}`, {
          method: 'POST',
          headers: { 'x-word': word },
          body: Uint8Array.from(body),
        }),
      )
      const read = await provider.decodeHttpRequest(new Uint8Array(theirs))
      equal(
        [read.head.method, read.head.scheme, read.head.authority, read.head.path],
        ['POST', 'https', 'www.example.com', `/${word}`],
      )
      equal(read.content, body)
      equal(
        read.head.fields.find(({ name }) => name === 'x-word'),
        { name: 'x-word', value: word },
      )
      const fields = [{ name: 'x-word', value: word }]
      const ours = await provider.encodeHttpResponse(
        { head: { informational: [], status, fields }, content: body, trailers: [] },
        'known',
      )
      const back = new BHttpDecoder().decodeResponse(ours)
      equal([back.status, back.headers.get('x-word'), new Uint8Array(await back.arrayBuffer())], [status, word, body])
    },
    { runs: 40 },
  )
}
