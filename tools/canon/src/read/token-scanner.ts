import type { Node } from './syntax.ts'

/** Thrown where a text holds more than the plain declarations; never leaves this room. */
export const notPlain = new Error('not a plain declaration')

/** The words and signs of a declaration file, one after another; white space and comments are passed over. */
export interface Scanner {
  atEnd(): boolean
  /** Where the next word or sign starts. */
  start(): number
  /** @throws notPlain */
  word(): string
  /** A name that is declared: no word of the language. @throws notPlain */
  name(): Node
  /** The name of a parameter, which may be that of a type. @throws notPlain */
  parameter(): Node
  /** The name of a member, in quotes or not. @throws notPlain */
  key(): Node
  /** A string without escapes or a whole number. @throws notPlain */
  literal(): Node | undefined
  isReserved(word: string): boolean
  peeks(sign: string): boolean
  takes(sign: string): boolean
  /** Only where it stands on the line of what was before. */
  takesOnLine(sign: string): boolean
  /** Between a word and what it modifies: a line's end there can mean something else. @throws notPlain */
  staysOnLine(): void
  /** A semicolon or the end of the line. @throws notPlain */
  endsStatement(): void
  /** One of the signs, the end of the line, or a closing brace, which stays. @throws notPlain */
  endsMember(signs: string): void
}

export function scannerOf(text: string): Scanner {
  let at = 0
  let newLine = false
  skip()

  /** Stands at the next token afterwards; `newLine` tells of a line's end before it. */
  function skip(): void {
    newLine = false
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === LF) {
        newLine = true
        at++
      } else if (code === SPACE || code === TAB) at++
      else if (code === SLASH) skipComment()
      else return
    }
  }

  function skipComment(): void {
    const next = text.charCodeAt(at + 1)
    if (next === SLASH) {
      const end = text.indexOf('\n', at)
      at = end === -1 ? text.length : end
    } else if (next === STAR) {
      const end = text.indexOf('*/', at + 2)
      if (end === -1) throw notPlain
      if (text.slice(at, end).includes('\n')) newLine = true
      at = end + 2
    } else throw notPlain
  }

  function word(): string {
    const from = at
    if (!isLetter(text.charCodeAt(at))) throw notPlain
    while (isLetter(text.charCodeAt(at)) || isDigit(text.charCodeAt(at))) at++
    // Letters of other scripts and escapes go on with the name.
    if (text.charCodeAt(at) > 127 || text.charCodeAt(at) === BACKSLASH) throw notPlain
    const found = text.slice(from, at)
    skip()
    return found
  }

  function takes(sign: string): boolean {
    if (text[at] !== sign) return false
    at++
    skip()
    return true
  }

  function literal(): Node | undefined {
    const start = at
    const quote = text[at]
    if (quote === "'" || quote === '"') {
      const end = text.indexOf(quote, at + 1)
      const value = text.slice(at + 1, end)
      if (end === -1 || /[\\\n\r\u2028\u2029]/.test(value)) throw notPlain
      at = end + 1
      skip()
      return { type: 'Literal', start, end: at, value }
    }
    if (!isDigit(text.charCodeAt(at))) return undefined
    while (isDigit(text.charCodeAt(at))) at++
    const digits = text.slice(start, at)
    const after = text.charCodeAt(at)
    if (digits.length > 15 || (digits.length > 1 && digits.startsWith('0'))) throw notPlain
    if (isLetter(after) || after === DOT || after > 127 || after === BACKSLASH) throw notPlain
    skip()
    return { type: 'Literal', start, end: at, value: Number(digits) }
  }

  const identifier = (): Node => {
    const start = at
    return { type: 'Identifier', start, end: 0, name: word() }
  }

  return {
    atEnd: () => at >= text.length,
    start: () => at,
    word,
    name: () => {
      const id = identifier()
      if (reserved.has(id.name as string)) throw notPlain
      return id
    },
    parameter: () => {
      const id = identifier()
      if (reserved.has(id.name as string) && !typeWords.has(id.name as string)) throw notPlain
      return id
    },
    key: () => {
      if (!isDigit(text.charCodeAt(at))) return literal() ?? identifier()
      throw notPlain
    },
    literal,
    isReserved: (name) => reserved.has(name),
    peeks: (sign) => text[at] === sign,
    takes,
    takesOnLine: (sign) => !newLine && takes(sign),
    staysOnLine: () => {
      if (newLine) throw notPlain
    },
    endsStatement: () => {
      if (!takes(';') && !newLine && at < text.length) throw notPlain
    },
    endsMember: (signs) => {
      for (const sign of signs) if (takes(sign)) return
      if (!newLine && text[at] !== '}') throw notPlain
    },
  }
}

const [TAB, LF, SPACE, STAR, SLASH, DOT, BACKSLASH] = [9, 10, 32, 42, 47, 46, 92]
const isDigit = (code: number): boolean => code >= 48 && code <= 57
/** ASCII letters, `_` and `$`. */
const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36

/** Words that are a type's where a type stands, and a name elsewhere. */
const typeWords = new Set('any bigint boolean from get never number object of set source string symbol type unknown'.split(' '))

/** Words of the language in any of its places: a name among them is left to the parser. */
const reserved = new Set(
  (
    'abstract accessor any arguments as asserts assert async await bigint boolean break case catch class const constructor ' +
    'continue debugger declare default defer delete do else enum eval export extends false finally for from function get ' +
    'global if implements import in infer instanceof interface intrinsic is keyof let meta module namespace never new null ' +
    'number object of out override package private protected public readonly require return satisfies set source static ' +
    'string super switch symbol target this throw true try type typeof undefined unique unknown using var void while with yield'
  ).split(' '),
)
