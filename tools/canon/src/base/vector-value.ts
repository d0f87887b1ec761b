/**
 * Values as vectors, counterexamples and kept examples write them: JSON plus `{"$hex"}` bytes, `{"$bigint"}`, `{"$number"}` for NaN, −0
 * and the infinities, `{"$undefined": true}`, `{"$utf16"}` code units of a string that is not well formed, `{"$map"}`, `{"$set"}`,
 * `{"$name"}` for an object bound before, `{"$stream"}` for an async iterable of these values, `{"$object"}` where a key starts with `$`.
 */
export type Lookup = (name: string) => unknown

const DEPTH_MAX = 200

/** @throws TypeError for what is not in the notation */
export function fromVectorValue(json: unknown, lookup: Lookup = refuseName, depth = 0): unknown {
  if (depth > DEPTH_MAX) throw new TypeError(`nested deeper than ${DEPTH_MAX}`)
  if (Array.isArray(json)) return json.map((item) => fromVectorValue(item, lookup, depth + 1))
  if (typeof json !== 'object' || json === null) return json
  const entries = Object.entries(json)
  const special = entries.find(([key]) => key.startsWith('$'))
  if (special === undefined) return fromEntries(entries, lookup, depth)
  if (entries.length > 1) throw new TypeError(`"${special[0]}" stands beside another key`)
  return fromSpecial(special[0], special[1], lookup, depth)
}

function fromSpecial(key: string, value: unknown, lookup: Lookup, depth: number): unknown {
  const inner = (item: unknown) => fromVectorValue(item, lookup, depth + 1)
  switch (key) {
    case '$hex':
      if (typeof value === 'string' && /^(?:[0-9a-f]{2})*$/.test(value)) return new Uint8Array(Buffer.from(value, 'hex'))
      break
    case '$bigint':
      if (typeof value === 'string' && /^(?:0|-?[1-9]\d*)$/.test(value)) return BigInt(value)
      break
    case '$number':
      if (value === 'NaN' || value === '-0' || value === 'Infinity' || value === '-Infinity') return Number(value)
      break
    case '$undefined':
      if (value === true) return undefined
      break
    case '$utf16':
      if (Array.isArray(value) && value.every(isCodeUnit)) return value.map((unit) => String.fromCharCode(unit)).join('')
      break
    case '$map':
      if (Array.isArray(value) && value.every(isPair)) return new Map(value.map(([k, v]) => [inner(k), inner(v)]))
      break
    case '$set':
      if (Array.isArray(value)) return new Set(value.map(inner))
      break
    case '$object':
      if (Array.isArray(value) && value.every(isEntry)) return fromEntries(value, lookup, depth)
      break
    case '$stream':
      if (Array.isArray(value)) return streamOf(value.map(inner))
      break
    case '$name':
      if (typeof value === 'string') return lookup(value)
      break
  }
  throw new TypeError(`{"${key}": …} is not a vector value`)
}

function streamOf(items: readonly unknown[]): AsyncIterable<unknown> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* items
    },
  }
}

const isCodeUnit = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 65_536
const isPair = (value: unknown): value is [unknown, unknown] => Array.isArray(value) && value.length === 2
const isEntry = (value: unknown): value is [string, unknown] => isPair(value) && typeof value[0] === 'string'

/** Defined and not assigned, so that `__proto__` is a key like any other. */
function fromEntries(entries: readonly (readonly [string, unknown])[], lookup: Lookup, depth: number): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [key, value] of entries)
    Object.defineProperty(record, key, {
      value: fromVectorValue(value, lookup, depth + 1),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  return record
}

/** @throws TypeError for a function, symbol or class instance, which have no such form */
export function toVectorValue(value: unknown, depth = 0): unknown {
  if (depth > DEPTH_MAX) throw new TypeError('nested too deeply for a vector value')
  if (value === undefined) return { $undefined: true }
  if (typeof value === 'bigint') return { $bigint: value.toString() }
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: Object.is(value, -0) ? '-0' : String(value) }
  if (typeof value === 'string')
    return value.isWellFormed() ? value : { $utf16: Array.from({ length: value.length }, (_, i) => value.charCodeAt(i)) }
  if (value === null || typeof value === 'boolean') return value
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} has no vector value`)
  const inner = (item: unknown) => toVectorValue(item, depth + 1)
  if (value instanceof Uint8Array) return { $hex: Buffer.from(value).toString('hex') }
  if (Array.isArray(value)) return Array.from(value, inner)
  if (value instanceof Map) return { $map: [...value].map(([k, v]) => [inner(k), inner(v)]) }
  if (value instanceof Set) return { $set: [...value].map(inner) }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype) throw new TypeError('a class instance has no vector value')
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, inner(item)])
  return entries.some(([key]) => key.startsWith('$') || key === '__proto__') ? { $object: entries } : Object.fromEntries(entries)
}

function refuseName(name: string): never {
  throw new TypeError(`nothing is bound to ${JSON.stringify(name)} here`)
}
