// The parameters of the document, each with its name there.

/** Bytes of a JSON document. */
export const jsonBytesMax = 1048576

/** Containers within each other. */
export const jsonDepthMax = 64

/** Bytes of an Ed25519 seed. */
export const seedBytes = 32

/** Bytes of an Ed25519 public key. */
export const keyBytes = 32

/** Bytes of an Ed25519 signature. */
export const signatureBytes = 64

/** UTF-16 code units of a payload type. */
export const payloadTypeMax = 256

/** Bytes of a payload. */
export const payloadBytesMax = 524288

/** Signatures of an envelope. */
export const signaturesMax = 16

/** Bytes of a signature within an envelope. */
export const sigBytesMax = 8192

/** UTF-16 code units of a keyid. */
export const keyidMax = 256

/** Keys of a policy. */
export const keysMax = 16
