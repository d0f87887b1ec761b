import type { Primitive, Shape } from '../model/surface.ts'

const plain: Readonly<Record<string, Primitive>> = {
  Uint8Array: 'bytes',
  ArrayBuffer: 'arrayBuffer',
  Date: 'date',
  Error: 'error',
  TypeError: 'error',
  RangeError: 'error',
}

type Make = (args: readonly Shape[], unfold: (shape: Shape) => Shape) => Shape | undefined

const generic: Readonly<Record<string, Make>> = {
  Array: ([item]) => item && { kind: 'array', item },
  ReadonlyArray: ([item]) => item && { kind: 'array', item },
  Set: ([item]) => item && { kind: 'set', item },
  ReadonlySet: ([item]) => item && { kind: 'set', item },
  Map: ([key, value]) => key && value && { kind: 'map', key, value },
  ReadonlyMap: ([key, value]) => key && value && { kind: 'map', key, value },
  Promise: ([of]) => of && { kind: 'promise', of },
  PromiseLike: ([of]) => of && { kind: 'promise', of },
  AsyncIterable: ([of]) => of && { kind: 'asyncIterable', of },
  AsyncIterableIterator: ([of]) => of && { kind: 'asyncIterable', of },
  AsyncGenerator: ([of]) => of && { kind: 'asyncIterable', of },
  ReadableStream: ([of]) => ({ kind: 'stream', of: of ?? { kind: 'primitive', of: 'bytes' } }),
  Readonly: ([of]) => of,
  NonNullable: ([of], unfold) => of && withoutNull(unfold(of)),
  Partial: ([of], unfold) => of && withOptional(unfold(of), true),
  Required: ([of], unfold) => of && withOptional(unfold(of), false),
  Pick: ([of, keys], unfold) => of && keys && select(unfold(of), unfold(keys), true),
  Omit: ([of, keys], unfold) => of && keys && select(unfold(of), unfold(keys), false),
  Record: ([key, value], unfold) => key && value && recordShape(unfold(key), value),
}

/** Names of the platform and the language that have no shape, so that they are not called undeclared. */
const shapeless = new Set(
  'Iterable Iterator Generator Function Object Symbol RegExp WeakMap WeakSet URL AbortSignal Awaited ReturnType Parameters Extract Exclude Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array BigInt64Array BigUint64Array DataView SharedArrayBuffer Request Response Headers CryptoKey WritableStream TransformStream Buffer'.split(
    ' ',
  ),
)

/** The shape of a global type, `unsupported` when it has none, `unknown` when the name means nothing. */
export function globalShape(
  name: string,
  args: readonly Shape[],
  unfold: (shape: Shape) => Shape,
): Shape | 'unsupported' | 'unknown' {
  if (Object.hasOwn(plain, name)) return { kind: 'primitive', of: plain[name]! }
  if (Object.hasOwn(generic, name)) return generic[name]!(args, unfold) ?? 'unsupported'
  return shapeless.has(name) ? 'unsupported' : 'unknown'
}

function withoutNull(shape: Shape): Shape {
  if (shape.kind !== 'union') return shape
  const of = shape.of.filter((item) => item.kind !== 'primitive' || (item.of !== 'null' && item.of !== 'undefined'))
  return of.length === 1 ? of[0]! : { kind: 'union', of }
}

function withOptional(shape: Shape, optional: boolean): Shape | undefined {
  if (shape.kind === 'object') return { ...shape, fields: shape.fields.map((field) => ({ ...field, optional })) }
  if (shape.kind === 'interface') return { ...shape, members: shape.members.map((member) => ({ ...member, optional })) }
  return undefined
}

function select(shape: Shape, keys: Shape, keep: boolean): Shape | undefined {
  const names = literalsOf(keys)
  if (names === undefined) return undefined
  const chosen = ({ name }: { readonly name: string }) => names.includes(name) === keep
  if (shape.kind === 'object') return { ...shape, fields: shape.fields.filter(chosen) }
  if (shape.kind !== 'interface') return undefined
  const members = shape.members.filter(chosen)
  if (members.some((member) => member.kind === 'method')) return { kind: 'interface', members }
  return {
    kind: 'object',
    fields: members.map((member) => ({ name: member.name, optional: member.optional, shape: member.shape! })),
  }
}

function recordShape(key: Shape, value: Shape): Shape | undefined {
  if (key.kind === 'primitive' && key.of === 'string') return { kind: 'object', fields: [], index: value }
  const names = literalsOf(key)
  return names && { kind: 'object', fields: names.map((name) => ({ name, optional: false, shape: value })) }
}

function literalsOf(shape: Shape): string[] | undefined {
  const items = shape.kind === 'union' ? shape.of : [shape]
  const names = items.map((item) => (item.kind === 'literal' && typeof item.value === 'string' ? item.value : undefined))
  return names.includes(undefined) ? undefined : (names as string[])
}
