import { createCipheriv, createDecipheriv } from 'node:crypto'

const TAG_BYTES = 16

/** Ciphertext and tag apart, as the platform gives them: nothing is copied that need not be. */
export interface Sealed {
  readonly body: Uint8Array
  readonly tag: Uint8Array
}

/** The platform's AES-256-GCM, bare. */
export function gcmSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Sealed {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  const body = cipher.update(plaintext)
  cipher.final()
  return { body, tag: cipher.getAuthTag() }
}

/** @throws when it does not open */
export function gcmOpen(key: Uint8Array, nonce: Uint8Array, { body, tag }: Sealed): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(tag)
  const plaintext = decipher.update(body)
  decipher.final()
  return plaintext
}

export function parted(sealed: Uint8Array): Sealed {
  return { body: sealed.subarray(0, -TAG_BYTES), tag: sealed.subarray(-TAG_BYTES) }
}

/** Enough of a chunk to see that it was opened. */
export function glimpse(chunk: Uint8Array): number {
  return chunk.length + chunk[0]! / 256 + chunk.at(-1)! / 65536
}
