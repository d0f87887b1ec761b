import { fromBase64 } from '../base64.ts'
import type { Bytes } from '../bytes.ts'
import type { DigestName, SeedKey } from './types.ts'

const algorithm = 'Ed25519'

/** The digest of the bytes. */
export async function digest(name: DigestName, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await globalThis.crypto.subtle.digest(name, bytes))
}

/** Overwrites the bytes with random ones, fit for cryptographic use. */
export function fillRandom(bytes: Bytes): void {
  globalThis.crypto.getRandomValues(bytes)
}

/** The key of a seed that is given as PKCS #8. */
export async function openSeed(pkcs8: Bytes): Promise<SeedKey> {
  const { subtle } = globalThis.crypto
  const privateKey = await subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
  // Web Cryptography derives a public key only for the export of an extractable one.
  const extractable = await subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign'])
  const { x } = await subtle.exportKey('jwk', extractable)
  return {
    publicKey: fromBase64Url(x ?? ''),
    async sign(message) {
      return new Uint8Array(await subtle.sign(algorithm, privateKey, message))
    },
  }
}

/** Whether the platform takes the signature for one of the message. */
export async function verifyRaw(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  const { subtle } = globalThis.crypto
  try {
    const key = await subtle.importKey('raw', publicKey, algorithm, false, ['verify'])
    return await subtle.verify(algorithm, key, signature, message)
  } catch {
    // CRY-036
    return false
  }
}

function fromBase64Url(text: string): Bytes {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='))
  if (bytes === undefined) throw new TypeError('The platform gave no public key.')
  return bytes
}
