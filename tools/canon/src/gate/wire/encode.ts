import type { Shape } from '../../model/surface.ts'
import type { ByteWriter } from './bytes.ts'
import { DEPTH_MAX, FRAME_NODES_MAX, WireError } from './limits.ts'
import type { Scrutiny } from './scrutiny.ts'
import type { Shapes } from './shapes.ts'
import { REFERENCE_KINDS, type ReferenceKind, Tag } from './tag.ts'

/** Where an encoder puts what stays behind: references are made here, and the peer's own are recognised here. */
export interface References {
  /** Keeps the value for the peer and answers its id. */
  keep(value: object, kind: ReferenceKind, shape: Shape | undefined): number
  /** The id of something that came from the peer, or undefined. */
  peers(value: object): number | undefined
  /** Told of each buffer, array and plain object that crosses by value. */
  gives?(value: object): void
  /** Set at the package's end: what it sends is looked at closely. */
  readonly scrutiny?: Scrutiny | undefined
}

/** Taken before a package loads, so that what it patches does not change what is told of its answers. */
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys, apply } = Reflect
const { isArray } = Array
const { prototype: objectPrototype } = Object
const tagOf = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype) as object, Symbol.toStringTag)!.get!

/**
 * Writes one value. The shape, where known, says what crosses by reference: functions, iterables, streams, and objects whose
 * declared type has methods. Everything else must be plain data.
 * @throws WireError for accessors, symbols, cycles, unknown classes, and values beyond the limits
 */
export function encode(
  writer: ByteWriter,
  value: unknown,
  shape: Shape | undefined,
  shapes: Shapes,
  references: References,
): void {
  // Most of the traffic; nothing of it has parts.
  if (typeof value === 'number') writeNumber(writer, value)
  else if (value === undefined) writer.byte(Tag.undefined)
  else new Encoder(writer, shapes, references).value(value, shape, 0)
}

function writeNumber(writer: ByteWriter, value: number): void {
  if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
    writer.byte(Tag.integer)
    writer.varint(value >= 0 ? value * 2 : -value * 2 - 1)
  } else {
    writer.byte(Tag.double)
    writer.double(value)
  }
}

class Encoder {
  readonly #writer: ByteWriter
  readonly #shapes: Shapes
  readonly #references: References
  #nodes = 0

  constructor(writer: ByteWriter, shapes: Shapes, references: References) {
    this.#writer = writer
    this.#shapes = shapes
    this.#references = references
  }

  value(value: unknown, shape: Shape | undefined, depth: number): void {
    if (++this.#nodes > FRAME_NODES_MAX) throw new WireError('a value has too many parts')
    if (depth > DEPTH_MAX) throw new WireError('a value is nested too deeply or holds itself')
    const writer = this.#writer
    switch (typeof value) {
      case 'undefined':
        return writer.byte(Tag.undefined)
      case 'boolean':
        return writer.byte(value ? Tag.true : Tag.false)
      case 'number':
        return writeNumber(writer, value)
      case 'bigint':
        writer.byte(Tag.bigint)
        return writer.text(value.toString(16))
      case 'string':
        return this.#string(value)
      case 'function':
        return this.#reference(value as unknown as object, 'function', shape)
      case 'object':
        return value === null ? writer.byte(Tag.null) : this.#object(value, shape, depth)
      default:
        throw new WireError(`a ${typeof value} is not plain data`)
    }
  }

  #string(value: string): void {
    const writer = this.#writer
    if (value.isWellFormed()) {
      writer.byte(Tag.string)
      writer.text(value)
    } else {
      writer.byte(Tag.string16)
      const units = new Uint8Array(value.length * 2)
      for (let i = 0; i < value.length; i++) {
        const unit = value.charCodeAt(i)
        units[2 * i] = unit & 255
        units[2 * i + 1] = unit >> 8
      }
      writer.raw(units)
    }
  }

