import { copyOf, sameBytes } from './bytes.ts'
import { LogError } from './errors.ts'
import type { KnownKey } from './keys.ts'
import type { Line, NoteSignature } from './notes.ts'
import { asNoteBytes, readNote } from './parse-note.ts'
import { asList, asString } from './read-arguments.ts'
import { readVerifierKey } from './verifier-key.ts'
import { matches, verifies } from './verify-line.ts'

/** A note whose signatures by known keys all verify. */
export interface OpenedNote {
  text: string
  verified: NoteSignature[]
  unverified: NoteSignature[]
}

/** Parses a note and verifies it against verifier keys. Errors: BAD_KEY, UNKNOWN_ALGORITHM, BAD_NOTE, AMBIGUOUS_KEY, BAD_SIGNATURE, UNSIGNED. */
export async function openNote(note: Uint8Array, verifierKeys: string[]): Promise<OpenedNote> {
  const given = asNoteBytes(note)
  const keyTexts = asList(verifierKeys, 'verifierKeys', asString)
  const bytes = copyOf(given)
  // LOG-062: the keys, then the note, then its lines
  const keys: KnownKey[] = []
  // LOG-057
  for (const keyText of keyTexts) keys.push(await readVerifierKey(keyText))
  // LOG-058, LOG-065
  const { text, signatures } = readNote(bytes)
  const verified: Line[] = []
  const unverified: Line[] = []
  const seen = new Set<KnownKey>()
  for (const line of signatures) {
    const key = matchingKey(line, keys)
    if (key === undefined) {
      // LOG-064
      if (!unverified.some((earlier) => sameLine(earlier, line))) unverified.push(line)
      continue
    }
    // LOG-060
    if (!(await verifies(line, key, text))) {
      throw new LogError('BAD_SIGNATURE', 'A signature by a known key does not verify.')
    }
    // LOG-063
    if (!seen.has(key)) verified.push(line)
    seen.add(key)
  }
  // LOG-061
  if (verified.length === 0) throw new LogError('UNSIGNED', 'No known key signed the note.')
  return { text, verified, unverified }
}

function matchingKey(line: Line, keys: readonly KnownKey[]): KnownKey | undefined {
  const [key, another] = keys.filter((candidate) => matches(line, candidate))
  // LOG-059
  if (another !== undefined) throw new LogError('AMBIGUOUS_KEY', 'A signature matches several verifier keys.')
  return key
}

function sameLine(a: Line, b: Line): boolean {
  return a.name === b.name && sameBytes(a.keyId, b.keyId) && sameBytes(a.signature, b.signature)
}
