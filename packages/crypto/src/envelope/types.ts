/** A signature within an envelope. */
export interface EnvelopeSignature {
  /** An unsigned hint, which verification ignores. */
  keyid?: string
  /** 1 to 8192 bytes; 64 for Ed25519. */
  sig: Uint8Array
}

/** A payload with signatures over it and its type. */
export interface Envelope {
  payloadType: string
  payload: Uint8Array
  signatures: EnvelopeSignature[]
}

/** What an envelope must satisfy. */
export interface EnvelopePolicy {
  /** The type that the payload must have. */
  payloadType: string
  /** Trusted public keys, distinct, 32 bytes each. */
  keys: Uint8Array[]
  /** How many of `keys` must have signed; at least 1. */
  threshold: number
}

/** What a verified envelope says, and who signed it. */
export interface VerifiedEnvelope {
  payloadType: string
  payload: Uint8Array
  /** The keys of the policy that signed, in the policy's order. */
  keys: Uint8Array[]
}
