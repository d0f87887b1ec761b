import { jsonBytesMax, jsonDepthMax } from './limits.ts'
import { isPlainObject, member, notJson } from './value.ts'

/** Refuses, as a TypeError, what is not a plain object of JSON values. What is over the limits of depth and size is for `canonicalize` to tell. */
export function checkJsonObject(value: unknown, what: string): { [key: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isPlainObject(value)) throw new TypeError(`${what} must be a plain object`)
  let visited = 0
  const visit = (item: unknown, depth: number): void => {
    if (++visited > jsonBytesMax) return
    if (item === null || typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') return
    if (typeof item !== 'object') notJson(what)
    const isArray = Array.isArray(item)
    if (!isArray && !isPlainObject(item)) notJson(what)
    if (depth > jsonDepthMax) return
    if (isArray) for (let i = 0; i < item.length && visited <= jsonBytesMax; i++) visit(item[i], depth + 1)
    else {
      for (const key of Object.keys(item)) {
        if (visited > jsonBytesMax) return
        visit(member(item, key, what), depth + 1)
      }
    }
  }
  visit(value, 1)
  return value
}
