export type BaitErrorCode = 'TOO_LARGE' | 'EMPTY'

export class BaitError extends Error {
  readonly code: BaitErrorCode
  constructor(code: BaitErrorCode, message: string) {
    super(message, { cause: { code } })
    this.name = 'BaitError'
    this.code = code
  }
}

export class TooLarge extends BaitError {
  constructor() {
    super('TOO_LARGE', 'give a number up to the limit')
  }
}
