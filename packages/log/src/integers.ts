import { sizeMax } from './limits.ts'

/** Whether a number is an integer from `min` to `max`. */
export function isIntegerIn(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max
}

/** The number that a decimal writes; undefined for a string that is none, or one over `sizeMax`. */
export function fromDecimal(text: string): number | undefined {
  if (text.length > String(sizeMax).length || !/^(?:0|[1-9][0-9]*)$/.test(text)) return undefined
  const value = Number(text)
  return value <= sizeMax ? value : undefined
}
