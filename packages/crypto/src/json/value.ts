/** A value of RFC 8259. An object is a plain one: its prototype is `Object.prototype` or null. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }

export function isPlainObject(value: object): value is { [key: string]: unknown } {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The value of the own enumerable member; an accessor is no part of a JSON value. `what` is the argument. */
export function member(object: object, key: string, what: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(object, key)
  // CRY-007
  if (descriptor === undefined || !('value' in descriptor)) throw new TypeError(`${what} must be a JSON value, without accessors`)
  return descriptor.value
}

/** Sets an own property, whatever its key. */
export function setMember(object: object, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  else (object as Record<string, unknown>)[key] = value
}

export function notJson(what: string): never {
  throw new TypeError(`${what} must be a JSON value`)
}
