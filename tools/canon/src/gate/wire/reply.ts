import type { Shape } from '../../model/surface.ts'
import type { WatchedCall } from './conduct.ts'
import type { Reply as ServedReply } from './serve.ts'

/** How replies to requests are written. */
export interface Replies {
  value(reply: Reply, value: unknown, shape: Shape | undefined): void
  error(reply: Reply, error: unknown, early: boolean): void
  fault(reply: Reply, reason: string): void
}

/** The end of one request; an object and no closures, since there is one for every call. */
export class Reply implements ServedReply {
  readonly id: number
  readonly watched: WatchedCall | undefined
  /** Whether what crosses by value is the caller's from then on. */
  readonly gives: boolean
  readonly #replies: Replies

  constructor(replies: Replies, id: number, watched: WatchedCall | undefined, gives: boolean) {
    this.#replies = replies
    this.id = id
    this.watched = watched
    this.gives = gives
  }

  returned(): void {
    this.watched?.returned()
  }

  value(value: unknown, shape: Shape | undefined): void {
    this.#replies.value(this, value, shape)
  }

  error(error: unknown, early: boolean): void {
    this.#replies.error(this, error, early)
  }

  fault(reason: string): void {
    this.#replies.fault(this, reason)
  }
}
