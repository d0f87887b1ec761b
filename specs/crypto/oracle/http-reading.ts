import type { HttpField, HttpRequest, HttpResponse } from '#surface/crypto'

/** Binary HTTP read by the document alone, one byte after the other; what it cannot read it refuses by code. */
export type Read<Message> = { readonly returned: Message } | { readonly refused: string }

/** `contentMax` is infinite where a stream is read. */
export function readRequest(bytes: Uint8Array, contentMax = CONTENT_MAX): Read<HttpRequest> {
  return reading(() => {
    const at = new Cursor(bytes, contentMax)
    const known = at.indicator(0, 2)
    let left = HEAD_MAX
    const part = (allowed: RegExp) => {
      const text = at.text(at.length(left, at.end), allowed)
      left -= text.length
      return text
    }
    const method = part(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/)
    const scheme = part(/^[a-z][a-z0-9+\-.]*$/)
    const authority = part(/^[!-~]*$/)
    const path = part(method === 'CONNECT' ? /^(?:\/[!-~]*|\*|)$/ : /^(?:\/[!-~]*|\*)$/)
    const fields = at.section(known)
    return { head: { method, scheme, authority, path, fields }, ...at.rest(known) }
  })
}

export function readResponse(bytes: Uint8Array, contentMax = CONTENT_MAX): Read<HttpResponse> {
  return reading(() => {
    const at = new Cursor(bytes, contentMax)
    const known = at.indicator(1, 3)
    const informational: { status: number; fields: HttpField[] }[] = []
    for (;;) {
      const status = at.varint(at.end)
      if (status < 100 || status > 599 || status === 101) throw new Refused('BAD_HTTP')
      if (status < 200 && informational.length === 16) throw new Refused('TOO_LARGE')
      const fields = at.section(known)
      if (status >= 200) return { head: { informational, status, fields }, ...at.rest(known) }
      informational.push({ status, fields })
    }
  })
}

const HEAD_MAX = 65536
const CONTENT_MAX = 67108864
const FIELDS_MAX = 256

class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

function reading<Message>(read: () => Message): Read<Message> {
  try {
    return { returned: read() }
  } catch (error) {
    if (error instanceof Refused) return { refused: error.code }
    throw error
  }
}

class Cursor {
  readonly bytes: Uint8Array
  readonly end: number
  readonly contentMax: number
  at = 0
  constructor(bytes: Uint8Array, contentMax: number) {
    this.bytes = bytes
    this.contentMax = contentMax
    this.end = bytes.length
  }

  varint(end: number): number {
    if (this.at === end) throw new Refused('BAD_HTTP')
    const first = this.bytes[this.at]!
    const width = 1 << (first >> 6)
    if (this.at + width > end) throw new Refused('BAD_HTTP')
    let value = first & 0x3f
    for (let next = 1; next < width; next++) value = value * 256 + this.bytes[this.at + next]!
    this.at += width
    return value
  }

  length(limit: number, end: number): number {
    const length = this.varint(end)
    if (length > limit) throw new Refused('TOO_LARGE')
    if (length > end - this.at) throw new Refused('BAD_HTTP')
    return length
  }

  indicator(known: number, indeterminate: number): boolean {
    const value = this.varint(this.end)
    if (value !== known && value !== indeterminate) throw new Refused('BAD_HTTP')
    return value === known
  }

  take(length: number): Uint8Array {
    this.at += length
    return this.bytes.slice(this.at - length, this.at)
  }

  text(length: number, allowed: RegExp): string {
    const text = Buffer.from(this.take(length)).toString('latin1')
    if (!allowed.test(text)) throw new Refused('BAD_HTTP')
    return text
  }

  section(known: boolean): HttpField[] {
    const fields: HttpField[] = []
    if (this.at === this.end) return fields
    const end = known ? this.length(HEAD_MAX, this.end) + this.at : this.end
    const start = this.at
    while (this.at < end) {
      if (known && fields.length === FIELDS_MAX) throw new Refused('TOO_LARGE')
      const length = this.varint(end)
      if (!known && length === 0) return fields
      if (fields.length === FIELDS_MAX) throw new Refused('TOO_LARGE')
      const name = this.text(this.fitting(length, known, start, end), /^[!#$%&'*+\-.^_`|~0-9a-z]+$/)
      const value = this.text(
        this.fitting(this.varint(end), known, start, end),
        /^(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)?$/,
      )
      fields.push({ name, value })
    }
    return fields
  }

  fitting(length: number, known: boolean, start: number, end: number): number {
    if (!known && this.at - start + length > HEAD_MAX) throw new Refused('TOO_LARGE')
    if (length > end - this.at) throw new Refused('BAD_HTTP')
    return length
  }

  rest(known: boolean): { content: Uint8Array; trailers: HttpField[] } {
    const pieces: Uint8Array[] = []
    let left = this.contentMax
    while (this.at < this.end) {
      const length = this.length(left, this.end)
      pieces.push(this.take(length))
      left -= length
      if (known || length === 0) break
    }
    const trailers = this.section(known)
    if (this.bytes.subarray(this.at).some((byte) => byte !== 0)) throw new Refused('BAD_HTTP')
    return { content: Uint8Array.from(Buffer.concat(pieces)), trailers }
  }
}
