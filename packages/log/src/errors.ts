const codes = [
  'ENTRY_TOO_LARGE',
  'BAD_SIZE',
  'BAD_INDEX',
  'BAD_HASH',
  'BAD_PROOF',
  'ROOT_MISMATCH',
  'BAD_NAME',
  'BAD_KEY',
  'UNKNOWN_ALGORITHM',
  'BAD_NOTE',
  'AMBIGUOUS_KEY',
  'BAD_SIGNATURE',
  'UNSIGNED',
  'BAD_CHECKPOINT',
  'BAD_TIMESTAMP',
  'BAD_COSIGNATURE',
  'BAD_POLICY',
  'LOG_UNSIGNED',
  'QUORUM_NOT_MET',
  'BAD_TILE_PATH',
  'NO_SUCH_TILE',
  'BAD_TILE',
  'FETCH_FAILED',
  'BAD_BUNDLE',
  'BAD_TLOG_PROOF',
] as const

export type LogErrorCode = (typeof codes)[number]

/** Every failure of this package, except a TypeError for a value outside the declared types. */
export class LogError extends Error {
  // LOG-002
  override readonly name: 'LogError' = 'LogError'
  readonly code: LogErrorCode

  // LOG-004
  constructor(code: LogErrorCode, message: string) {
    // LOG-003
    if (!codes.includes(code)) throw new TypeError('code must be a LogErrorCode.')
    // LOG-003
    if (typeof message !== 'string') throw new TypeError('message must be a string.')
    super(message)
    this.code = code
  }
}
