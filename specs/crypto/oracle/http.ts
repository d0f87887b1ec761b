import type { HttpField, HttpFraming, HttpRequest, HttpRequestHead, HttpResponse, HttpResponseHead } from '#surface/crypto'
import { joined } from './edwards.ts'

/** Binary HTTP as RFC 9292 writes it: the messages that encoders give and decoders take. */
export function encodedRequest(request: HttpRequest, framing: HttpFraming, paddedTo = 0): Uint8Array {
  const known = framing === 'known'
  return padded(
    joined(varint(known ? 0 : 2), requestHead(request.head, framing), rest(request.content, request.trailers, known)),
    paddedTo,
  )
}

export function encodedResponse(response: HttpResponse, framing: HttpFraming, paddedTo = 0): Uint8Array {
  const known = framing === 'known'
  return padded(
    joined(varint(known ? 1 : 3), responseHead(response.head, framing), rest(response.content, response.trailers, known)),
    paddedTo,
  )
}

/** Without the framing indicator. */
export function requestHead(head: HttpRequestHead, framing: HttpFraming): Uint8Array {
  const parts = [head.method, head.scheme, head.authority, head.path].map((part) => counted(latin(part)))
  return joined(...parts, section(head.fields, framing === 'known'))
}

export function responseHead(head: HttpResponseHead, framing: HttpFraming): Uint8Array {
  const known = framing === 'known'
  const informational = head.informational.map(({ status, fields }) => joined(varint(status), section(fields, known)))
  return joined(...informational, varint(head.status), section(head.fields, known))
}

export function section(fields: readonly HttpField[], known: boolean): Uint8Array {
  const lines = joined(...fields.map(({ name, value }) => joined(counted(latin(name)), counted(latin(value)))))
  return known ? counted(lines) : joined(lines, Uint8Array.of(0))
}

export function counted(value: Uint8Array): Uint8Array {
  return joined(varint(value.length), value)
}

/** RFC 9000, section 16, in 2^`width` bytes; the fewest when it is left out. */
export function varint(value: number, width?: number): Uint8Array {
  const log = width ?? (value < 0x40 ? 0 : value < 0x4000 ? 1 : value < 0x40000000 ? 2 : 3)
  const bytes = new Uint8Array(1 << log)
  let left = BigInt(value)
  for (let at = bytes.length - 1; at >= 0; at--, left >>= 8n) bytes[at] = Number(left & 0xffn)
  bytes[0]! |= log << 6
  return bytes
}

export function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (unit) => unit.charCodeAt(0))
}

function rest(content: Uint8Array, trailers: readonly HttpField[], known: boolean): Uint8Array {
  if (known) return joined(counted(content), section(trailers, true))
  return joined(content.length > 0 ? counted(content) : new Uint8Array(), Uint8Array.of(0), section(trailers, false))
}

function padded(message: Uint8Array, length: number): Uint8Array {
  return joined(message, new Uint8Array(Math.max(0, length - message.length)))
}
