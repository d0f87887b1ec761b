import { ByteReader } from './bytes.ts'
import { FRAME_BYTES_MAX, WireError } from './limits.ts'

/** Cuts a byte stream into frames (a length of four bytes, little-endian, then the body); holds at most one incomplete frame. */
export class FrameSplitter {
  #chunks: Uint8Array[] = []
  #held = 0
  #wanted = 4

  /** Hands each frame completed by this chunk to `take`, as a reader of its body. @throws WireError for a length beyond the limit */
  push(chunk: Uint8Array, take: (frame: ByteReader) => void): void {
    this.#chunks.push(chunk)
    this.#held += chunk.length
    if (this.#held < this.#wanted) return
    const bytes = this.#chunks.length === 1 ? chunk : concatenate(this.#chunks, this.#held)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const reader = new ByteReader(bytes)
    let offset = 0
    this.#wanted = 4
    while (bytes.length - offset >= 4) {
      const length = view.getUint32(offset, true)
      if (length > FRAME_BYTES_MAX) throw new WireError('a frame is larger than the limit')
      if (bytes.length - offset - 4 < length) {
        this.#wanted = 4 + length
        break
      }
      reader.window(offset + 4, offset + 4 + length)
      take(reader)
      offset += 4 + length
    }
    const rest = bytes.subarray(offset)
    this.#chunks = rest.length === 0 ? [] : [rest]
    this.#held = rest.length
  }
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
