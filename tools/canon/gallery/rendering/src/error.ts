export type BaitErrorCode = 'TOO_LARGE' | 'EMPTY'

export class BaitError extends Error {
  override readonly name = 'BaitError'
  readonly code: BaitErrorCode
  constructor(code: BaitErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
