import { CryptoError } from './errors.ts'
import { badJson } from './json-cursor.ts'
import type { Cursor } from './json-cursor.ts'

const quote = 0x22
const backslash = 0x5c

/** What an escape of one character stands for. */
const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

/** Reads the string or key whose opening quotation mark is at the cursor. */
export function readString(cursor: Cursor): string {
  const { text } = cursor
  let at = cursor.at + 1
  // What has been read up to `from`, its escapes resolved.
  let value = ''
  let from = at
  let hasUnicodeEscape = false
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === quote) break
    // CRY-019: a control character, or the end of the text (NaN)
    if (!(code >= 0x20)) throw badJson()
    if (code !== backslash) {
      at++
      continue
    }
    const isUnicode = text[at + 1] === 'u'
    hasUnicodeEscape ||= isUnicode
    // CRY-013
    value += text.slice(from, at) + (isUnicode ? unicodeEscape(text, at + 2) : shortEscape(text, at + 1))
    at += isUnicode ? 6 : 2
    from = at
  }
  value += text.slice(from, at)
  cursor.at = at + 1
  // CRY-021: the text itself was UTF-8, so that only an escape can leave a lone surrogate.
  if (hasUnicodeEscape && !value.isWellFormed()) throw new CryptoError('BAD_STRING', 'A string has a lone surrogate.')
  return value
}

function shortEscape(text: string, at: number): string {
  const character = shortEscapes.get(text.charAt(at))
  // CRY-019
  if (character === undefined) throw badJson()
  return character
}

/** The code unit of the four hexadecimal digits that must be here. */
function unicodeEscape(text: string, at: number): string {
  for (let i = at; i < at + 4; i++) {
    // CRY-019
    if (!isHexDigit(text.charCodeAt(i))) throw badJson()
  }
  return String.fromCharCode(Number.parseInt(text.slice(at, at + 4), 16))
}

function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66)
}
