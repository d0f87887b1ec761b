import { ProviderError } from '@canon/contract'
import { errorOf } from '../../oracle/values.ts'

/** What an iterable gives until it ends, and the code of the error in which it ends. */
export async function drained(items: AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>) {
  const given: Uint8Array[] = []
  const code = await faultOf(
    (async () => {
      for await (const item of await items) given.push(item)
    })(),
  )
  return { given, code }
}

/** The code of the refusal, undefined where there is none. */
export async function faultOf(call: Promise<unknown>): Promise<string | undefined> {
  const error = await errorOf(call)
  if (error === undefined) return undefined
  if (error instanceof ProviderError) return error.code ?? error.name
  throw error
}

/** These pieces, and then the error. */
export async function* streamed(pieces: readonly Uint8Array[], error?: Error): AsyncIterable<Uint8Array> {
  yield* pieces
  if (error !== undefined) throw error
}

/** What a source may end in. */
export function sourceError(): Error {
  return Object.assign(new Error('the source is gone'), { name: 'SourceGone' })
}

/** These pieces, and then nothing until `release` is called. */
export function held(pieces: readonly Uint8Array[]) {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const stream = async function* (): AsyncIterable<Uint8Array> {
    yield* pieces
    await released
  }
  return { stream: stream(), release }
}

/** The bytes, cut at these places, with empty pieces where two are the same. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return ends.map((end, at) => bytes.slice(at === 0 ? 0 : ends[at - 1], end))
}
