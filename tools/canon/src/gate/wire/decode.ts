import type { ByteReader } from './bytes.ts'
import { DEPTH_MAX, FRAME_NODES_MAX, WireError } from './limits.ts'
import { REFERENCE_KINDS, type ReferenceKind, Tag } from './tag.ts'

/** A reference as it arrives: what it becomes depends on the declared shape. */
export class ReferenceToken {
  readonly kind: ReferenceKind
  readonly id: number
  constructor(kind: ReferenceKind, id: number) {
    this.kind = kind
    this.id = id
  }
}

/** An error as it arrives. */
export class ErrorToken {
  readonly name: string
  readonly code: string | undefined
  readonly message: string
  readonly classes: readonly string[]
  readonly data: Readonly<Record<string, unknown>>
  constructor(
    name: string,
    code: string | undefined,
    message: string,
    classes: readonly string[],
    data: Readonly<Record<string, unknown>>,
  ) {
    this.name = name
    this.code = code
    this.message = message
    this.classes = classes
    this.data = data
  }
}

export interface DecodeOptions {
  /** What a reference of the sender's becomes here. */
  readonly theirs: (token: ReferenceToken) => unknown
  /** What an error becomes here. */
  readonly error: (token: ErrorToken) => unknown
  /** The receiver's own value of that id. @throws WireError for an unknown id */
  readonly mine: (id: number) => unknown
  /** Told of each buffer. */
  readonly bytes?: (value: Uint8Array) => void
}

/**
 * Reads one value.
 * @throws WireError for anything that is not exactly one well-formed value within the limits
 */
export function decode(reader: ByteReader, options: DecodeOptions): unknown {
  // Most of the traffic; it has no parts.
  if (reader.peek() === Tag.integer) {
    reader.byte()
    return integer(reader)
  }
  return new Decoder(reader, options).value(0)
}

class Decoder {
  readonly #reader: ByteReader
  readonly #options: DecodeOptions
  #nodes = 0

  constructor(reader: ByteReader, options: DecodeOptions) {
    this.#reader = reader
    this.#options = options
  }

  value(depth: number): unknown {
    if (++this.#nodes > FRAME_NODES_MAX) throw new WireError('a value has too many parts')
    if (depth > DEPTH_MAX) throw new WireError('a value is nested too deeply')
    const tag = this.#reader.byte()
    switch (tag) {
      case Tag.undefined:
        return undefined
      case Tag.null:
        return null
      case Tag.true:
        return true
      case Tag.false:
        return false
      case Tag.integer:
        return integer(this.#reader)
      case Tag.double:
        return this.#reader.double()
      case Tag.bigint:
        return bigint(this.#reader.text())
      case Tag.string:
        return this.#reader.text()
      case Tag.string16:
        return utf16(this.#reader.raw())
      case Tag.bytes:
        return this.#bytes()
      case Tag.arrayBuffer:
        return this.#bytes().buffer
      case Tag.array:
        return this.#array(depth)
      case Tag.object:
        return this.#object(depth)
      case Tag.map: {
        const map = new Map<unknown, unknown>()
        for (let left = this.#count(); left > 0; left--) {
          const key = this.value(depth + 1)
          map.set(key, this.value(depth + 1))
        }
        return map
      }
      case Tag.set: {
        const set = new Set<unknown>()
        for (let left = this.#count(); left > 0; left--) set.add(this.value(depth + 1))
        return set
      }
      case Tag.date:
        return new Date(this.#reader.double())
      case Tag.error:
        return this.#options.error(this.#error(depth))
      case Tag.reference: {
        const kind = REFERENCE_KINDS[this.#reader.byte()]
        if (kind === undefined) throw new WireError('an unknown kind of reference')
        return this.#options.theirs(new ReferenceToken(kind, this.#reader.varint()))
      }
      case Tag.yours:
        return this.#options.mine(this.#reader.varint())
      default:
        throw new WireError(`an unknown tag ${tag}`)
    }
  }

  #bytes(): Uint8Array<ArrayBuffer> {
    const value = this.#reader.raw()
    this.#options.bytes?.(value)
    return value
  }

  /** A count is never more than the bytes left, since each part takes at least one. */
  #count(): number {
    const parts = this.#reader.varint()
    if (parts > this.#reader.left) throw new WireError('a count is larger than its frame')
    return parts
  }

  #array(depth: number): unknown[] {
    const length = this.#count()
    const items: unknown[] = []
    items.length = length
    for (let i = 0; i < length; i++) {
      const item = this.#holeOrValue(depth + 1)
      if (item !== HOLE) items[i] = item
    }
    return items
  }

  #holeOrValue(depth: number): unknown {
    if (this.#reader.peek() !== Tag.hole) return this.value(depth)
    this.#reader.byte()
    return HOLE
  }

  #object(depth: number): Record<string, unknown> {
    const record: Record<string, unknown> = {}
    for (let left = this.#count(); left > 0; left--) {
      const key = this.value(depth + 1)
      if (typeof key !== 'string') throw new WireError('a field name is not a string')
      if (Object.hasOwn(record, key)) throw new WireError('a field comes twice')
      const item = this.value(depth + 1)
      // Assignment would set the prototype.
      if (key === '__proto__')
        Object.defineProperty(record, key, { value: item, enumerable: true, writable: true, configurable: true })
      else record[key] = item
    }
    return record
  }

  #error(depth: number): ErrorToken {
    const name = this.value(depth + 1)
    const code = this.value(depth + 1)
    const message = this.value(depth + 1)
    const classes = this.value(depth + 1)
    const data = this.value(depth + 1)
    if (typeof name !== 'string' || typeof message !== 'string' || (code !== undefined && typeof code !== 'string'))
      throw new WireError('an error is malformed')
    if (!Array.isArray(classes) || classes.length > 16 || !classes.every((item) => typeof item === 'string'))
      throw new WireError('an error is malformed')
    if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new WireError('an error is malformed')
    return new ErrorToken(name, code, message, classes, data as Record<string, unknown>)
  }
}

function integer(reader: ByteReader): number {
  const zigzag = reader.varint()
  if (zigzag > 0xffffffff) throw new WireError('an integer is too large')
  return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2
}

const HOLE = Symbol('hole')

function bigint(hex: string): bigint {
  if (!/^-?[0-9a-f]{1,1048576}$/.test(hex)) throw new WireError('a bigint is malformed')
  return hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`)
}

function utf16(units: Uint8Array): string {
  if (units.length % 2 !== 0) throw new WireError('a string is malformed')
  let text = ''
  for (let i = 0; i < units.length; i += 2) text += String.fromCharCode(units[i]! | (units[i + 1]! << 8))
  return text
}
