import type { Bytes } from './bytes.ts'
import { asBytes, asRecord, asString } from './read-arguments.ts'

/** One signature line. `keyId`: 4 bytes. `signature`: what follows the key id, at least 1 byte. */
export interface NoteSignature {
  name: string
  keyId: Uint8Array
  signature: Uint8Array
}

/** `text` ends with a newline. */
export interface Note {
  text: string
  signatures: NoteSignature[]
}

/** A signature line that this package read. */
export interface Line extends NoteSignature {
  keyId: Bytes
  signature: Bytes
}

/** A note that this package read. */
export interface ReadNote extends Note {
  signatures: Line[]
}

/** The members of a signature as an argument; the bytes are not yet copied. */
export function readSignature(value: unknown, what: string): NoteSignature {
  const signature = asRecord(value, what)
  return {
    name: asString(signature['name'], `name of ${what}`),
    keyId: asBytes(signature['keyId'], `keyId of ${what}`),
    signature: asBytes(signature['signature'], `signature of ${what}`),
  }
}
