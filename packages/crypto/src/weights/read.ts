/** How a range of chunks is read. */
export interface Reading {
  readonly from: number
  readonly to: number
  readonly ahead: number
  /** Asks for a chunk, and opens it. */
  readonly open: (index: number) => Promise<Uint8Array>
  /** Ends the reading where nothing may be opened any more. */
  readonly check: () => unknown
  readonly tell: ((done: number, total: number) => void) | undefined
}

/** The chunks of the range, in order, of which at most `ahead` have been asked for and not yet given. */
export async function* readChunks({ from, to, ahead, open, check, tell }: Reading): AsyncGenerator<Uint8Array, void, undefined> {
  const asked: Promise<Uint8Array>[] = []
  let next = from
  for (let given = from; given < to; given++) {
    check()
    // CRY-238
    while (next < to && next - given < ahead) {
      const chunk = open(next++)
      // What fails is told when it is its turn.
      chunk.catch(() => undefined)
      asked.push(chunk)
    }
    // CRY-240
    const chunk = await (asked.shift() as Promise<Uint8Array>)
    check()
    // CRY-239
    tell?.(given + 1 - from, to - from)
    yield chunk
  }
}
