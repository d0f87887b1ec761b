import { nameBytesMax } from './limits.ts'
import { fitsUtf8 } from './utf8.ts'

// U+0000 to U+0020, "+", and the white space that the document lists.
const forbidden = /[\u0000-\u0020+\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

/** Whether a string is a key name. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.isWellFormed() && !forbidden.test(name) && fitsUtf8(name, nameBytesMax)
}
