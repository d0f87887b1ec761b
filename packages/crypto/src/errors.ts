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
  | 'BAD_NONCE'
  | 'BAD_LENGTH'
  | 'BAD_CIPHERTEXT'
  | 'TOO_MANY'
  | 'OPEN_FAILED'
  | 'BAD_HTTP'
  | 'BAD_CONFIGURATION'
  | 'UNSUPPORTED'
  | 'CONFIGURATION_MISMATCH'
  | 'TRUNCATED'
  | 'UNKNOWN_KEY'
  | 'USED'
  | 'BAD_RECEIPT'
  | 'NOT_SIGNED'
  | 'WRONG_TRANSCRIPT'
  | 'BAD_BINDING'
  | 'WRONG_STATEMENT'
  | 'WRONG_MODEL'
  | 'BAD_TIME'
  | 'STALE'
  | 'REPLAYED'
  | 'BUSY'
  | 'BAD_EVENT'
  | 'BAD_MANIFEST'
  | 'NO_SUCH_FILE'
  | 'WRONG_KEY'
  | 'BAD_INDEX'
  | 'CHUNK_FAILED'
  | 'BAD_WRAPPING'
  | 'BAD_PATH'
  | 'BAD_HASHES'
  | 'BAD_CHALLENGE'
  | 'WRONG_PROOF'

/** Every failure that the documents name. */
export class CryptoError extends Error {
  // CRY-063
  override readonly name: 'CryptoError' = 'CryptoError'
  readonly code: CryptoErrorCode

  // CRY-064
  constructor(code: CryptoErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Ends the operation in a failure that a document names. */
export function refuse(code: CryptoErrorCode, message: string): never {
  throw new CryptoError(code, message)
}
