import { varint, varintBytes } from './varint.ts'
import { checkAuthority, checkInformational, checkMethod, checkName, checkPath, checkScheme, checkStatus, checkValue, httpFieldsMax, httpHeadMax, tooLarge } from './proper.ts'
import type { HttpField, HttpFraming, HttpRequestHead, HttpResponseHead } from './types.ts'

/** Writes a message part by part, and refuses at each what is not proper (CRY-120). */
export class Writer {
  readonly #parts: Uint8Array[] = []
  #length = 0

  bytes(part: Uint8Array): void {
    this.#parts.push(part)
    this.#length += part.length
  }

  number(value: number): void {
    this.bytes(varint(value))
  }

  /** Text of which each code unit is one byte. */
  #text(value: string): void {
    const bytes = new Uint8Array(value.length)
    for (let i = 0; i < value.length; i++) bytes[i] = value.charCodeAt(i)
    this.bytes(bytes)
  }

  /** All that was written, and zeros up to `paddedTo` bytes. */
  finish(paddedTo = 0): Uint8Array {
    // CRY-123
    const message = new Uint8Array(Math.max(this.#length, paddedTo))
    let at = 0
    for (const part of this.#parts) {
      message.set(part, at)
      at += part.length
    }
    return message
  }

  requestHead(head: HttpRequestHead, framing: HttpFraming): void {
    const { method, scheme, authority, path } = head
    const parts: [string, (part: string) => void][] = [
      [method, checkMethod],
      [scheme, checkScheme],
      [authority, checkAuthority],
      [path, (part) => checkPath(part, method)],
    ]
    let together = 0
    for (const [part, check] of parts) {
      together += part.length
      // CRY-118
      if (together > httpHeadMax) tooLarge()
      check(part)
      this.number(part.length)
      this.#text(part)
    }
    this.section(head.fields, framing)
  }

  responseHead(head: HttpResponseHead, framing: HttpFraming): void {
    for (const [i, { status, fields }] of head.informational.entries()) {
      checkInformational(status, i)
      this.number(status)
      this.section(fields, framing)
    }
    checkStatus(head.status)
    this.number(head.status)
    this.section(head.fields, framing)
  }

  section(fields: readonly HttpField[], framing: HttpFraming): void {
    if (framing === 'known') {
      let length = 0
      for (const { name, value } of fields) length += sized(name) + sized(value)
      // CRY-118
      if (length > httpHeadMax) tooLarge()
      this.number(length)
    }
    let taken = 0
    for (const [i, { name, value }] of fields.entries()) {
      // CRY-118
      if (i >= httpFieldsMax) tooLarge()
      taken = this.#part(name, taken, checkName)
      taken = this.#part(value, taken, checkValue)
    }
    if (framing === 'indeterminate') this.number(0)
  }

  #part(part: string, taken: number, check: (part: string) => void): number {
    const after = taken + sized(part)
    // CRY-118
    if (after > httpHeadMax) tooLarge()
    check(part)
    this.number(part.length)
    this.#text(part)
    return after
  }
}

function sized(part: string): number {
  return varintBytes(part.length) + part.length
}
