/** Parameters of the document, written again so that a change of one is noticed. */
export const JSON_BYTES_MAX = 1048576
export const DEPTH_MAX = 64
