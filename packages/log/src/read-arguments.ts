import { isBytes } from './bytes.ts'

// Arguments, each member read once. What does not have the declared type is a TypeError; lengths and contents are looked
// at later, when the types of all arguments are known to be right. `what` is the name that the surface gives, and stands in
// the message: `oldSize`, or `oldSize of consistency` for a member.

/** Bytes, not yet copied. */
export function asBytes(value: unknown, what: string): Uint8Array {
  // LOG-003
  if (!isBytes(value)) throw new TypeError(`${what} must be a Uint8Array.`)
  return value
}

/** A string, well-formed or not. */
export function asString(value: unknown, what: string): string {
  // LOG-003
  if (typeof value !== 'string') throw new TypeError(`${what} must be a string.`)
  return value
}

/** A number, in range or not; 0 for −0. */
export function asNumber(value: unknown, what: string): number {
  // LOG-003
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number.`)
  return value + 0
}

/** The members of an object by name, of whatever type. */
export function asRecord(value: unknown, what: string): Readonly<Record<string, unknown>> {
  // LOG-003
  if (!isRecord(value)) throw new TypeError(`${what} must be an object.`)
  return value
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** Each element as `read` gives it, which is told what to call it; a hole counts as undefined. */
export function asList<T>(value: unknown, what: string, read: (element: unknown, what: string) => T): T[] {
  // LOG-003
  if (!Array.isArray(value)) throw new TypeError(`${what} must be an array.`)
  const list: readonly unknown[] = value
  const { length } = list
  const elements: T[] = []
  const item = `an item of ${what}`
  for (let i = 0; i < length; i++) elements.push(read(Object.hasOwn(list, i) ? list[i] : undefined, item))
  return elements
}
