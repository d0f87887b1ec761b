import { fromBase64, toBase64 } from './base64.ts'
import { toHex } from './bytes.ts'
import { LogError } from './errors.ts'
import { isKeyName } from './key-name.ts'
import { algorithmOf, keyIdOf, typedKey } from './keys.ts'
import type { KeyAlgorithm, KnownKey, VerifierKey } from './keys.ts'
import { keyIdBytes, publicKeyBytes } from './limits.ts'
import { asString } from './read-arguments.ts'
import { checkSigningKey, publicKeyOf, readSigningKey } from './signing-key.ts'
import type { SigningKey } from './signing-key.ts'

const keyIdDigits = 2 * keyIdBytes

/** The verifier key `name+keyid+base64` of a signing key. Errors: BAD_NAME, BAD_KEY. */
export async function verifierKey(key: SigningKey, algorithm: KeyAlgorithm): Promise<string> {
  const signingKey = readSigningKey(key)
  const wanted = asAlgorithm(algorithm)
  // LOG-035, LOG-036
  checkSigningKey(signingKey)
  // LOG-038
  const publicKey = await publicKeyOf(signingKey)
  const keyId = await keyIdOf(signingKey.name, wanted, publicKey)
  return `${signingKey.name}+${toHex(keyId)}+${toBase64(typedKey(wanted, publicKey))}`
}

function asAlgorithm(value: unknown): KeyAlgorithm {
  // LOG-003
  if (value !== 'ed25519' && value !== 'cosignature/v1') {
    throw new TypeError("algorithm must be 'ed25519' or 'cosignature/v1'.")
  }
  return value
}

/** Errors: BAD_KEY, UNKNOWN_ALGORITHM. */
export async function parseVerifierKey(verifierKey: string): Promise<VerifierKey> {
  return readVerifierKey(asString(verifierKey, 'verifierKey'))
}

/** The same for a string. */
export async function readVerifierKey(text: string): Promise<KnownKey> {
  // LOG-044: the order of the checks
  const nameEnd = text.indexOf('+')
  const name = text.slice(0, Math.max(nameEnd, 0))
  const digits = text.slice(nameEnd + 1, nameEnd + 1 + keyIdDigits)
  const afterDigits = nameEnd + 1 + keyIdDigits
  // LOG-039
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(digits) || text[afterDigits] !== '+') throw malformed()
  const bytes = fromBase64(text.slice(afterDigits + 1))
  // LOG-039
  if (bytes === undefined || bytes.length === 0) throw malformed()
  const algorithm = algorithmOf(bytes[0])
  // LOG-040
  if (algorithm === undefined) throw new LogError('UNKNOWN_ALGORITHM', 'The algorithm of a verifier key is not known.')
  const publicKey = bytes.slice(1)
  // LOG-041
  if (publicKey.length !== publicKeyBytes) throw new LogError('BAD_KEY', `A public key has ${publicKeyBytes} bytes.`)
  const keyId = await keyIdOf(name, algorithm, publicKey)
  // LOG-042
  if (toHex(keyId) !== digits) throw new LogError('BAD_KEY', 'The key id of a verifier key is not that of its key.')
  // LOG-043
  return { name, keyId, algorithm, publicKey }
}

function malformed(): LogError {
  return new LogError('BAD_KEY', 'A verifier key is a key name, 8 hexadecimal digits and base64, parted by plus signs.')
}

