import { isPlainObject, member, notJson, setMember } from './value.ts'
import type { JsonValue } from './value.ts'

/** Tells what a copy puts in the place of a string; `path` is the way to it, a number for an element. */
export type Replace = (text: string, path: readonly (string | number)[]) => string

interface Frame {
  source: object
  copy: object
  keys: string[] | undefined
  length: number
  at: number
}

/**
 * A copy of a JSON value that shares nothing with it. A value that is none, or that contains itself, is a TypeError. It goes through the value in its own
 * order, without recursion: a body may be as deep as it likes.
 */
export function copyJson(value: unknown, what: string, replace: Replace = (text) => text): JsonValue {
  const path: (string | number)[] = []
  const frames: Frame[] = []
  const open = new Set<object>()
  const take = (item: unknown): unknown => {
    if (item === null || typeof item === 'boolean' || typeof item === 'number') return item
    if (typeof item === 'string') return replace(item, path)
    if (typeof item !== 'object') notJson(what)
    if (open.has(item)) notJson(what)
    const isArray = Array.isArray(item)
    if (!isArray && !isPlainObject(item)) notJson(what)
    const keys = isArray ? undefined : Object.keys(item)
    const frame: Frame = { source: item, copy: isArray ? [] : {}, keys, length: isArray ? item.length : (keys as string[]).length, at: 0 }
    open.add(item)
    frames.push(frame)
    return frame.copy
  }
  const result = take(value)
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    if (frame.at === frame.length) {
      open.delete(frame.source)
      frames.pop()
      path.pop()
      continue
    }
    const at = frame.at++
    if (frame.keys === undefined) step((frame.source as unknown[])[at], at, frame)
    else step(member(frame.source, frame.keys[at] as string, what), frame.keys[at] as string, frame)
  }
  return result as JsonValue

  function step(item: unknown, key: string | number, frame: Frame): void {
    const depth = frames.length
    path.push(key)
    const copied = take(item)
    if (typeof key === 'number') (frame.copy as unknown[])[key] = copied
    else setMember(frame.copy, key, copied)
    if (frames.length === depth) path.pop()
  }
}
