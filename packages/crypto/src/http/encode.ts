import { bytes, number, oneOf, record, within } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { httpContentMax, httpPaddedMax, tooLarge } from './proper.ts'
import { readFields, readRequestHead, readResponseHead } from './read-arguments.ts'
import type { HttpField, HttpFraming, HttpRequest, HttpResponse } from './types.ts'
import { Writer } from './writer.ts'

interface Message<Head> {
  head: Head
  content: Uint8Array
  trailers: HttpField[]
}

function readMessage<Head>(value: unknown, what: string, readHead: (value: unknown) => Head): Message<Head> {
  const message = record(value, what)
  return { head: readHead(message['head']), content: bytes(message['content'], 'content'), trailers: readFields(message['trailers'], 'trailers') }
}

function readFraming(value: unknown): HttpFraming {
  return oneOf(value, ['known', 'indeterminate'], 'framing')
}

function readPadding(value: unknown): number | undefined {
  return value === undefined ? undefined : number(value, 'paddedTo')
}

function encode<Head>(message: Message<Head>, framing: HttpFraming, paddedTo: number | undefined, indicator: number, writeHead: (writer: Writer) => void): Uint8Array {
  // CRY-122
  if (paddedTo !== undefined && !within(paddedTo, 0, httpPaddedMax)) refuse('BAD_LENGTH', 'the length to pad to is out of range')
  const { content, trailers } = message
  const writer = new Writer()
  writer.number(framing === 'known' ? indicator : indicator + 2)
  writeHead(writer)
  // CRY-119
  if (content.length > httpContentMax) tooLarge()
  // CRY-121
  if (framing === 'known' || content.length > 0) writer.number(content.length)
  writer.bytes(content)
  if (framing === 'indeterminate') writer.number(0)
  writer.section(trailers, framing)
  return writer.finish(paddedTo)
}

/** The message, padded to `paddedTo` bytes if it is shorter. */
export function encodeHttpRequest(request: HttpRequest, framing: HttpFraming, paddedTo?: number): Uint8Array {
  const message = readMessage(request, 'request', readRequestHead)
  const frame = readFraming(framing)
  return encode(message, frame, readPadding(paddedTo), 0, (writer) => writer.requestHead(message.head, frame))
}

/** The message, padded to `paddedTo` bytes if it is shorter. */
export function encodeHttpResponse(response: HttpResponse, framing: HttpFraming, paddedTo?: number): Uint8Array {
  const message = readMessage(response, 'response', readResponseHead)
  const frame = readFraming(framing)
  return encode(message, frame, readPadding(paddedTo), 1, (writer) => writer.responseHead(message.head, frame))
}
