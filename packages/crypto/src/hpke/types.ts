import type { Aead, Kem } from './names.ts'

/** A key pair of ML-KEM-768 as bytes. */
export interface MlKemKeyPair {
  /** 1184 bytes. */
  publicKey: Uint8Array
  /** 2400 bytes, the expanded form of FIPS 203. */
  secretKey: Uint8Array
}

/** A shared secret and the bytes that carry it. */
export interface Encapsulation {
  /** 32 bytes. */
  sharedSecret: Uint8Array
  ciphertext: Uint8Array
}

/** What a sender has after an encapsulation. */
export interface SenderContext {
  /** The encapsulation: 32 bytes (x25519) or 1120 (x-wing). */
  readonly enc: Uint8Array
  /** The next message. Errors: DESTROYED, TOO_LARGE, TOO_MANY. */
  seal(aad: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array>
  /** A secret of `length` bytes, 0 to 8160, for the context named. Errors: DESTROYED, BAD_LENGTH. */
  exportSecret(context: Uint8Array, length: number): Promise<Uint8Array>
  /** Forgets the keys. */
  destroy(): void
}

/** What a recipient has after it has taken an encapsulation. */
export interface RecipientContext {
  /** The next message. Errors: DESTROYED, TOO_LARGE, TOO_MANY, OPEN_FAILED. */
  open(aad: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array>
  /** As the sender's. Errors: DESTROYED, BAD_LENGTH. */
  exportSecret(context: Uint8Array, length: number): Promise<Uint8Array>
  /** Forgets the keys. */
  destroy(): void
}

/** Holds the secret key of a KEM. */
export interface RecipientKey {
  readonly kem: Kem
  /** 32 bytes (x25519) or 1216 (x-wing); stays readable after `destroy`. */
  readonly publicKey: Uint8Array
  /** The context of HPKE base mode. Errors: DESTROYED, BAD_CIPHERTEXT, TOO_LARGE, OPEN_FAILED. */
  setup(aead: Aead, enc: Uint8Array, info: Uint8Array): Promise<RecipientContext>
  /** Forgets the secret key. */
  destroy(): void
}