  #object(value: object, shape: Shape | undefined, depth: number): void {
    const writer = this.#writer
    const mine = this.#references.peers(value)
    if (mine !== undefined) {
      writer.byte(Tag.yours)
      return writer.varint(mine)
    }
    if (apply(tagOf, value, []) === 'Uint8Array') {
      this.#look(value)
      writer.byte(Tag.bytes)
      writer.raw(value as Uint8Array)
      return this.#references.gives?.(value)
    }
    const here = shape === undefined ? undefined : this.#shapes.select(shape, value)
    const kind = this.#shapes.referenceKind(value, here)
    if (kind !== undefined) return this.#reference(value, kind, here)
    this.#look(value)
    if (isArray(value)) return this.#array(value, here, depth)
    if (value instanceof Error) return this.error(value, depth)
    if (value instanceof ArrayBuffer) {
      writer.byte(Tag.arrayBuffer)
      return writer.raw(new Uint8Array(value))
    }
    if (value instanceof Date) {
      writer.byte(Tag.date)
      return writer.double(value.getTime())
    }
    if (value instanceof Map) return this.#map(value, here, depth)
    if (value instanceof Set) return this.#set(value, here, depth)
    this.#plain(value, here, depth)
  }

  #look(value: object): void {
    const fault = this.#references.scrutiny?.data(value)
    if (fault !== undefined) throw new WireError(fault)
  }

  #array(value: readonly unknown[], shape: Shape | undefined, depth: number): void {
    this.#references.gives?.(value)
    this.#writer.byte(Tag.array)
    this.#writer.varint(value.length)
    if (value.length > FRAME_NODES_MAX) throw new WireError('a list is too long')
    for (let i = 0; i < value.length; i++) {
      if (i in value) this.value(value[i], this.#shapes.item(shape, i), depth + 1)
      else this.#writer.byte(Tag.hole)
    }
  }

  #map(value: ReadonlyMap<unknown, unknown>, shape: Shape | undefined, depth: number): void {
    this.#writer.byte(Tag.map)
    this.#writer.varint(value.size)
    for (const [key, item] of value) {
      this.value(key, shape?.kind === 'map' ? shape.key : undefined, depth + 1)
      this.value(item, shape?.kind === 'map' ? shape.value : undefined, depth + 1)
    }
  }

  #set(value: ReadonlySet<unknown>, shape: Shape | undefined, depth: number): void {
    this.#writer.byte(Tag.set)
    this.#writer.varint(value.size)
    for (const item of value) this.value(item, shape?.kind === 'set' ? shape.item : undefined, depth + 1)
  }

  #plain(value: object, shape: Shape | undefined, depth: number): void {
    const prototype = getPrototypeOf(value)
    if (prototype !== null && prototype !== objectPrototype && !this.#isForeignPlain(prototype))
      throw new WireError(
        `an object of class ${String((prototype as { constructor?: { name?: unknown } }).constructor?.name)} is not plain data`,
      )
    this.#references.gives?.(value)
    const keys = ownKeys(value)
    let count = 0
    for (let i = 0; i < keys.length; i++) if (getOwnPropertyDescriptor(value, keys[i]!)!.enumerable) count++
    if (count < keys.length && this.#references.scrutiny !== undefined) throw new WireError('an object has a hidden field')
    this.#writer.byte(Tag.object)
    this.#writer.varint(count)
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!
      const property = getOwnPropertyDescriptor(value, key)!
      if (!property.enumerable) continue
      if (typeof key === 'symbol') throw new WireError('a symbol key is not plain data')
      if (!('value' in property)) throw new WireError(`the field ${JSON.stringify(key)} is an accessor`)
      this.#string(key)
      this.value(property.value, this.#shapes.field(shape, key), depth + 1)
    }
  }

  /** Another realm's plain object; a package has one realm only. */
  #isForeignPlain(prototype: object): boolean {
    return this.#references.scrutiny === undefined && getPrototypeOf(prototype) === null
  }

  /** Name, code, message, classes and data of an error; reading them must not run the thrower's code twice. */
  error(value: Error, depth: number): void {
    const writer = this.#writer
    writer.byte(Tag.error)
    const record = value as Error & { readonly code?: unknown }
    this.value(text(record.name), undefined, depth + 1)
    this.value(typeof record.code === 'string' ? record.code : undefined, undefined, depth + 1)
    this.value(text(record.message), undefined, depth + 1)
    this.value(this.#references.scrutiny?.classes(value) ?? classesOf(value), undefined, depth + 1)
    const data: Record<string, unknown> = {}
    for (const key of Object.keys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key)
      if (property && 'value' in property && key !== 'name' && key !== 'code' && key !== 'message' && isSmallData(property.value))
        data[key] = property.value
    }
    this.value(data, undefined, depth + 1)
  }

  #reference(value: object, kind: ReferenceKind, shape: Shape | undefined): void {
    const mine = this.#references.peers(value)
    if (mine !== undefined) {
      this.#writer.byte(Tag.yours)
      return this.#writer.varint(mine)
    }
    this.#instance(value, shape)
    this.#writer.byte(Tag.reference)
    this.#writer.byte(REFERENCE_KINDS.indexOf(kind))
    this.#writer.varint(this.#references.keep(value, kind, shape))
  }

  /** What a class is declared for has to be made by it. */
  #instance(value: object, shape: Shape | undefined): void {
    if (this.#references.scrutiny === undefined || shape?.kind !== 'named') return
    if (this.#shapes.isDeclared(shape.name) && !this.#shapes.isInstance(value))
      throw new WireError(`an object that is no instance of ${shape.name}`)
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 4096) : String(typeof value))

function classesOf(value: Error): string[] {
  const names: string[] = []
  for (
    let at = Object.getPrototypeOf(value);
    at !== null && at !== Object.prototype && names.length < 8;
    at = Object.getPrototypeOf(at)
  ) {
    const name = at.constructor?.name
    if (typeof name === 'string') names.push(name)
  }
  return names
}

const isSmallData = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value) || value instanceof Uint8Array
