import { ProviderError } from '@canon/contract'

/** These pieces in turn. */
export async function* streamed(pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* pieces
}

/** What an iterable gives until it ends, and the code or class of the error in which it ends. */
export async function collected(items: AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>) {
  const given: Uint8Array[] = []
  // A call that is refused is not an iteration that ends in an error.
  const iterable = await items
  try {
    for await (const item of iterable) given.push(item)
    return { given, code: undefined }
  } catch (error) {
    if (error instanceof ProviderError) return { given, code: error.code ?? error.name }
    throw error
  }
}

/** The bytes, cut at these places. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return ends.map((end, at) => bytes.slice(at === 0 ? 0 : ends[at - 1], end))
}
