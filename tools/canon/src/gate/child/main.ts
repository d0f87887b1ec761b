import { Socket } from 'node:net'
import { FrameSplitter, joinFrames } from '../wire/framing.ts'
import type { Hello } from '../wire/hello.ts'
import { SECRET_BYTES } from '../wire/limits.ts'
import type { Peer } from '../wire/peer.ts'
import { startHost } from './host.ts'

/** The child's first module: speaks with the gate over descriptor 3 and loads the package when told to. */
const exit = process.exit.bind(process)
const socket = new Socket({ fd: 3, readable: true, writable: true })
const splitter = new FrameSplitter()
const { stringify } = JSON
const encoder = new TextEncoder()
const FLUSH_AT = 64
const nothing = new Uint8Array(0)
let secret: Uint8Array = nothing
let peer: Peer | undefined
let greeted = false
let outgoing: Uint8Array[] = []

socket.on('end', () => exit(0))
socket.on('error', () => exit(0))
socket.on('data', (chunk: Buffer) => {
  for (const frame of splitter.push(chunk)) {
    if (greeted) peer?.receive(frame)
    else void greet(frame)
  }
})

async function greet(frame: Uint8Array): Promise<void> {
  greeted = true
  secret = frame.slice(0, SECRET_BYTES)
  const hello = JSON.parse(new TextDecoder().decode(frame.subarray(SECRET_BYTES))) as Hello
  const entry = new URL(hello.entry, import.meta.url).href
  for (const name of hello.remove) Reflect.deleteProperty(globalThis, name)
  peer = await startHost(
    hello,
    { send: enqueue, announce: (message) => enqueue(encoder.encode(stringify(message))) },
    () => import(entry),
  )
}

/** Frames of one turn of the loop go out in one write. */
function enqueue(frame: Uint8Array): void {
  if (outgoing.length === 0) setImmediate(flush)
  outgoing.push(frame)
  // The gate works on these while the rest is made.
  if (outgoing.length >= FLUSH_AT) flush()
}

function flush(): void {
  const frames = outgoing
  if (frames.length === 0) return
  outgoing = []
  socket.write(joinFrames(frames, secret))
}
