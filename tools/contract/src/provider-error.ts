/** An error that the provider threw or rejected with, as it crossed the pipe. */
export class ProviderError extends Error {
  /** The error's `name` in the provider, for example `LogError` or `TypeError`. */
  override readonly name: string
  /** Undefined when the provider's error had none, or one that is not a string. */
  readonly code: string | undefined
  /** The declared error classes it is an instance of, most derived first; `TypeError` and the like for the platform's. */
  readonly classes: readonly string[]
  /** Its own enumerable data beside name, code and message. */
  readonly data: Readonly<Record<string, unknown>>

  constructor(init: {
    name: string
    code: string | undefined
    message: string
    classes: readonly string[]
    data: Readonly<Record<string, unknown>>
  }) {
    super(init.message)
    this.name = init.name
    this.code = init.code
    this.classes = init.classes
    this.data = init.data
  }
}
