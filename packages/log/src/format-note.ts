import { lengthOf } from './bytes.ts'
import { LogError } from './errors.ts'
import { isKeyName } from './key-name.ts'
import { keyIdBytes, noteBytesMax, signaturesMax } from './limits.ts'
import { isNoteText } from './note-text.ts'
import { readSignature } from './notes.ts'
import type { Note, NoteSignature } from './notes.ts'
import { asList, asRecord, asString } from './read-arguments.ts'
import { formatLine } from './signature-line.ts'
import { toUtf8 } from './utf8.ts'

/** Errors: BAD_NOTE. */
export function formatNote(note: Note): Uint8Array {
  const record = asRecord(note, 'note')
  const text = asString(record['text'], 'text of note')
  const signatures = asList(record['signatures'], 'signatures of note', readSignature)
  // LOG-053
  if (!isNoteText(text)) throw badNote('The text of a note ends with a newline and has no other control characters.')
  // LOG-053
  if (signatures.length < 1 || signatures.length > signaturesMax) {
    throw badNote(`A note has 1 to ${signaturesMax} signatures.`)
  }
  signatures.forEach(checkSignature)
  // LOG-052
  const bytes = toUtf8(`${text}\n${signatures.map(formatLine).join('')}`)
  // LOG-053
  if (bytes.length > noteBytesMax) throw tooLong()
  return bytes
}

function checkSignature({ name, keyId, signature }: NoteSignature): void {
  // LOG-053
  if (!isKeyName(name)) throw badNote('The name of a signature is a key name.')
  // LOG-053
  if (lengthOf(keyId) !== keyIdBytes) throw badNote(`A key id has ${keyIdBytes} bytes.`)
  // LOG-053
  if (lengthOf(signature) === 0) throw badNote('A signature has at least one byte.')
  // LOG-053: no need to write what is too long by itself
  if (lengthOf(signature) > noteBytesMax) throw tooLong()
}

function tooLong(): LogError {
  return badNote(`A note has at most ${noteBytesMax} bytes.`)
}

function badNote(message: string): LogError {
  return new LogError('BAD_NOTE', message)
}
