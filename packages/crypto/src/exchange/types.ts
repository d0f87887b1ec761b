import type { Aead, Kem } from '../hpke/names.ts'

export interface KeyConfiguration {
  /** 0 to 255. */
  keyId: number
  kem: Kem
  publicKey: Uint8Array
  /** One or more, distinct, the gateway's favourite first. */
  aeads: Aead[]
}

/** Hashes over what went each way so far, 32 bytes each; the same on both sides. */
export interface Transcripts {
  request: Uint8Array
  response: Uint8Array
}

/** A whole request on its way. */
export interface ClientExchange {
  /** The encapsulated request, media type `message/ohttp-req`. */
  readonly message: Uint8Array
  /** The response from an encapsulated one, media type `message/ohttp-res`. Errors: TOO_LARGE, TRUNCATED, OPEN_FAILED, USED. */
  open(message: Uint8Array): Promise<Uint8Array>
  transcripts(): Promise<Transcripts>
}

/** A request and a response in chunks. */
export interface ClientStreamExchange {
  /** The encapsulated request, media type `message/ohttp-chunked-req`; it can be iterated once. Errors from it: USED, the source's. */
  readonly message: AsyncIterable<Uint8Array>
  /** The response, from media type `message/ohttp-chunked-res`. Errors from it: TOO_LARGE, TRUNCATED, OPEN_FAILED, USED, the source's. */
  open(message: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  transcripts(): Promise<Transcripts>
}

/** Seals requests to one key configuration. */
export interface ExchangeClient {
  readonly configuration: KeyConfiguration
  /** Errors: TOO_LARGE, UNSUPPORTED. `aead` is the configuration's first when left out. */
  seal(request: Uint8Array, aead?: Aead): Promise<ClientExchange>
  /** Errors: UNSUPPORTED. */
  sealStream(request: AsyncIterable<Uint8Array>, aead?: Aead): Promise<ClientStreamExchange>
}

/** A whole request that was opened. */
export interface GatewayExchange {
  readonly request: Uint8Array
  /** The encapsulation, which a replay window remembers. */
  readonly enc: Uint8Array
  /** The encapsulated response; `nonce` is for test vectors only. Errors: TOO_LARGE, BAD_NONCE, USED. */
  seal(response: Uint8Array, nonce?: Uint8Array): Promise<Uint8Array>
  transcripts(): Promise<Transcripts>
}

/** A request of which the chunks are opened as they come. */
export interface GatewayStreamExchange {
  /** Can be iterated once. Errors from it: TOO_LARGE, TRUNCATED, OPEN_FAILED, USED, the source's. */
  readonly request: AsyncIterable<Uint8Array>
  readonly enc: Uint8Array
  /** The encapsulated response; `nonce` is for test vectors only. Errors: BAD_NONCE, USED; from the iteration the source's. */
  seal(response: AsyncIterable<Uint8Array>, nonce?: Uint8Array): AsyncIterable<Uint8Array>
  transcripts(): Promise<Transcripts>
}

/** Opens requests with one recipient key. */
export interface ExchangeGateway {
  /** Its key configuration, encoded. */
  readonly configuration: Uint8Array
  /** Errors: TOO_LARGE, TRUNCATED, UNKNOWN_KEY, UNSUPPORTED, OPEN_FAILED, DESTROYED. */
  open(message: Uint8Array): Promise<GatewayExchange>
  /** Resolves when header and encapsulation have been read. Errors: TRUNCATED, UNKNOWN_KEY, UNSUPPORTED, OPEN_FAILED, DESTROYED. */
  openStream(message: AsyncIterable<Uint8Array>): Promise<GatewayStreamExchange>
}
