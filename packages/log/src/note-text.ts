import { noteBytesMax } from './limits.ts'
import { fitsUtf8 } from './utf8.ts'

/** Whether a string is a note text. */
export function isNoteText(text: string): boolean {
  return text.endsWith('\n') && !hasControl(text) && text.isWellFormed() && fitsUtf8(text, noteBytesMax)
}

/** Whether a string has a character below U+0020 other than newlines. */
export function hasControl(text: string): boolean {
  return /[\u0000-\u0009\u000b-\u001f]/.test(text)
}
