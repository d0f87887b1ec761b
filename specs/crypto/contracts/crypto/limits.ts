/** Parameters of the document, written again so that a change of one is noticed. */
export const JSON_BYTES_MAX = 1048576
export const DEPTH_MAX = 64
export const HKDF_OUTPUT_MAX = 8160
export const AEAD_BYTES_MAX = 16777216
export const NONCE_BYTES = 12
export const TAG_BYTES = 16
export const FIELDS_MAX = 256
export const HEAD_MAX = 65536
export const INFORMATIONAL_MAX = 16
export const PADDED_MAX = 67174400
export const HTTP_CHUNK_MAX = 1048576
export const EXCHANGE_BYTES_MAX = 16777216
export const TOKENS_MAX = 4294967295
