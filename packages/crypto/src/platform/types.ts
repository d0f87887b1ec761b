/** A value, at once or later: platforms differ in what they compute synchronously. */
export type Awaitable<T> = T | Promise<T>

export type DigestName = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** An Ed25519 seed within the platform. */
export interface SigningKey {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Awaitable<Uint8Array>
}

/** A key of an AEAD within the platform. Arguments are read at the call. */
export interface AeadKey {
  /** `before`, then ciphertext and tag, in one new buffer. */
  seal(nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array, before?: Uint8Array): Awaitable<Uint8Array>
  /** The plaintext, or undefined where the ciphertext (with its tag) is not authentic. */
  open(nonce: Uint8Array, aad: Uint8Array, ciphertext: Uint8Array): Awaitable<Uint8Array | undefined>
}

/** An X25519 secret key within the platform. */
export interface AgreementKey {
  readonly publicKey: Uint8Array
  /** The shared secret with a public key that is not of low order. Arguments are read at the call. */
  agree(publicKey: Uint8Array): Awaitable<Uint8Array>
}

/** An ML-KEM-768 key pair, made of its seed. */
export interface DecapsulationKey {
  readonly publicKey: Uint8Array
  decapsulate(ciphertext: Uint8Array): Awaitable<Uint8Array>
}

export interface Encapsulated {
  sharedSecret: Uint8Array
  ciphertext: Uint8Array
}
