export type WeakNearAlgorithm = 'ed25519' | 'ecdsa'

/** An EHBP request on its way. */
export interface WeakEhbpRequest {
  /** 32 bytes; goes, in hex, into the header `Ehbp-Encapsulated-Key`. */
  readonly encapsulatedKey: Uint8Array
  /** Frames, one for each piece that is not empty; can be iterated once. Errors from it: TOO_LARGE, USED, the source's. */
  readonly body: AsyncIterable<Uint8Array>
  /** The response to the header `Ehbp-Response-Nonce`, 32 bytes. Errors: BAD_NONCE; from the iteration TOO_LARGE, TRUNCATED, OPEN_FAILED, the source's. */
  open(responseNonce: Uint8Array, body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
}

/** An EHBP reply on its way. */
export interface WeakEhbpResponse {
  /** 32 bytes. */
  readonly responseNonce: Uint8Array
  /** Frames, one for each piece that is not empty. Errors from it: TOO_LARGE, the source's. */
  readonly body: AsyncIterable<Uint8Array>
}

/** An EHBP request that is being opened. */
export interface WeakEhbpOpened {
  /** Can be iterated once. Errors from it: TOO_LARGE, TRUNCATED, OPEN_FAILED, USED, the source's. */
  readonly request: AsyncIterable<Uint8Array>
  /** The reply; `nonce` is for test vectors only. Errors: BAD_NONCE, USED. */
  seal(body: AsyncIterable<Uint8Array>, nonce?: Uint8Array): Promise<WeakEhbpResponse>
}
