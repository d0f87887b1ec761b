/**
 * Values as vectors, counterexamples and kept examples write them: JSON plus `{"$hex"}` bytes, `{"$bigint"}`, `{"$number"}` for NaN, −0
 * and the infinities, `{"$undefined": true}`, `{"$map"}`, `{"$set"}`, `{"$name"}` for an object bound before, `{"$object"}` where a key starts with `$`.
 */
export type Lookup = (name: string) => unknown

/** @throws TypeError for a malformed `$` value */
export function fromVectorValue(json: unknown, lookup: Lookup = refuseName): unknown {
  if (Array.isArray(json)) return json.map((item) => fromVectorValue(item, lookup))
  if (typeof json !== 'object' || json === null) return json
  const entries = Object.entries(json)
  const special = entries.length === 1 && entries[0]![0].startsWith('$') ? entries[0]! : undefined
  return special === undefined ? fromEntries(entries, lookup) : fromSpecial(special[0], special[1], lookup)
}

function fromSpecial(key: string, value: unknown, lookup: Lookup): unknown {
  switch (key) {
    case '$hex':
      if (typeof value === 'string' && /^(?:[0-9a-f]{2})*$/i.test(value)) return new Uint8Array(Buffer.from(value, 'hex'))
      break
    case '$bigint':
      if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value)
      break
    case '$number':
      if (value === 'NaN' || value === '-0' || value === 'Infinity' || value === '-Infinity') return Number(value)
      break
    case '$undefined':
      return undefined
    case '$utf16':
      if (Array.isArray(value)) return String.fromCharCode(...(value as number[]))
      break
    case '$map':
      if (Array.isArray(value))
        return new Map((value as [unknown, unknown][]).map(([k, v]) => [fromVectorValue(k, lookup), fromVectorValue(v, lookup)]))
      break
    case '$set':
      if (Array.isArray(value)) return new Set(value.map((item) => fromVectorValue(item, lookup)))
      break
    case '$object':
      if (Array.isArray(value)) return fromEntries(value as [string, unknown][], lookup)
      break
    case '$name':
      if (typeof value === 'string') return lookup(value)
      break
  }
  throw new TypeError(`{"${key}": …} is not a vector value`)
}

function fromEntries(entries: readonly (readonly [string, unknown])[], lookup: Lookup): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [key, value] of entries)
    Object.defineProperty(record, key, {
      value: fromVectorValue(value, lookup),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  return record
}

/** @throws TypeError for a function, symbol or class instance, which have no such form */
export function toVectorValue(value: unknown, depth = 0): unknown {
  if (depth > 200) throw new TypeError('nested too deeply for a vector value')
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
