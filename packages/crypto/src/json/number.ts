import { refuse } from '../errors.ts'

const run = /[-0-9+.eE]+/y
const grammar = /^-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/

/** The number at a place of a text, and where its run of characters ends. */
export function readNumber(text: string, at: number): [number, number] {
  run.lastIndex = at
  const written = run.exec(text)?.[0] ?? ''
  const match = grammar.exec(written)
  // CRY-019, CRY-020
  if (match === null) refuse('BAD_JSON', 'the bytes are not a JSON text')
  // CRY-015
  const value = Number(written)
  const integer = match[1] === undefined && match[2] === undefined
  // CRY-020
  if (!Number.isFinite(value) || (integer && !Number.isSafeInteger(value) && String(value) !== written))
    refuse('BAD_NUMBER', 'a number is not carried by a double')
  // CRY-016
  return [value === 0 ? 0 : value, at + written.length]
}
