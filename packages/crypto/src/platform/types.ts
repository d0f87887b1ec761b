import type { Bytes } from '../bytes.ts'

/** The digests that both platforms have. */
export type DigestName = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** A seed in the platform's own key object, with its public key. */
export interface SeedKey {
  readonly publicKey: Bytes
  sign(message: Bytes): Promise<Bytes>
}
