import { verifySignature } from '@canon/crypto'
import { sameBytes } from './bytes.ts'
import { cosignedMessage, timestampOf } from './cosigned.ts'
import type { KnownKey } from './keys.ts'
import { signatureBytes, timestampBytes } from './limits.ts'
import type { Line } from './notes.ts'
import { toUtf8 } from './utf8.ts'

/** Whether a signature line matches a verifier key. */
export function matches(line: Line, key: KnownKey): boolean {
  return line.name === key.name && sameBytes(line.keyId, key.keyId)
}

/** Whether a signature line that matches a key verifies over a text. */
export async function verifies(line: Line, key: KnownKey, text: string): Promise<boolean> {
  const { signature } = line
  if (key.algorithm === 'ed25519') {
    if (signature.length !== signatureBytes) return false
    return verifySignature(key.publicKey, toUtf8(text), signature)
  }
  // LOG-079
  const timestamp = timestampOf(signature)
  if (timestamp === undefined) return false
  return verifySignature(key.publicKey, cosignedMessage(text, timestamp), signature.slice(timestampBytes))
}

/** The lines that match a key and verify. */
export async function verifyingLines(lines: readonly Line[], key: KnownKey, text: string): Promise<Line[]> {
  const verifying: Line[] = []
  for (const line of lines) {
    if (matches(line, key) && (await verifies(line, key, text))) verifying.push(line)
  }
  return verifying
}
