import { refuse } from '../errors.ts'
import { jsonDepthMax } from './limits.ts'
import { readNumber } from './number.ts'
import { setMember } from './value.ts'
import type { JsonValue } from './value.ts'

const plainString = /[^"\\\u0000-\u001f]*/y
const escapes: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** Goes through a text once, and so meets its first fault first (CRY-024). */
export class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): JsonValue {
    this.#space()
    const value = this.#value(1)
    this.#space()
    if (this.#at < this.#text.length) this.#bad()
    return value
  }

  // CRY-019
  #bad(): never {
    refuse('BAD_JSON', 'the bytes are not a JSON text')
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#at++
    }
  }

  #value(depth: number): JsonValue {
    const code = this.#text.charCodeAt(this.#at)
    if (code === 0x22) return this.#string()
    if (code === 0x7b) return this.#object(depth)
    if (code === 0x5b) return this.#array(depth)
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const [value, end] = readNumber(this.#text, this.#at)
      this.#at = end
      return value
    }
    if (code === 0x74) return this.#literal('true', true)
    if (code === 0x66) return this.#literal('false', false)
    if (code === 0x6e) return this.#literal('null', null)
    this.#bad()
  }

  #literal(word: string, value: JsonValue): JsonValue {
    if (!this.#text.startsWith(word, this.#at)) this.#bad()
    this.#at += word.length
    return value
  }

  #enter(depth: number): void {
    // CRY-023
    if (depth > jsonDepthMax) refuse('TOO_DEEP', 'the text has too many containers within each other')
    this.#at++
    this.#space()
  }

  /** Whether the character is the next one, which is then passed. */
  #pass(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false
    this.#at++
    return true
  }

  #array(depth: number): JsonValue[] {
    this.#enter(depth)
    const array: JsonValue[] = []
    if (this.#pass(0x5d)) return array
    for (;;) {
      array.push(this.#value(depth + 1))
      this.#space()
      if (this.#pass(0x5d)) return array
      if (!this.#pass(0x2c)) this.#bad()
      this.#space()
    }
  }

  #object(depth: number): { [key: string]: JsonValue } {
    this.#enter(depth)
    const object: { [key: string]: JsonValue } = {}
    if (this.#pass(0x7d)) return object
    for (;;) {
      if (this.#text.charCodeAt(this.#at) !== 0x22) this.#bad()
      const key = this.#string()
      // CRY-022
      if (Object.hasOwn(object, key)) refuse('DUPLICATE_KEY', 'an object has two equal keys')
      this.#space()
      if (!this.#pass(0x3a)) this.#bad()
      this.#space()
      // CRY-014
      setMember(object, key, this.#value(depth + 1))
      this.#space()
      if (this.#pass(0x7d)) return object
      if (!this.#pass(0x2c)) this.#bad()
      this.#space()
    }
  }

  #string(): string {
    this.#at++
    let value = ''
    let escaped = false
    for (;;) {
      plainString.lastIndex = this.#at
      plainString.test(this.#text)
      const end = plainString.lastIndex
      value += this.#text.slice(this.#at, end)
      this.#at = end
      if (this.#pass(0x22)) {
        // CRY-021
        if (escaped && !value.isWellFormed()) refuse('BAD_STRING', 'a string is not well-formed')
        return value
      }
      if (!this.#pass(0x5c)) this.#bad()
      escaped = true
      value += this.#escape()
    }
  }

  #escape(): string {
    const letter = this.#text.charAt(this.#at++)
    if (letter === 'u') {
      const digits = this.#text.slice(this.#at, this.#at + 4)
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#bad()
      this.#at += 4
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const character = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined
    if (character === undefined) this.#bad()
    return character
  }
}
