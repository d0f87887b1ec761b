import { NOT_COMPARED } from '../wire/conduct.ts'

/** Taken before the package loads. */
const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect
const { is, prototype: objectPrototype } = Object
const { isArray, prototype: arrayPrototype } = Array
const { getTime } = Date.prototype
const mapEach = Map.prototype.forEach
const setEach = Set.prototype.forEach
const tagOf = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype) as object, Symbol.toStringTag)!.get!
const { prototype: datePrototype } = Date
const { prototype: mapPrototype } = Map
const { prototype: setPrototype } = Set

/** A `Uint8Array` by its kind, not by its prototype; false for a proxy of one, whose traps must not run. */
export const isBytes = (value: object): value is Uint8Array => apply(tagOf, value, []) === 'Uint8Array'

/** Arrays and objects of no class. */
export function isPlain(value: object): boolean {
  const prototype = getPrototypeOf(value)
  return prototype === objectPrototype || prototype === arrayPrototype || prototype === null
}

/**
 * Where data differs from what was made equal to it, as a path such as `.a[0]`; undefined where nowhere. `expected` was decoded from
 * the wire and never seen by the package; `visit` is called with each object and array of `actual`.
 */
export function difference(actual: unknown, expected: unknown, visit: (object: object) => void): string | undefined {
  if (typeof expected !== 'object' || expected === null) return expected === NOT_COMPARED || is(actual, expected) ? undefined : ''
  if (typeof actual !== 'object' || actual === null) return ''
  const prototype = getPrototypeOf(expected)
  if (isBytes(expected)) return isBytes(actual) && sameBytes(actual, expected) ? undefined : ''
  if (getPrototypeOf(actual) !== prototype) return ''
  if (prototype === datePrototype) return is(apply(getTime, actual, []), apply(getTime, expected, [])) ? undefined : ''
  if (prototype === mapPrototype) return entries(mapEach, actual, expected)
  if (prototype === setPrototype) return entries(setEach, actual, expected)
  if (prototype !== objectPrototype && prototype !== arrayPrototype) return undefined
  visit(actual)
  return fields(actual, expected, visit)
}

function fields(actual: object, expected: object, visit: (object: object) => void): string | undefined {
  const keys = ownKeys(expected)
  if (ownKeys(actual).length !== keys.length) return ''
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!
    const theirs = getOwnPropertyDescriptor(actual, key)
    const path = isArray(expected) ? `[${String(key)}]` : `.${String(key)}`
    if (theirs === undefined || !('value' in theirs)) return path
    const below = difference(theirs.value, getOwnPropertyDescriptor(expected, key)!.value, visit)
    if (below !== undefined) return path + below
  }
  return undefined
}

/** Of maps and sets, in their order. */
function entries(
  each: (body: (value: unknown, key: unknown) => void) => void,
  actual: object,
  expected: object,
): string | undefined {
  const list = (of: object) => {
    const items: unknown[] = []
    apply(each, of, [
      (value: unknown, key: unknown) => {
        items[items.length] = key
        items[items.length] = value
      },
    ])
    return items
  }
  return difference(list(actual), list(expected), () => {}) === undefined ? undefined : ''
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) return false
  return true
}
