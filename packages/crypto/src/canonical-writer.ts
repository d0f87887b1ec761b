import { CryptoError } from './errors.ts'
import { jsonBytesMax, jsonDepthMax } from './limits.ts'

/** Strings from this length on are remembered once they were found well-formed. */
const longString = 1024
const rememberedMax = 32

/** Strings in which nothing is replaced; a short cut for most. */
const plainText = /^[ !#-[\]-~]{0,64}$/

/**
 * Walks a value in the order of writing and writes its canonical form. Each code unit takes at least one byte, so that the
 * text is dropped once it has more units than a form may have bytes; the walk goes on, for faults that come later.
 */
export class CanonicalWriter {
  #text = ''
  #tooLong = false
  #visited = 0
  readonly #wellFormed = new Set<string>()

  /** The canonical form as text; undefined where it is too long. */
  write(value: unknown): string | undefined {
    this.#visit(value, 0)
    return this.#tooLong ? undefined : this.#text
  }

  /** `depth` is that of the container around the value. */
  #visit(value: unknown, depth: number): void {
    switch (typeof value) {
      case 'string':
        this.#checkString(value)
        this.#count()
        return this.#appendString(value)
      case 'number':
        // CRY-009
        if (!Number.isFinite(value)) throw new CryptoError('BAD_NUMBER', 'JSON has only finite numbers.')
        this.#count()
        // CRY-006
        return this.#append(String(value))
      case 'boolean':
        this.#count()
        return this.#append(value ? 'true' : 'false')
      case 'object':
        if (value !== null) return this.#visitContainer(value, depth + 1)
        this.#count()
        return this.#append('null')
      default:
        // CRY-007
        throw new TypeError(`A JSON value cannot be of type ${typeof value}.`)
    }
  }

  #visitContainer(value: object, depth: number): void {
    const isArray = Array.isArray(value)
    // CRY-007
    if (!isArray && !isPlain(value)) throw new TypeError('A JSON object must be a plain object.')
    // CRY-008
    if (depth > jsonDepthMax) throw new CryptoError('TOO_DEEP', `Containers may be ${jsonDepthMax} deep.`)
    this.#count()
    if (isArray) this.#visitElements(value, depth)
    else this.#visitMembers(value, depth)
  }

  // CRY-002
  #visitElements(array: readonly unknown[], depth: number): void {
    this.#append('[')
    const { length } = array
    for (let i = 0; i < length; i++) {
      if (i > 0) this.#append(',')
      this.#visit(dataOf(array, i), depth)
    }
    this.#append(']')
  }

  // CRY-002
  #visitMembers(object: object, depth: number): void {
    this.#append('{')
    // CRY-003, CRY-004
    const keys = Object.keys(object).sort()
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? ''
      this.#checkString(key)
      const value = dataOf(object, key)
      if (i > 0) this.#append(',')
      this.#appendString(key)
      this.#append(':')
      this.#visit(value, depth)
    }
    this.#append('}')
  }

  // CRY-012
  #count(): void {
    this.#visited++
    if (this.#visited > jsonBytesMax) throw tooLarge()
  }

  #checkString(text: string): void {
    if (text.length >= longString && this.#wellFormed.has(text)) return
    // CRY-010
    if (!text.isWellFormed()) throw new CryptoError('BAD_STRING', 'A string has a lone surrogate.')
    if (text.length >= longString && this.#wellFormed.size < rememberedMax) this.#wellFormed.add(text)
  }

  #appendString(text: string): void {
    if (this.#tooLong || text.length > jsonBytesMax) this.#append(text)
    // CRY-005: for a well-formed string, JSON.stringify makes just these replacements.
    else this.#append(plainText.test(text) ? `"${text}"` : JSON.stringify(text))
  }

  #append(text: string): void {
    if (this.#tooLong) return
    if (this.#text.length + text.length <= jsonBytesMax) {
      this.#text += text
      return
    }
    this.#tooLong = true
    this.#text = ''
  }
}

/** The refusal of CRY-011. */
export function tooLarge(): CryptoError {
  return new CryptoError('TOO_LARGE', `A JSON document may have ${jsonBytesMax} bytes.`)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The value of an own property, read without running any code of its maker; undefined for a hole. */
function dataOf(owner: object, key: PropertyKey): unknown {
  const property = Object.getOwnPropertyDescriptor(owner, key)
  if (property === undefined) return undefined
  // CRY-007
  if (!Object.hasOwn(property, 'value')) throw new TypeError('A member of a JSON value must not be an accessor.')
  return property.value
}
