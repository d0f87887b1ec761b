import { Buffer } from 'node:buffer'
import { createHash, createPrivateKey, createPublicKey, randomFillSync, sign, verify } from 'node:crypto'
import type { Bytes } from '../bytes.ts'
import type { DigestName, SeedKey } from './types.ts'

const hashNames: Readonly<Record<DigestName, string>> = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' }

const spkiPrefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]

/** The digest of the bytes. */
export async function digest(name: DigestName, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(createHash(hashNames[name]).update(bytes).digest())
}

/** Overwrites the bytes with random ones, fit for cryptographic use. */
export function fillRandom(bytes: Bytes): void {
  randomFillSync(bytes)
}

/** The key of a seed that is given as PKCS #8. */
export async function openSeed(pkcs8: Bytes): Promise<SeedKey> {
  const privateKey = createPrivateKey({ key: bufferOver(pkcs8), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(spki.subarray(spkiPrefix.length)),
    async sign(message) {
      return new Uint8Array(sign(null, message, privateKey))
    },
  }
}

/** Whether the platform takes the signature for one of the message. */
export async function verifyRaw(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  const spki = new Uint8Array(spkiPrefix.length + publicKey.length)
  spki.set(spkiPrefix)
  spki.set(publicKey, spkiPrefix.length)
  try {
    const key = createPublicKey({ key: bufferOver(spki), format: 'der', type: 'spki' })
    return verify(null, message, key, signature)
  } catch {
    // CRY-036
    return false
  }
}

/** The same memory as a Buffer. */
function bufferOver(bytes: Bytes): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
