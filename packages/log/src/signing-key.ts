import { createSigner } from '@canon/crypto'
import { copyOf, lengthOf } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { LogError } from './errors.ts'
import { isKeyName } from './key-name.ts'
import { keyIdOf } from './keys.ts'
import type { KeyAlgorithm } from './keys.ts'
import { nameBytesMax, seedBytes } from './limits.ts'
import { asBytes, asRecord, asString } from './read-arguments.ts'

/** `seed`: 32 bytes, the Ed25519 private key. */
export interface SigningKey {
  name: string
  seed: Uint8Array
}

/** The members of a signing key; the seed is not copied. */
export function readSigningKey(value: unknown): SigningKey {
  const key = asRecord(value, 'key')
  return { name: asString(key['name'], 'name of key'), seed: asBytes(key['seed'], 'seed of key') }
}

/** Refuses a key that cannot sign. */
export function checkSigningKey(key: SigningKey): void {
  // LOG-035
  if (!isKeyName(key.name)) {
    throw new LogError('BAD_NAME', `A key name has 1 to ${nameBytesMax} bytes, none of them a plus sign or white space.`)
  }
  // LOG-036
  if (lengthOf(key.seed) !== seedBytes) throw new LogError('BAD_KEY', `A seed has ${seedBytes} bytes.`)
}

/** The public key of a checked signing key; the seed is read before this returns. */
export async function publicKeyOf(key: SigningKey): Promise<Bytes> {
  const signer = await createSigner(key.seed)
  const publicKey = copyOf(signer.publicKey)
  signer.destroy()
  return publicKey
}

/** The key id and the Ed25519 signature of a message by a checked signing key; the seed is read before this returns. */
export async function signWith(
  key: SigningKey,
  algorithm: KeyAlgorithm,
  message: Bytes,
): Promise<{ keyId: Bytes; signature: Bytes }> {
  const { name, seed } = key
  const signer = await createSigner(seed)
  try {
    const signature = copyOf(await signer.sign(message))
    return { keyId: await keyIdOf(name, algorithm, signer.publicKey), signature }
  } finally {
    signer.destroy()
  }
}
