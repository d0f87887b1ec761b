import { concat } from '../bytes.ts'
import { iterable } from '../check/values.ts'
import { CryptoError } from '../errors.ts'
import { iterate } from '../stream/iterate.ts'
import { byteSource } from '../stream/source.ts'
import type { Source } from '../stream/source.ts'
import { split } from '../stream/split.ts'
import { httpChunkMax } from './proper.ts'
import { readRequestHead, readResponseHead } from './read-arguments.ts'
import type { HttpRequestHead, HttpResponseHead } from './types.ts'
import { varint } from './varint.ts'
import { Writer } from './writer.ts'

/** Writes the head at the call; what is wrong with it is told by the iteration. */
function encodeStream(indicator: number, content: AsyncIterable<Uint8Array>, writeHead: (writer: Writer) => void): AsyncIterable<Uint8Array> {
  const writer = new Writer()
  writer.number(indicator)
  let fault: CryptoError | undefined
  try {
    writeHead(writer)
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error
    fault = error
  }
  const source = byteSource(content, 'content')
  return iterate(source, () => pieces(writer, fault, source))
}

async function* pieces(writer: Writer, fault: CryptoError | undefined, source: Source<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  if (fault !== undefined) throw fault
  // CRY-129
  yield writer.finish()
  // CRY-130
  for (let piece = await source.next(); piece !== undefined; piece = await source.next())
    for (const chunk of split(piece, httpChunkMax)) yield concat(varint(chunk.length), chunk)
  yield Uint8Array.of(0, 0)
}

/** An indeterminate request, piece by piece. */
export function encodeHttpRequestStream(head: HttpRequestHead, content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const read = readRequestHead(head)
  return encodeStream(2, iterable(content, 'content'), (writer) => writer.requestHead(read, 'indeterminate'))
}

/** An indeterminate response, piece by piece. */
export function encodeHttpResponseStream(head: HttpResponseHead, content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const read = readResponseHead(head)
  return encodeStream(3, iterable(content, 'content'), (writer) => writer.responseHead(read, 'indeterminate'))
}
