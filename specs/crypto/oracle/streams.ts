import { joined } from './edwards.ts'
import { errorOf } from './values.ts'

/** A source of a law that knows how often it was asked, and whether it was ended. */
export interface Watched<Item> extends AsyncIterable<Item> {
  asked: number
  ended: boolean
}

/** Gives the items in turn, then ends, or ends in `failure`. */
export function watched<Item>(items: readonly Item[], failure?: Error): Watched<Item> {
  const source: Watched<Item> = {
    asked: 0,
    ended: false,
    [Symbol.asyncIterator]() {
      return {
        next: async () => {
          const at = source.asked++
          if (at < items.length) return { done: false, value: items[at]! }
          if (failure !== undefined) throw failure
          return { done: true, value: undefined }
        },
        return: async () => {
          source.ended = true
          return { done: true, value: undefined }
        },
      }
    },
  }
  return source
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

/** The pieces that come before the end, and the code in which it ends. */
export async function drained(stream: AsyncIterable<Uint8Array>) {
  const pieces: Uint8Array[] = []
  const error = await errorOf(
    (async () => {
      for await (const piece of stream) pieces.push(piece)
    })(),
  )
  return { pieces, code: (error as { code?: string } | undefined)?.code }
}

export async function bytesOf(items: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return joined(...(await all(items)))
}

/** The bytes in pieces that end at these places, modulo the length; places that are equal give empty pieces. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b)
  return [...cuts, bytes.length].map((end, at) => bytes.slice(cuts[at - 1] ?? 0, end))
}

/** Every way to alter a message that an attacker on the wire has cheaply: each byte, each length. */
export function damaged(bytes: Uint8Array): Uint8Array[] {
  const flipped = Array.from(bytes, (_, at) => bytes.map((byte, here) => (here === at ? byte ^ (1 << (at % 8)) : byte)))
  const cut = Array.from(bytes, (_, length) => bytes.slice(0, length))
  return [...flipped, ...cut, joined(bytes, Uint8Array.of(0)), joined(Uint8Array.of(0), bytes)]
}
