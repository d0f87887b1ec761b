import { copyOf, lengthOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import { noteBytesMax, signaturesMax } from './limits.ts'
import { hasControl } from './note-text.ts'
import type { Line, Note, ReadNote } from './notes.ts'
import { asBytes } from './read-arguments.ts'
import { parseLine } from './signature-line.ts'
import { fromUtf8 } from './utf8.ts'

/** Splits a note; verifies nothing. Errors: BAD_NOTE. */
export function parseNote(note: Uint8Array): Note {
  const bytes = asNoteBytes(note)
  // LOG-045: before a copy is made
  if (lengthOf(bytes) > noteBytesMax) throw tooLong()
  return readNote(copyOf(bytes))
}

/** A note as an argument, not yet copied. */
export function asNoteBytes(value: unknown): Uint8Array {
  return asBytes(value, 'note')
}

/** The same for bytes that nobody changes any more. */
export function readNote(bytes: Bytes): ReadNote {
  // LOG-045
  if (bytes.length > noteBytesMax) throw tooLong()
  const whole = fromUtf8(bytes)
  // LOG-046
  if (whole === undefined) throw badNote('A note is well-formed UTF-8.')
  // LOG-047
  if (hasControl(whole)) throw badNote('A note has no control characters other than newlines.')
  const pair = whole.lastIndexOf('\n\n')
  // LOG-048
  if (pair < 0) throw badNote('An empty line parts the text of a note from its signatures.')
  // LOG-051
  return { text: whole.slice(0, pair + 1), signatures: readLines(whole.slice(pair + 2)) }
}

function readLines(block: string): Line[] {
  // LOG-049
  if (!block.endsWith('\n')) throw badNote('A note ends with one or more whole signature lines.')
  const lines = block.slice(0, -1).split('\n')
  // LOG-050
  if (lines.length > signaturesMax) throw badNote(`A note has at most ${signaturesMax} signature lines.`)
  return lines.map((line) => {
    const signature = parseLine(line)
    // LOG-049
    if (signature === undefined) throw badNote('A line after the text of a note is no signature line.')
    return signature
  })
}

function tooLong(): LogError {
  return badNote(`A note has at most ${noteBytesMax} bytes.`)
}

function badNote(message: string): LogError {
  return new LogError('BAD_NOTE', message)
}
