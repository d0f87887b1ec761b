import { ByteWriter } from './bytes.ts'
import { FRAME_BYTES_MAX, OUTBOX_BYTES_MAX, WireError } from './limits.ts'

/** So many frames are written without waiting for the turn to end: the other side works on them while the rest is made. */
const FLUSH_AT = 128

export interface OutboxOptions {
  readonly write: (bytes: Uint8Array) => void
  /** Calls back when this turn of the loop is over. */
  readonly defer: (body: () => void) => void
}

/** Collects frames of one turn of the loop and writes them in one go; all of them in one buffer. */
export class Outbox {
  /** What every frame begins with. */
  prefix = new Uint8Array(0)
  readonly #options: OutboxOptions
  readonly writer = new ByteWriter()
  readonly #flush = () => this.flush()
  #frames = 0

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Adds a frame with the body that `write` writes; nothing is added when it throws. @throws WireError beyond the limits */
  frame(write: (writer: ByteWriter) => void): void {
    const start = this.begin()
    try {
      write(this.writer)
      this.end(start)
    } catch (error) {
      this.writer.truncate(start)
      throw error
    }
  }

  /** Opens a frame, whose body `writer` takes until `end`; whoever fails between the two truncates the writer to what this answers. */
  begin(): number {
    const start = this.writer.length
    this.writer.skip(4)
    if (this.prefix.length > 0) this.writer.bytes(this.prefix)
    return start
  }

  /** @throws WireError beyond the limits */
  end(start: number): void {
    const length = this.writer.length - start - 4
    if (length > FRAME_BYTES_MAX) throw new WireError('a value is larger than a frame may be')
    this.writer.uint32At(start, length)
    if (this.#frames++ === 0) this.#options.defer(this.#flush)
    if (this.#frames >= FLUSH_AT || this.writer.length > OUTBOX_BYTES_MAX) this.flush()
  }

  flush(): void {
    if (this.#frames === 0) return
    this.#frames = 0
    this.#options.write(this.writer.take())
  }
}
