import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { utf8 } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { counted, encodedRequest, encodedResponse, requestHead, responseHead, section, varint } from '../../oracle/http.ts'
import { damage, damagedBy, field, framing, requestHeads, requests, responseHeads, responses } from '../../oracle/http-drawn.ts'
import { readRequest, readResponse } from '../../oracle/http-reading.ts'
import { all, cutAt, watched } from '../../oracle/streams.ts'
import { codeOf, errorOf } from '../../oracle/values.ts'
import { HTTP_CHUNK_MAX } from './limits.ts'

const pieces = fc.array(fc.uint8Array({ maxLength: 70, size: 'max' }), { maxLength: 6 })
const places = fc.array(fc.nat(), { maxLength: 12 })
const head = { method: 'GET', scheme: 'https', authority: 'a', path: '/', fields: [] }
const start = joined(varint(2), requestHead(head, 'indeterminate'))
const none = new Uint8Array()

/** Binary HTTP, piece by piece. */
export const httpStreamLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  /** Any question shows what was asked of a source before the answer. */
  const settled = () => provider.paddedRequestLength(0)
  /** What a stream decoder makes of these pieces, as a whole decoder would say it. */
  const read = async (kind: string, cut: readonly Uint8Array[]): Promise<unknown> => {
    const source = watched(cut)
    const call = kind === 'request' ? provider.decodeHttpRequestStream(source) : provider.decodeHttpResponseStream(source)
    const refused = await codeOf(call)
    if (refused !== undefined) return { refused }
    const message = await call
    const received: Uint8Array[] = []
    const fault = await codeOf(
      (async () => {
        for await (const piece of await message.content) received.push(piece)
      })(),
    )
    if (fault !== undefined) {
      equal(await codeOf(message.trailers()), fault)
      return { refused: fault }
    }
    holds(
      received.every((piece) => piece.length > 0 && piece.length <= HTTP_CHUNK_MAX),
      'pieces of 1 to 1048576 bytes',
    )
    return { returned: { head: await message.head, content: joined(...received), trailers: await message.trailers() } }
  }

  law(
    ['CRY-117', 'CRY-129'],
    'a stream is written as head, one piece for each chunk, and the end',
    [requestHeads, responseHeads, pieces],
    async (request, response, content) => {
      const body = content.filter((piece) => piece.length > 0).map((piece) => counted(piece))
      const end = Uint8Array.of(0, 0)
      equal(await all(await provider.encodeHttpRequestStream(request, watched(content))), [
        joined(varint(2), requestHead(request, 'indeterminate')),
        ...body,
        end,
      ])
      equal(await all(await provider.encodeHttpResponseStream(response, watched(content))), [
        joined(varint(3), responseHead(response, 'indeterminate')),
        ...body,
        end,
      ])
    },
  )

  cases(
    'CRY-129',
    'a long piece is cut into chunks, as many as it fills',
    [HTTP_CHUNK_MAX, HTTP_CHUNK_MAX + 1, 2 * HTTP_CHUNK_MAX + 5],
    async (length) => {
      const given = await all(await provider.encodeHttpRequestStream(head, watched([new Uint8Array(length)])))
      const whole = Math.floor(length / HTTP_CHUNK_MAX)
      const left = length % HTTP_CHUNK_MAX
      const sizes = [
        ...Array.from({ length: whole }, () => HTTP_CHUNK_MAX + 4),
        ...(left === 0 ? [] : [left + varint(left).length]),
      ]
      equal(
        given.map((piece) => piece.length),
        [start.length, ...sizes, 2],
      )
      const back = await provider.decodeHttpRequestStream(watched(given))
      const sums = (await all(await back.content)).map((piece) => piece.length)
      holds(
        sums.every((size) => size <= HTTP_CHUNK_MAX),
        'no piece over 1048576 bytes',
        sums,
      )
      equal(
        sums.reduce((sum, size) => sum + size, 0),
        length,
      )
    },
  )

  cases(
    ['CRY-117', 'CRY-118', 'CRY-129'],
    'an improper head ends the iteration, and the content is not begun',
    [
      [{ ...head, path: '' }, 'BAD_HTTP'],
      [{ ...head, fields: [{ name: 'A', value: '' }] }, 'BAD_HTTP'],
      [{ ...head, fields: Array.from({ length: 257 }, () => ({ name: 'a', value: '' })) }, 'TOO_LARGE'],
    ] as const,
    async ([improper, code]) => {
      const source = watched([utf8('x')])
      const stream = await provider.encodeHttpRequestStream(improper as typeof head, source)
      equal(await codeOf(all(stream)), code)
      equal(source.asked, 0)
    },
  )

  law(
    ['CRY-117', 'CRY-118', 'CRY-125', 'CRY-126', 'CRY-131', 'CRY-132', 'CRY-133', 'CRY-136'],
    'however a message is cut and altered, its stream is read as the whole would be',
    [requests, responses, framing, fc.option(damage, { nil: [] }), places],
    async (request, response, how, changes, cuts) => {
      const one = damagedBy(encodedRequest(request, how), changes)
      equal(await read('request', cutAt(one, cuts)), readRequest(one, Number.POSITIVE_INFINITY))
      const other = damagedBy(encodedResponse(response, how), changes)
      equal(await read('response', cutAt(other, cuts)), readResponse(other, Number.POSITIVE_INFINITY))
    },
    { runs: 150 },
  )

  law(
    ['CRY-131', 'CRY-132', 'CRY-136'],
    'chunks of any lengths and trailers come through, byte by byte',
    [pieces, fc.array(field, { maxLength: 3 })],
    async (content, trailers) => {
      const chunks = content.filter((piece) => piece.length > 0)
      const bytes = joined(
        start,
        ...chunks.map((chunk) => joined(varint(chunk.length, 3), chunk)),
        varint(0, 1),
        section(trailers, false),
      )
      equal(
        await read(
          'request',
          Array.from(bytes, (byte) => Uint8Array.of(byte)),
        ),
        {
          returned: { head, content: joined(...chunks), trailers },
        },
      )
    },
    { runs: 30 },
  )

  law(
    'CRY-130',
    'a writer takes a piece only when one of its own is asked for',
    [fc.integer({ min: 1, max: 6 })],
    async (count) => {
      const source = watched(Array.from({ length: count }, () => utf8('x')))
      const iterator = (await provider.encodeHttpRequestStream(head, source))[Symbol.asyncIterator]()
      await settled()
      equal(source.asked, 0)
      await iterator.next()
      for (let given = 1; given <= count; given++) {
        equal((await iterator.next()).value, Uint8Array.of(1, 0x78))
        await settled()
        equal(source.asked, given)
      }
    },
    { runs: 10 },
  )

  law(
    ['CRY-132', 'CRY-134'],
    'a reader gives what it has before it asks for more, and ends after its source',
    [fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 })],
    async (sizes) => {
      const source = watched([
        start,
        ...sizes.map((size) => counted(new Uint8Array(size).fill(size))),
        Uint8Array.of(0),
        Uint8Array.of(0),
        none,
        Uint8Array.of(0),
      ])
      const message = await provider.decodeHttpRequestStream(source)
      await settled()
      equal(source.asked, 1)
      const iterator = (await message.content)[Symbol.asyncIterator]()
      for (const [at, size] of sizes.entries()) {
        let received = 0
        while (received < size) {
          const { value } = await iterator.next()
          holds(value instanceof Uint8Array && value.every((byte) => byte === (size & 255)), 'bytes of this chunk alone', value)
          received += (value as Uint8Array).length
          await settled()
          equal(source.asked, at + 2)
        }
        equal(received, size)
      }
      equal((await iterator.next()).done, true)
      equal(source.asked, 1 + sizes.length + 5)
    },
    { runs: 10 },
  )

  cases(['CRY-133', 'CRY-134'], 'padding that is not zeros is found before the content ends', [1, 200], async (zeros) => {
    const source = watched([start, Uint8Array.of(1, 0x78, 0, 0), new Uint8Array(zeros), Uint8Array.of(1)])
    const message = await provider.decodeHttpRequestStream(source)
    await refuses(all(await message.content), 'BAD_HTTP')
    await refuses(message.trailers(), 'BAD_HTTP')
  })

  cases(
    ['CRY-135', 'CRY-136'],
    'an iteration that is ended ends its source, and a fault of the source is its own',
    ['write', 'read'],
    async (side) => {
      const open = async (source: AsyncIterable<Uint8Array>) => {
        if (side === 'write') return { content: await provider.encodeHttpRequestStream(head, source), message: undefined }
        const message = await provider.decodeHttpRequestStream(source)
        return { content: await message.content, message }
      }
      const items = side === 'write' ? [utf8('x'), utf8('y')] : [joined(start, Uint8Array.of(1, 0x78)), Uint8Array.of(1, 0x79)]
      const source = watched(items)
      const { content, message } = await open(source)
      for await (const piece of content) if (piece.at(-1) === 0x78) break
      await settled()
      equal(source.ended, true)
      if (message !== undefined) await refuses(message.trailers(), 'BAD_HTTP')
      const unasked = watched(items)
      await (await open(unasked)).content[Symbol.asyncIterator]().return?.()
      await settled()
      equal(unasked.ended, true)
      const failing = await open(watched(items, new RangeError('the source broke')))
      const error = (await errorOf(all(failing.content))) as Error
      equal([error.name, error.message], ['RangeError', 'the source broke'])
      if (failing.message !== undefined) equal(((await errorOf(failing.message.trailers())) as Error).message, 'the source broke')
    },
  )
}
