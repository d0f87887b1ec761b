import { FRAME_BYTES_MAX, OUTBOX_BYTES_MAX, WireError } from './limits.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const KEPT_BYTES_MAX = 1024 * 1024

/** A growing buffer with the integers and strings of the wire. */
export class ByteWriter {
  #bytes = new Uint8Array(1024)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  varint(value: number): void {
    this.#reserve(8)
    let rest = value
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.#bytes[this.#length++] = rest
  }

  double(value: number): void {
    this.#reserve(8)
    this.#view.setFloat64(this.#length, value, true)
    this.#length += 8
  }

  raw(value: Uint8Array): void {
    this.varint(value.length)
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  text(value: string): void {
    // Short ASCII is most of the traffic: names of members and fields.
    if (value.length < 64 && isAscii(value)) {
      this.#reserve(value.length + 1)
      this.#bytes[this.#length++] = value.length
      for (let i = 0; i < value.length; i++) this.#bytes[this.#length++] = value.charCodeAt(i)
    } else this.raw(encoder.encode(value))
  }

  get length(): number {
    return this.#length
  }

  /** Bytes as they are, without a length. */
  bytes(value: Uint8Array): void {
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  /** Room for a number that is known later. */
  skip(count: number): void {
    this.#reserve(count)
    this.#length += count
  }

  uint32At(offset: number, value: number): void {
    this.#view.setUint32(offset, value, true)
  }

  truncate(length: number): void {
    this.#length = length
  }

  /** A copy of what was written; the writer is empty again. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length)
    this.#length = 0
    // One large frame must not hold its memory for ever.
    if (this.#bytes.length > KEPT_BYTES_MAX) this.#allocate(1024)
    return taken
  }

  #reserve(count: number): void {
    const needed = this.#length + count
    if (needed <= this.#bytes.length) return
    if (needed > FRAME_BYTES_MAX + OUTBOX_BYTES_MAX) throw new WireError('a value is larger than a frame may be')
    const held = this.#bytes
    this.#allocate(Math.max(needed, held.length * 2))
    this.#bytes.set(held)
  }

  #allocate(size: number): void {
    this.#bytes = new Uint8Array(size)
    this.#view = new DataView(this.#bytes.buffer)
  }
}

/** Reads what `ByteWriter` wrote; every read is checked against the end. */
export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #offset = 0
  #end: number

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#end = bytes.length
  }

  /** Reads from here to there next: one reader serves all frames of a chunk. */
  window(start: number, end: number): void {
    this.#offset = start
    this.#end = end
  }

  /** To where this much was left. */
  back(left: number): void {
    this.#offset = this.#end - left
  }

  get left(): number {
    return this.#end - this.#offset
  }

  /** Whether these bytes come next; consumes them, in a time that does not tell where they differ. */
  matches(expected: Uint8Array): boolean {
    if (this.left < expected.length) return false
    let difference = 0
    for (let i = 0; i < expected.length; i++) difference |= expected[i]! ^ this.#bytes[this.#offset + i]!
    this.#offset += expected.length
    return difference === 0
  }

  /** A copy of what is left. */
  rest(): Uint8Array<ArrayBuffer> {
    const rest = new Uint8Array(this.left)
    rest.set(this.#bytes.subarray(this.#offset, this.#end))
    this.#offset = this.#end
    return rest
  }

  byte(): number {
    this.#need(1)
    return this.#bytes[this.#offset++]!
  }

  peek(): number {
    this.#need(1)
    return this.#bytes[this.#offset]!
  }

  varint(): number {
    let value = 0
    let scale = 1
    for (let i = 0; i < 8; i++) {
      const byte = this.byte()
      value += (byte & 127) * scale
      if (byte < 128) {
        if (!Number.isSafeInteger(value)) break
        return value
      }
      scale *= 128
    }
    throw new WireError('an integer is too long')
  }

  double(): number {
    this.#need(8)
    const value = this.#view.getFloat64(this.#offset, true)
    this.#offset += 8
    return value
  }

  /** A copy, so that frames can be dropped. */
  raw(): Uint8Array<ArrayBuffer> {
    const length = this.varint()
    this.#need(length)
    const value = new Uint8Array(length)
    value.set(this.#bytes.subarray(this.#offset, this.#offset + length))
    this.#offset += length
    return value
  }

  text(): string {
    const length = this.varint()
    this.#need(length)
    const start = this.#offset
    this.#offset += length
    if (length >= 64) return decodeText(this.#bytes.subarray(start, this.#offset))
    let ascii = ''
    for (let i = start; i < this.#offset; i++) {
      const unit = this.#bytes[i]!
      if (unit > 127) return decodeText(this.#bytes.subarray(start, this.#offset))
      ascii += String.fromCharCode(unit)
    }
    return ascii
  }

  #need(count: number): void {
    if (count > this.#end - this.#offset) throw new WireError('a frame ends early')
  }
}

function isAscii(value: string): boolean {
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) > 127) return false
  return true
}

function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new WireError('a string is not UTF-8')
  }
}
