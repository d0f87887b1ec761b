/** Bytes that this package made: plain, and over memory of their own. */
export type Bytes = Uint8Array<ArrayBuffer>

// The getters of all typed arrays: they look at the object itself, whatever a subclass says.
const typedArrayPrototype: object = Object.getPrototypeOf(Uint8Array.prototype)
const tagGetter = getterOf(Symbol.toStringTag)
const lengthGetter = getterOf('length')

function getterOf(key: string | symbol): () => unknown {
  const getter = Object.getOwnPropertyDescriptor(typedArrayPrototype, key)?.get
  if (getter === undefined) throw new TypeError('The platform lacks typed arrays.')
  return getter
}

/** Whether a value is a Uint8Array, of a subclass too. */
export function isBytes(value: unknown): value is Uint8Array {
  return Reflect.apply(tagGetter, value, []) === 'Uint8Array'
}

/** How many bytes a view shows. */
export function lengthOf(bytes: Uint8Array): number {
  return Number(Reflect.apply(lengthGetter, bytes, []))
}

/** A plain copy of the bytes that a view shows. */
export function copyOf(bytes: Uint8Array): Bytes {
  const copy = new Uint8Array(lengthOf(bytes))
  // A view whose buffer is detached shows nothing, and cannot be read.
  if (copy.length > 0) copy.set(bytes)
  return copy
}

/** One buffer with all parts in their order. */
export function concat(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + lengthOf(part), 0))
  let at = 0
  for (const part of parts) {
    const length = lengthOf(part)
    if (length > 0) whole.set(part, at)
    at += length
  }
  return whole
}

/** Whether two plain buffers hold the same bytes. */
export function sameBytes(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** Two lower-case hexadecimal digits for each byte. */
export function toHex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
