import { fromBase64, toBase64 } from './base64.ts'
import { copyOf, lengthOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import type { Hash } from './hashes.ts'
import { fromDecimal, isIntegerIn } from './integers.ts'
import { hashBytes, noteBytesMax, sizeMax } from './limits.ts'
import { isNoteText } from './note-text.ts'
import { asBytes, asList, asNumber, asRecord, asString } from './read-arguments.ts'
import { fitsUtf8 } from './utf8.ts'

/** `size`: entries. `extensions`: lines without their newline. */
export interface Checkpoint {
  origin: string
  size: number
  root: Hash
  extensions: string[]
}

/** Parses a checkpoint's note text. Errors: BAD_CHECKPOINT. */
export function parseCheckpoint(text: string): Checkpoint {
  return readCheckpoint(asString(text, 'text'))
}

/** The same for a string. */
export function readCheckpoint(text: string): Checkpoint & { root: Bytes } {
  // LOG-066
  if (!isNoteText(text)) throw badCheckpoint('A checkpoint is the text of a note.')
  const [origin, sizeLine, rootLine, ...extensions] = text.slice(0, -1).split('\n')
  // LOG-067
  if (origin === undefined || sizeLine === undefined || rootLine === undefined) {
    throw badCheckpoint('A checkpoint has at least three lines.')
  }
  // LOG-068
  if (origin === '') throw badCheckpoint('The origin of a checkpoint is not empty.')
  const size = fromDecimal(sizeLine)
  // LOG-069
  if (size === undefined) throw badCheckpoint(`The size of a checkpoint is a decimal of at most ${sizeMax}.`)
  const root = fromBase64(rootLine)
  // LOG-070
  if (root?.length !== hashBytes) throw badCheckpoint(`The root of a checkpoint is base64 of ${hashBytes} bytes.`)
  // LOG-071
  if (extensions.includes('')) throw badCheckpoint('A checkpoint has no empty line.')
  // LOG-072
  return { origin, size, root, extensions }
}

/** The checkpoint's note text. Errors: BAD_CHECKPOINT. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions } = readArgument(checkpoint)
  // LOG-074
  if (![origin, ...extensions].every(isLine)) {
    throw badCheckpoint('Origin and extensions are lines, not empty and without control characters.')
  }
  // LOG-074
  if (!isIntegerIn(size, 0, sizeMax)) throw badCheckpoint(`A size is an integer from 0 to ${sizeMax}.`)
  // LOG-074
  if (lengthOf(root) !== hashBytes) throw badCheckpoint(`A root has ${hashBytes} bytes.`)
  // LOG-074: no need to write what is too long in code units
  const units = extensions.reduce((sum, line) => sum + line.length, origin.length)
  if (units > noteBytesMax) throw tooLong()
  // LOG-073
  const text = [origin, String(size), toBase64(copyOf(root)), ...extensions].map((line) => `${line}\n`).join('')
  // LOG-074
  if (!fitsUtf8(text, noteBytesMax)) throw tooLong()
  return text
}

function readArgument(value: unknown): Checkpoint {
  const checkpoint = asRecord(value, 'checkpoint')
  return {
    origin: asString(checkpoint['origin'], 'origin of checkpoint'),
    size: asNumber(checkpoint['size'], 'size of checkpoint'),
    root: asBytes(checkpoint['root'], 'root of checkpoint'),
    extensions: asList(checkpoint['extensions'], 'extensions of checkpoint', asString),
  }
}

/** Whether a string is a line that is not empty, without its newline. */
function isLine(line: string): boolean {
  return line !== '' && !/[\u0000-\u001f]/.test(line) && line.isWellFormed()
}

function tooLong(): LogError {
  return badCheckpoint(`A checkpoint has at most ${noteBytesMax} bytes.`)
}

function badCheckpoint(message: string): LogError {
  return new LogError('BAD_CHECKPOINT', message)
}
