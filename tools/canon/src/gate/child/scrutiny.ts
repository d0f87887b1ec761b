import type { Scrutiny } from '../wire/scrutiny.ts'
import { isBytes } from './same-data.ts'

/** Taken before the package loads. */
const { apply, getPrototypeOf, ownKeys } = Reflect
const { isArray, prototype: arrayPrototype } = Array
const { prototype: objectPrototype } = Object
const { prototype: bytesPrototype } = Uint8Array
const { then } = Promise.prototype
const OTHERS: readonly (readonly [string, object])[] = [
  ['Map', Map.prototype],
  ['Set', Set.prototype],
  ['Date', Date.prototype],
  ['ArrayBuffer', ArrayBuffer.prototype],
]

/** Lists as long as this are looked at for fields beside their items; listing the keys of longer ones costs more than it tells. */
const LOOKED_AT_MAX = 16
const HOPS_MAX = 16

/** How closely the package's end looks at what a package gives; `classes` are its exported ones. */
export function scrutinyOf(classes: readonly (readonly [string, object])[], isProxy: (value: object) => boolean): Scrutiny {
  return {
    data: (value) => {
      if (isProxy(value)) return 'a proxy is not plain data'
      const prototype = getPrototypeOf(value)
      if (isBytes(value))
        return prototype === bytesPrototype ? beside(value, value.length, 'bytes') : 'a subclass of Uint8Array is not plain bytes'
      if (isArray(value))
        return prototype === arrayPrototype
          ? beside(value, value.length + 1, 'an array')
          : 'a subclass of Array is not plain data'
      if (prototype === objectPrototype || prototype === null) return undefined
      for (let i = 0; i < OTHERS.length; i++)
        if (prototype !== OTHERS[i]![1] && inherits(value, OTHERS[i]![1]))
          return `a subclass of ${OTHERS[i]![0]} is not plain data`
      return undefined
    },
    classes: (error) => {
      const names: string[] = []
      for (let at = getPrototypeOf(error), hops = 0; at !== null && at !== objectPrototype && hops < HOPS_MAX; hops++) {
        const name = exportedName(at) ?? ownName(at)
        if (name !== undefined) names[names.length] = name
        at = getPrototypeOf(at)
      }
      return names
    },
    settle: (promise, resolved, rejected) => {
      try {
        apply(then, promise, [resolved, rejected])
        return true
      } catch {
        return false
      }
    },
  }

  function exportedName(prototype: object): string | undefined {
    for (let i = 0; i < classes.length; i++) if (classes[i]![1] === prototype) return classes[i]![0]
    return undefined
  }

  /** A class that is not exported goes by its name, unless that is the name of one that is. */
  function ownName(prototype: object): string | undefined {
    const name: unknown = (prototype as { constructor?: { name?: unknown } }).constructor?.name
    if (typeof name !== 'string') return undefined
    for (let i = 0; i < classes.length; i++) if (classes[i]![0] === name) return undefined
    return name
  }
}

function beside(value: { readonly length: number }, keys: number, what: string): string | undefined {
  if (value.length > LOOKED_AT_MAX || ownKeys(value).length <= keys) return undefined
  return `${what} with fields beside the items`
}

function inherits(value: object, prototype: object): boolean {
  for (let at = getPrototypeOf(value), hops = 0; at !== null && hops < HOPS_MAX; at = getPrototypeOf(at), hops++)
    if (at === prototype) return true
  return false
}
