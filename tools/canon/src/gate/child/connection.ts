import type { ByteReader } from '../wire/bytes.ts'
import { FrameSplitter } from '../wire/framing.ts'
import type { Hello } from '../wire/hello.ts'
import { Outbox, type OutboxOptions } from '../wire/outbox.ts'
import type { Peer } from '../wire/peer.ts'
import { startHost } from './host.ts'

/** How bytes leave, and how a turn of the loop is waited for. */
export interface Transport extends OutboxOptions {
  /** Bytes at the start of the greeting that every frame repeats; 0 where there is no secret. */
  readonly secretBytes: number
  readonly isProxy?: (value: object) => boolean
}

/** Taken before the package loads. */
const { stringify, parse } = JSON
const encoder = new TextEncoder()

/** Greets, loads the package, then answers; answers `receive`, which takes what arrives. */
export function connect(transport: Transport): (bytes: Uint8Array) => void {
  const splitter = new FrameSplitter()
  const outbox = new Outbox(transport)
  let peer: Peer | undefined
  let greeted = false

  async function greet(greeting: Uint8Array<ArrayBuffer>): Promise<void> {
    greeted = true
    outbox.prefix = greeting.slice(0, transport.secretBytes)
    const hello = parse(new TextDecoder().decode(greeting.subarray(transport.secretBytes))) as Hello
    const entry = new URL(hello.entry, import.meta.url).href
    for (const name of hello.remove) Reflect.deleteProperty(globalThis, name)
    const announce = (message: object) => outbox.frame((writer) => writer.bytes(encoder.encode(stringify(message))))
    peer = await startHost(hello, { outbox, announce, isProxy: transport.isProxy }, () => import(entry))
  }

  const take = (frame: ByteReader) => {
    if (greeted) peer?.receive(frame)
    else void greet(frame.rest())
  }
  return (bytes) => splitter.push(bytes, take)
}
