import { CryptoError } from './errors.ts'
import { badJson } from './json-cursor.ts'
import type { Cursor } from './json-cursor.ts'

const minus = 0x2d
const plus = 0x2b
const dot = 0x2e
const zero = 0x30

/** Reads the number that begins at the cursor. */
export function readNumber(cursor: Cursor): number {
  const { text, at: start } = cursor
  const end = endOfRun(text, start)
  let at = text.charCodeAt(start) === minus ? start + 1 : start
  // CRY-019: one zero, or digits that begin with another
  const integerEnd = text.charCodeAt(at) === zero ? at + 1 : needDigits(text, at)
  at = integerEnd
  if (text.charCodeAt(at) === dot) at = needDigits(text, at + 1)
  if (isExponentMark(text.charCodeAt(at))) at = needDigits(text, afterSign(text, at + 1))
  // CRY-019
  if (at !== end) throw badJson()
  cursor.at = end

  const written = text.slice(start, end)
  // CRY-015
  const value = Number(written)
  // CRY-020
  if (!Number.isFinite(value)) throw badNumber()
  const isInteger = integerEnd === end
  // CRY-020
  if (isInteger && Math.abs(value) > Number.MAX_SAFE_INTEGER && String(value) !== written) throw badNumber()
  // CRY-016
  return value === 0 ? 0 : value
}

/** Where the longest run of characters of a number ends. */
function endOfRun(text: string, start: number): number {
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    if (!isDigit(code) && code !== plus && code !== minus && code !== dot && !isExponentMark(code)) return at
    at++
  }
}

/** Where the digits end that must be here. */
function needDigits(text: string, start: number): number {
  let at = start
  while (isDigit(text.charCodeAt(at))) at++
  // CRY-019
  if (at === start) throw badJson()
  return at
}

function afterSign(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code === plus || code === minus ? at + 1 : at
}

function isDigit(code: number): boolean {
  return code >= zero && code <= 0x39
}

function isExponentMark(code: number): boolean {
  return code === 0x65 || code === 0x45
}

function badNumber(): CryptoError {
  return new CryptoError('BAD_NUMBER', 'No double carries this number faithfully.')
}
