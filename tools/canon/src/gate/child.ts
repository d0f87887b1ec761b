import type { ByteReader } from './wire/bytes.ts'
import type { Hello, Ready } from './wire/hello.ts'
import type { Outbox } from './wire/outbox.ts'

export type ChildFault =
  | 'CHILD_FAILED_TO_LOAD'
  | 'CHILD_EXITED'
  | 'CHILD_SILENT'
  | 'CHILD_TOO_LARGE'
  | 'CHILD_BROKE_PROTOCOL'
  | 'CHILD_SLOW_TO_LOAD'

/** The child is gone or was ended; `code` says for which of its faults. */
export class ChildGone extends Error {
  override readonly name = 'ChildGone'
  readonly code: ChildFault
  constructor(code: ChildFault, message: string) {
    super(message)
    this.code = code
  }
}

/** A runtime that holds the package: an isolated process, or a page. */
export interface Child {
  /** Rejects with ChildGone where the package does not load. */
  readonly ready: Promise<Ready>
  /** Where frames for it go. */
  readonly outbox: Outbox
  stop(): void
}

export interface ChildHandlers {
  /** How many requests are open; asked by the watch over silence. */
  readonly waiting: () => number
  readonly onFrame: (frame: ByteReader) => void
  readonly onGone: (error: ChildGone) => void
}

export type Launch = (hello: Hello, handlers: ChildHandlers) => Child
