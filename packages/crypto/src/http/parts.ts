import type { Input, Reading } from './input.ts'
import { need } from './input.ts'
import { bad, checkName, checkValue, httpFieldsMax, httpHeadMax, tooLarge } from './proper.ts'
import type { HttpField } from './types.ts'
import { varintLength, varintValue } from './varint.ts'

/** A varint within the next `most` bytes. */
export function* readNumber(input: Input, most = Infinity): Reading<number> {
  // CRY-126
  if (most < 1 || !(yield* need(input, 1))) bad()
  const length = varintLength(input.peek())
  if (length > most || !(yield* need(input, length))) bad()
  return varintValue(input.view(length))
}

/** A varint, or 0 where the bytes end before it. */
export function* readNumberOrEnd(input: Input): Reading<number> {
  // CRY-125
  if (!(yield* need(input, 1))) return 0
  return yield* readNumber(input)
}

/** The next bytes as text; a length over the rest is refused. */
export function* readText(input: Input, length: number): Reading<string> {
  // CRY-126, CRY-127
  if (!(yield* need(input, length))) bad()
  return input.text(length)
}

export function* readSection(input: Input, known: boolean): Reading<HttpField[]> {
  const fields: HttpField[] = []
  if (!known) {
    const begin = input.taken
    for (;;) {
      const length = yield* readNumberOrEnd(input)
      if (length === 0) return fields
      fields.push(yield* readLine(input, length, begin, Infinity, fields.length))
    }
  }
  const section = yield* readNumberOrEnd(input)
  // CRY-118
  if (section > httpHeadMax) tooLarge()
  // CRY-127
  if (input.ended && input.available < section) bad()
  const begin = input.taken
  const end = begin + section
  while (input.taken < end) {
    // CRY-118
    if (fields.length >= httpFieldsMax) tooLarge()
    const length = yield* readNumber(input, end - input.taken)
    fields.push(yield* readLine(input, length, begin, end, fields.length))
  }
  return fields
}

/** A field line of which the length of the name has been read. */
function* readLine(input: Input, nameLength: number, begin: number, end: number, before: number): Reading<HttpField> {
  // CRY-118
  if (before >= httpFieldsMax) tooLarge()
  const name = yield* readPart(input, nameLength, begin, end)
  checkName(name)
  const valueLength = yield* readNumber(input, end - input.taken)
  const value = yield* readPart(input, valueLength, begin, end)
  checkValue(value)
  return { name, value }
}

function* readPart(input: Input, length: number, begin: number, end: number): Reading<string> {
  // CRY-126: in known framing the section's length has been checked already, and a name or a value has no limit of its own (CRY-120).
  if (input.taken + length > end) bad()
  // CRY-118
  if (input.taken - begin + length > httpHeadMax) tooLarge()
  return yield* readText(input, length)
}
