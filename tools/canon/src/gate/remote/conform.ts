import { ProviderError } from '@canon/contract'
import type { Shape } from '../../model/surface.ts'
import { ErrorToken, ReferenceToken } from '../wire/decode.ts'
import type { Shapes } from '../wire/shapes.ts'

/** A reply that is not what the surface declares. */
export class SurfaceFault extends Error {
  override readonly name = 'SurfaceFault'
}

/** Makes what a law sees of a reference; only called where the shape declares one. */
export type Materialise = (token: ReferenceToken, shape: Shape) => unknown

/**
 * Checks a decoded reply against its declared shape, exactly: no field more, none fewer, references only where declared.
 * Returns it with references made usable. @throws SurfaceFault naming the path
 */
export function conform(value: unknown, shape: Shape, shapes: Shapes, materialise: Materialise): unknown {
  const plain = shapes.resolve(shape)
  // Most replies; the rest is made only where it is needed.
  if (plain.kind === 'primitive' && typeof value === plain.of) return value
  return checked(value, plain, shapes, materialise)
}

function checked(value: unknown, shape: Shape, shapes: Shapes, materialise: Materialise): unknown {
  return check(value, shape, 'result')

  function check(value: unknown, declared: Shape, path: string): unknown {
    const shape = shapes.resolve(declared)
    switch (shape.kind) {
      case 'primitive':
        return primitive(value, shape.of, path)
      case 'literal':
        return isLiteral(value, shape.value) ? value : refuse(value, JSON.stringify(shape.value), path)
      case 'array':
        return array(value, () => shape.item, path)
      case 'tuple':
        return tuple(value, shape, path)
      case 'object':
        return object(value, shape, path)
      case 'map':
        return map(value, shape, path)
      case 'set':
        if (!(value instanceof Set)) return refuse(value, 'a Set', path)
        return new Set([...value].map((item) => check(item, shape.item, `${path}{}`)))
      case 'union':
        return union(value, shape.of, path)
      case 'function':
        return reference(value, 'function', shape, path)
      case 'asyncIterable':
        return reference(value, 'iterable', shape, path)
      case 'stream':
        return reference(value, 'stream', shape, path)
      case 'promise':
        return check(value, shape.of, path)
      case 'interface':
      case 'named':
      case 'imported':
        if (shapes.isErrorClass(shape)) return error(value, path)
        if (shapes.object(shape) === undefined) return refuse(value, `a value of a type the surface does not declare`, path)
        return reference(value, 'object', shape, path)
    }
  }

  function primitive(value: unknown, of: (Shape & { kind: 'primitive' })['of'], path: string): unknown {
    switch (of) {
      case 'undefined':
      case 'void':
        return value === undefined ? value : refuse(value, 'undefined', path)
      case 'null':
        return value === null ? value : refuse(value, 'null', path)
      case 'never':
        return refuse(value, 'nothing', path)
      case 'bytes':
        return value instanceof Uint8Array ? value : refuse(value, 'a Uint8Array', path)
      case 'arrayBuffer':
        return value instanceof ArrayBuffer ? value : refuse(value, 'an ArrayBuffer', path)
      case 'date':
        return value instanceof Date ? value : refuse(value, 'a Date', path)
      case 'error':
        return error(value, path)
      case 'unknown':
        return data(value, path)
      default:
        return typeof value === of ? value : refuse(value, `a ${of}`, path)
    }
  }

  function array(value: unknown, itemOf: (index: number) => Shape, path: string): unknown {
    if (!Array.isArray(value)) return refuse(value, 'an array', path)
    for (let i = 0; i < value.length; i++) {
      if (!(i in value)) return refuse(undefined, 'an array without holes', `${path}[${i}]`)
      value[i] = check(value[i], itemOf(i), `${path}[${i}]`)
    }
    return value
  }

  function tuple(value: unknown, shape: Shape & { kind: 'tuple' }, path: string): unknown {
    const length = Array.isArray(value) ? value.length : -1
    if (length < shape.items.length || (shape.rest === undefined && length > shape.items.length))
      return refuse(value, `a list of ${shape.items.length}`, path)
    return array(value, (index) => shape.items[index] ?? shape.rest!, path)
  }

  function object(value: unknown, shape: Shape & { kind: 'object' }, path: string): unknown {
    if (!isRecord(value)) return refuse(value, 'a plain object', path)
    const known = new Set<string>()
    for (const field of shape.fields) {
      known.add(field.name)
      if (!Object.hasOwn(value, field.name) || (field.optional && value[field.name] === undefined)) {
        if (!field.optional) return refuse(undefined, 'a field that is there', `${path}.${field.name}`)
      } else value[field.name] = check(value[field.name], field.shape, `${path}.${field.name}`)
    }
    for (const key of Object.keys(value)) {
      if (known.has(key)) continue
      if (shape.index === undefined) return refuse(value[key], 'no such field', `${path}.${key}`)
      const checked = check(value[key], shape.index, `${path}.${key}`)
      Object.defineProperty(value, key, { value: checked, enumerable: true, writable: true, configurable: true })
    }
    return value
  }

  function map(value: unknown, shape: Shape & { kind: 'map' }, path: string): unknown {
    if (!(value instanceof Map)) return refuse(value, 'a Map', path)
    const checked = new Map<unknown, unknown>()
    for (const [key, item] of value)
      checked.set(check(key, shape.key, `${path}<key>`), check(item, shape.value, `${path}<value>`))
    return checked
  }

  function union(value: unknown, alternatives: readonly Shape[], path: string): unknown {
    const faults: string[] = []
    for (const alternative of alternatives) {
      try {
        return check(value, alternative, path)
      } catch (error) {
        if (!(error instanceof SurfaceFault)) throw error
        faults.push(error.message)
      }
    }
    throw new SurfaceFault(faults.length === 1 ? faults[0] : `${path}: none of the declared alternatives (${show(value)})`)
  }

  function reference(value: unknown, kind: ReferenceToken['kind'], shape: Shape, path: string): unknown {
    if (value instanceof ReferenceToken && value.kind === kind) return materialise(value, shape)
    // The gate's own function or object, handed back by the provider.
    if (typeof value === 'function' && kind === 'function') return value
    return refuse(value, kind === 'object' ? 'an object with the declared members' : `a ${kind}`, path)
  }

  function error(value: unknown, path: string): unknown {
    return value instanceof ErrorToken ? new ProviderError(value) : refuse(value, 'an error', path)
  }

  /** Plain data of any form; no reference may hide in it. */
  function data(value: unknown, path: string): unknown {
    if (value instanceof ReferenceToken) return refuse(value, 'plain data', path)
    if (value instanceof ErrorToken) return new ProviderError(value)
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) data(value[i], `${path}[${i}]`)
    else if (value instanceof Map) for (const [key, item] of value) data([key, item], path)
    else if (value instanceof Set) for (const item of value) data(item, path)
    else if (isRecord(value)) for (const key of Object.keys(value)) data(value[key], `${path}.${key}`)
    return value
  }
}

function isLiteral(value: unknown, literal: (Shape & { kind: 'literal' })['value']): boolean {
  return typeof literal === 'object' ? value === BigInt(literal.bigint) : Object.is(value, literal)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

function refuse(value: unknown, expected: string, path: string): never {
  throw new SurfaceFault(`${path} is ${show(value)}, the surface declares ${expected}`)
}

function show(value: unknown): string {
  if (value === undefined || value === null) return String(value)
  if (value instanceof ReferenceToken) return `a reference to a ${value.kind}`
  if (value instanceof ErrorToken) return 'an error'
  if (Array.isArray(value)) return 'an array'
  if (value instanceof Uint8Array) return 'bytes'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
