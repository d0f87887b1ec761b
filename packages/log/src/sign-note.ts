import { LogError } from './errors.ts'
import { isNoteText } from './note-text.ts'
import type { NoteSignature } from './notes.ts'
import { asString } from './read-arguments.ts'
import { checkSigningKey, readSigningKey, signWith } from './signing-key.ts'
import type { SigningKey } from './signing-key.ts'
import { toUtf8 } from './utf8.ts'

/** Signature line of an 'ed25519' key over a note's text. Errors: BAD_NAME, BAD_KEY, BAD_NOTE. */
export async function signNote(text: string, key: SigningKey): Promise<NoteSignature> {
  const noteText = asString(text, 'text')
  const signingKey = readSigningKey(key)
  // LOG-056: LOG-035 and LOG-036 before LOG-054
  checkSigningKey(signingKey)
  // LOG-054
  if (!isNoteText(noteText)) {
    throw new LogError('BAD_NOTE', 'The text of a note ends with a newline and has no other control characters.')
  }
  // LOG-055
  const { keyId, signature } = await signWith(signingKey, 'ed25519', toUtf8(noteText))
  return { name: signingKey.name, keyId, signature }
}
