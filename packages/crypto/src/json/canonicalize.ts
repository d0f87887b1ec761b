import { utf8 } from '../bytes.ts'
import { refuse } from '../errors.ts'
import { jsonBytesMax, jsonDepthMax } from './limits.ts'
import { isPlainObject, member, notJson } from './value.ts'
import type { JsonValue } from './value.ts'

const unescaped = /^[ !#-[\]-~]*$/

/** The canonical form of RFC 8785, UTF-8. */
export function canonicalize(value: JsonValue): Uint8Array {
  return canonicalizeAs(value, 'value')
}

/** The canonical form of an argument that has this name. */
export function canonicalizeAs(value: unknown, what: string): Uint8Array {
  const walk = new Walk(what)
  walk.visit(value, 1)
  const bytes = utf8(walk.text)
  // CRY-011
  if (walk.over || bytes.length > jsonBytesMax) refuse('TOO_LARGE', 'the canonical form is too long')
  return bytes
}

/** The one walk of CRY-012: it writes, and ends in the first fault. */
class Walk {
  text = ''
  over = false
  readonly #what: string
  #visited = 0

  constructor(what: string) {
    this.#what = what
  }

  visit(value: unknown, depth: number): void {
    switch (typeof value) {
      case 'string':
        this.#count()
        this.#string(value)
        return
      case 'number':
        // CRY-009
        if (!Number.isFinite(value)) refuse('BAD_NUMBER', 'a number is not finite')
        this.#count()
        // CRY-006
        this.#write(String(value))
        return
      case 'boolean':
        this.#count()
        this.#write(value ? 'true' : 'false')
        return
      case 'object':
        if (value === null) {
          this.#count()
          this.#write('null')
        } else if (Array.isArray(value)) this.#array(value, depth)
        else if (isPlainObject(value)) this.#object(value, depth)
        else notJson(this.#what)
        return
      default:
        // CRY-007
        notJson(this.#what)
    }
  }

  #array(array: unknown[], depth: number): void {
    this.#enter(depth)
    this.#write('[')
    const length = array.length
    for (let i = 0; i < length; i++) {
      if (i > 0) this.#write(',')
      this.visit(array[i], depth + 1)
    }
    this.#write(']')
  }

  #object(object: { [key: string]: unknown }, depth: number): void {
    this.#enter(depth)
    this.#write('{')
    let first = true
    // CRY-003, CRY-004
    for (const key of Object.keys(object).sort()) {
      if (!first) this.#write(',')
      first = false
      this.#string(key)
      this.#write(':')
      this.visit(member(object, key, this.#what), depth + 1)
    }
    this.#write('}')
  }

  #enter(depth: number): void {
    // CRY-008
    if (depth > jsonDepthMax) refuse('TOO_DEEP', 'the value has too many containers within each other')
    this.#count()
  }

  #string(value: string): void {
    if (value.length < 64 && unescaped.test(value)) {
      this.#write(`"${value}"`)
      return
    }
    // CRY-010
    if (!value.isWellFormed()) refuse('BAD_STRING', 'a string is not well-formed')
    // CRY-005: of a well-formed string ECMAScript's escapes are those of the table.
    if (!this.over) this.#write(value.length > jsonBytesMax ? value : JSON.stringify(value))
  }

  #write(text: string): void {
    if (this.over) return
    this.text += text
    if (this.text.length > jsonBytesMax) {
      this.over = true
      this.text = ''
    }
  }

  #count(): void {
    // CRY-012
    if (++this.#visited > jsonBytesMax) refuse('TOO_LARGE', 'the value has too many values in it')
  }
}
