import { FrameSplitter, joinFrames } from '../wire/framing.ts'
import type { Hello } from '../wire/hello.ts'
import type { Peer } from '../wire/peer.ts'
import { startHost } from './host.ts'

/** How bytes leave, and how a turn of the loop is waited for. */
export interface Transport {
  readonly write: (bytes: Uint8Array) => void
  readonly defer: (body: () => void) => void
  /** Bytes at the start of the greeting that every frame repeats; 0 where there is no secret. */
  readonly secretBytes: number
}

const FLUSH_AT = 64
/** Taken before the package loads. */
const { stringify, parse } = JSON
const encoder = new TextEncoder()

/** Greets, loads the package, then answers; answers `receive`, which takes what arrives. */
export function connect(transport: Transport): (bytes: Uint8Array) => void {
  const splitter = new FrameSplitter()
  let secret = new Uint8Array(0)
  let peer: Peer | undefined
  let greeted = false
  let outgoing: Uint8Array[] = []

  async function greet(frame: Uint8Array): Promise<void> {
    greeted = true
    secret = frame.slice(0, transport.secretBytes)
    const hello = parse(new TextDecoder().decode(frame.subarray(transport.secretBytes))) as Hello
    const entry = new URL(hello.entry, import.meta.url).href
    for (const name of hello.remove) Reflect.deleteProperty(globalThis, name)
    const announce = (message: object) => enqueue(encoder.encode(stringify(message)))
    peer = await startHost(hello, { send: enqueue, announce }, () => import(entry))
  }

  /** Frames of one turn of the loop go out in one write; the gate works on many while the rest is made. */
  function enqueue(frame: Uint8Array): void {
    if (outgoing.length === 0) transport.defer(flush)
    outgoing.push(frame)
    if (outgoing.length >= FLUSH_AT) flush()
  }

  function flush(): void {
    if (outgoing.length === 0) return
    const frames = outgoing
    outgoing = []
    transport.write(joinFrames(frames, secret))
  }

  return (bytes) => {
    for (const frame of splitter.push(bytes)) {
      if (greeted) peer?.receive(frame)
      else void greet(frame)
    }
  }
}
