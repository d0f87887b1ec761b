// What the declared types allow. A value outside them is a TypeError, before the checks of any clause.

const typedArrayTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get

export function isBytes(value: unknown): value is Uint8Array {
  return typedArrayTag?.call(value) === 'Uint8Array'
}

/** The bytes as a plain Uint8Array over the same memory: a subclass may give `slice` another meaning. */
export function bytes(value: unknown, what: string): Uint8Array {
  if (!isBytes(value)) throw new TypeError(`${what} must be a Uint8Array`)
  if (Object.getPrototypeOf(value) === Uint8Array.prototype) return value
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
}

export function optionalBytes(value: unknown, what: string): Uint8Array | undefined {
  return value === undefined ? undefined : bytes(value, what)
}

export function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new TypeError(`${what} must be a string`)
  return value
}

export function number(value: unknown, what: string): number {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number`)
  return value === 0 ? 0 : value
}

export function boolean(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean') throw new TypeError(`${what} must be a boolean`)
  return value
}

export function record(value: unknown, what: string): Record<PropertyKey, unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) throw new TypeError(`${what} must be an object`)
  return value as Record<PropertyKey, unknown>
}

/** The elements of an array, each read by `read`; a hole counts as undefined. */
export function list<T>(value: unknown, what: string, read: (element: unknown, what: string) => T): T[] {
  if (!Array.isArray(value)) throw new TypeError(`${what} must be an array`)
  const elements: T[] = []
  const length = value.length
  for (let i = 0; i < length; i++) elements.push(read(value[i], `an element of ${what}`))
  return elements
}

export function oneOf<T extends string>(value: unknown, names: readonly T[], what: string): T {
  const found = names.find((name) => name === value)
  if (found === undefined) throw new TypeError(`${what} must be one of ${names.join(', ')}`)
  return found
}

export function method(owner: Record<PropertyKey, unknown>, name: string, what: string): void {
  if (typeof owner[name] !== 'function') throw new TypeError(`${what} must have a method ${name}`)
}

export function callback<T>(value: unknown, what: string): T {
  if (typeof value !== 'function') throw new TypeError(`${what} must be a function`)
  return value as T
}

export function iterable<T>(value: unknown, what: string): AsyncIterable<T> {
  if (typeof record(value, what)[Symbol.asyncIterator] !== 'function') throw new TypeError(`${what} must be an async iterable`)
  return value as AsyncIterable<T>
}

/** Whether the number is an integer from least to most. */
export function within(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most
}
