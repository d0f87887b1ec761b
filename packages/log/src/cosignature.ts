import { concat, copyOf, lengthOf } from './bytes.ts'
import { readCheckpoint } from './checkpoint.ts'
import { cosignedMessage, timestampOf, timestampToBytes } from './cosigned.ts'
import { LogError } from './errors.ts'
import { isIntegerIn } from './integers.ts'
import { cosignatureBytes, timestampMax } from './limits.ts'
import type { NoteSignature } from './notes.ts'
import { asBytes, asNumber, asString } from './read-arguments.ts'
import { checkSigningKey, readSigningKey, signWith } from './signing-key.ts'
import type { SigningKey } from './signing-key.ts'

/** Signature line of a witness. `timestamp`: seconds since 1970. Errors: BAD_NAME, BAD_KEY, BAD_TIMESTAMP, BAD_CHECKPOINT. */
export async function cosignCheckpoint(text: string, key: SigningKey, timestamp: number): Promise<NoteSignature> {
  const checkpointText = asString(text, 'text')
  const signingKey = readSigningKey(key)
  const time = asNumber(timestamp, 'timestamp')
  // LOG-078: LOG-035 and LOG-036, then LOG-075, then LOG-076
  checkSigningKey(signingKey)
  // LOG-075
  if (!isIntegerIn(time, 0, timestampMax)) {
    throw new LogError('BAD_TIMESTAMP', `A timestamp is an integer from 0 to ${timestampMax}.`)
  }
  // LOG-076
  readCheckpoint(checkpointText)
  // LOG-077
  const message = cosignedMessage(checkpointText, time)
  const { keyId, signature } = await signWith(signingKey, 'cosignature/v1', message)
  return { name: signingKey.name, keyId, signature: concat([timestampToBytes(time), signature]) }
}

/** Seconds since 1970 that a cosignature (`NoteSignature.signature`) carries. Errors: BAD_COSIGNATURE. */
export function cosignatureTimestamp(signature: Uint8Array): number {
  const bytes = asBytes(signature, 'signature')
  const timestamp = lengthOf(bytes) === cosignatureBytes ? timestampOf(copyOf(bytes)) : undefined
  // LOG-081
  if (timestamp === undefined) {
    throw new LogError('BAD_COSIGNATURE', `A cosignature has ${cosignatureBytes} bytes, and a time before 2^53.`)
  }
  // LOG-080
  return timestamp
}
