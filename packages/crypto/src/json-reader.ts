import { CryptoError } from './errors.ts'
import { badJson, skipSpace } from './json-cursor.ts'
import type { Cursor } from './json-cursor.ts'
import { readNumber } from './json-number.ts'
import { readString } from './json-string.ts'
import type { JsonValue } from './json-value.ts'
import { jsonDepthMax } from './limits.ts'

/**
 * The value of a JSON text. One pass from left to right, which ends at the first fault. Of two faults at one character, that of
 * the earlier clause is looked for first (CRY-024).
 */
export function readText(text: string): JsonValue {
  const cursor: Cursor = { text, at: 0 }
  const value = readValue(cursor, 0)
  skipSpace(cursor)
  // CRY-019
  if (cursor.at !== text.length) throw badJson()
  return value
}

/** `depth` is that of the container around the value. */
function readValue(cursor: Cursor, depth: number): JsonValue {
  skipSpace(cursor)
  switch (cursor.text[cursor.at]) {
    case '{':
      return readObject(cursor, depth + 1)
    case '[':
      return readArray(cursor, depth + 1)
    case '"':
      return readString(cursor)
    case 't':
      return readLiteral(cursor, 'true', true)
    case 'f':
      return readLiteral(cursor, 'false', false)
    case 'n':
      return readLiteral(cursor, 'null', null)
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      return readNumber(cursor)
    default:
      // CRY-019
      throw badJson()
  }
}

function readLiteral(cursor: Cursor, written: string, value: boolean | null): boolean | null {
  // CRY-019
  if (!cursor.text.startsWith(written, cursor.at)) throw badJson()
  cursor.at += written.length
  return value
}

function readArray(cursor: Cursor, depth: number): JsonValue[] {
  enter(cursor, depth)
  const array: JsonValue[] = []
  if (takes(cursor, ']')) return array
  do array.push(readValue(cursor, depth))
  while (goesOn(cursor, ']'))
  return array
}

function readObject(cursor: Cursor, depth: number): { [key: string]: JsonValue } {
  enter(cursor, depth)
  const object: { [key: string]: JsonValue } = {}
  if (takes(cursor, '}')) return object
  do {
    skipSpace(cursor)
    // CRY-019
    if (cursor.text[cursor.at] !== '"') throw badJson()
    const key = readString(cursor)
    // CRY-022
    if (Object.hasOwn(object, key)) throw new CryptoError('DUPLICATE_KEY', 'An object has two equal keys.')
    // CRY-019
    if (!takes(cursor, ':')) throw badJson()
    addMember(object, key, readValue(cursor, depth))
  } while (goesOn(cursor, '}'))
  return object
}

/** Takes the opening bracket of a container. */
function enter(cursor: Cursor, depth: number): void {
  // CRY-023
  if (depth > jsonDepthMax) throw new CryptoError('TOO_DEEP', `Containers may be ${jsonDepthMax} deep.`)
  cursor.at++
}

/** After white space, takes this character if it is the next. */
function takes(cursor: Cursor, character: string): boolean {
  skipSpace(cursor)
  if (cursor.text[cursor.at] !== character) return false
  cursor.at++
  return true
}

/** After an element or a member: whether another must follow. */
function goesOn(cursor: Cursor, closing: string): boolean {
  if (takes(cursor, ',')) return true
  // CRY-019
  if (!takes(cursor, closing)) throw badJson()
  return false
}

function addMember(object: { [key: string]: JsonValue }, key: string, value: JsonValue): void {
  // CRY-014: an inherited property, `__proto__` above all, must not take part.
  if (key in object) Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  else object[key] = value
}
