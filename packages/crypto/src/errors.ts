const codes = [
  'TOO_LARGE',
  'BAD_UTF8',
  'BAD_JSON',
  'BAD_NUMBER',
  'BAD_STRING',
  'DUPLICATE_KEY',
  'TOO_DEEP',
  'NOT_CANONICAL',
  'BAD_SEED',
  'BAD_KEY',
  'BAD_SIGNATURE',
  'DESTROYED',
  'BAD_ENVELOPE',
  'BAD_POLICY',
  'PAYLOAD_TYPE_MISMATCH',
  'THRESHOLD_NOT_MET',
] as const

export type CryptoErrorCode =
  | 'TOO_LARGE'
  | 'BAD_UTF8'
  | 'BAD_JSON'
  | 'BAD_NUMBER'
  | 'BAD_STRING'
  | 'DUPLICATE_KEY'
  | 'TOO_DEEP'
  | 'NOT_CANONICAL'
  | 'BAD_SEED'
  | 'BAD_KEY'
  | 'BAD_SIGNATURE'
  | 'DESTROYED'
  | 'BAD_ENVELOPE'
  | 'BAD_POLICY'
  | 'PAYLOAD_TYPE_MISMATCH'
  | 'THRESHOLD_NOT_MET'

/** Every failure that the document names. */
export class CryptoError extends Error {
  // CRY-063
  override readonly name: 'CryptoError' = 'CryptoError'
  readonly code: CryptoErrorCode

  // CRY-064
  constructor(code: CryptoErrorCode, message: string) {
    if (!codes.includes(code)) throw new TypeError('The code of a CryptoError must be one of the document.')
    if (typeof message !== 'string') throw new TypeError('The message of a CryptoError must be a string.')
    super(message)
    this.code = code
  }
}
