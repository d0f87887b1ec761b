import type { JsonValue } from '#surface/crypto'

/** A JSON text of the value with white space, escapes and member order as `choices` say; numbers keep their value. */
export function spell(value: JsonValue, choices: readonly number[]): string {
  let at = 0
  const choose = (options: number) => (choices.length === 0 ? 0 : choices[at++ % choices.length]! % options)
  const space = () => ['', '', ' ', '\n', '\t\r\n', '  '][choose(6)]!
  const write = (item: JsonValue): string => space() + writeBare(item) + space()
  const writeBare = (item: JsonValue): string => {
    if (typeof item === 'string') return spellString(item, choose)
    if (typeof item === 'number') return spellNumber(item, choose)
    if (typeof item !== 'object' || item === null) return String(item)
    if (Array.isArray(item)) return `[${item.length === 0 ? space() : item.map(write).join(',')}]`
    const members = Object.entries(item).map(
      ([key, member]) => `${space()}${spellString(key, choose)}${space()}:${write(member)}`,
    )
    if (choose(2) === 1) members.reverse()
    return `{${members.length === 0 ? space() : members.join(',')}}`
  }
  return write(value)
}

function spellString(text: string, choose: (options: number) => number): string {
  const short: Readonly<Record<string, string>> = {
    '\b': 'b',
    '\t': 't',
    '\n': 'n',
    '\f': 'f',
    '\r': 'r',
    '"': '"',
    '\\': '\\',
    '/': '/',
  }
  let out = '"'
  for (const character of text) {
    const way = choose(4)
    if (short[character] !== undefined && way < 2) out += `\\${short[character]}`
    else if (way === 2 || character < ' ' || character === '"' || character === '\\')
      out += hexEscapes(character, choose(2) === 1)
    else out += character
  }
  return `${out}"`
}

function hexEscapes(character: string, upper: boolean): string {
  let out = ''
  for (let at = 0; at < character.length; at++) {
    const digits = character.charCodeAt(at).toString(16).padStart(4, '0')
    out += `\\u${upper ? digits.toUpperCase() : digits}`
  }
  return out
}

function spellNumber(value: number, choose: (options: number) => number): string {
  const plain = Object.is(value, -0) ? '-0' : String(value)
  if (plain.includes('e') || choose(3) > 0) return plain
  return plain.includes('.') ? `${plain}00E+0` : `${plain}.0e-0`
}
