import { FRAME_BYTES_MAX, WireError } from './limits.ts'

/** Frames of one turn of the loop as one buffer, each with its length in front, four bytes little-endian, and `prefix` before its body. */
export function joinFrames(frames: readonly Uint8Array[], prefix: Uint8Array = NOTHING): Uint8Array {
  let length = 0
  for (const frame of frames) length += 4 + prefix.length + frame.length
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  let offset = 0
  for (const frame of frames) {
    view.setUint32(offset, prefix.length + frame.length, true)
    bytes.set(prefix, offset + 4)
    bytes.set(frame, offset + 4 + prefix.length)
    offset += 4 + prefix.length + frame.length
  }
  return bytes
}

const NOTHING = new Uint8Array(0)

/** Cuts a byte stream into frames; holds at most one incomplete frame. */
export class FrameSplitter {
  #chunks: Uint8Array[] = []
  #held = 0
  #wanted = 4

  /** Frames completed by this chunk. @throws WireError for a frame that announces more than the limit */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#chunks.push(chunk)
    this.#held += chunk.length
    if (this.#held < this.#wanted) return []
    const bytes = this.#chunks.length === 1 ? chunk : concatenate(this.#chunks, this.#held)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const frames: Uint8Array[] = []
    let offset = 0
    this.#wanted = 4
    while (bytes.length - offset >= 4) {
      const length = view.getUint32(offset, true)
      if (length > FRAME_BYTES_MAX) throw new WireError('a frame is larger than the limit')
      if (bytes.length - offset - 4 < length) {
        this.#wanted = 4 + length
        break
      }
      frames.push(bytes.subarray(offset + 4, offset + 4 + length))
      offset += 4 + length
    }
    const rest = bytes.subarray(offset)
    this.#chunks = rest.length === 0 ? [] : [rest]
    this.#held = rest.length
    return frames
  }
}

export function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
