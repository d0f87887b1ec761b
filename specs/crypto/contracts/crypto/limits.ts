/** Parameters of the document, written again so that a change of one is noticed. */
export const JSON_BYTES_MAX = 1048576
export const DEPTH_MAX = 64
export const HKDF_OUTPUT_MAX = 8160
export const AEAD_BYTES_MAX = 16777216
export const NONCE_BYTES = 12
export const TAG_BYTES = 16
