import { FrameSplitter, joinFrames } from '../wire/framing.ts'
import type { Hello } from '../wire/hello.ts'
import type { Peer } from '../wire/peer.ts'
import { startHost } from './host.ts'

/** The page's first module: speaks with the gate through one binding and loads the package when told to. */
declare const canonSend: (base64: string) => Promise<void>

const send = canonSend
const { stringify } = JSON
const encoder = new TextEncoder()
const splitter = new FrameSplitter()
let peer: Peer | undefined
let greeted = false
let outgoing: Uint8Array[] = []
Reflect.deleteProperty(globalThis, 'canonSend')

Object.defineProperty(globalThis, 'canonReceive', {
  value: (base64: string) => {
    for (const frame of splitter.push(Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0)))) {
      if (greeted) peer?.receive(frame)
      else void greet(frame)
    }
  },
})

async function greet(frame: Uint8Array): Promise<void> {
  greeted = true
  const hello = JSON.parse(new TextDecoder().decode(frame)) as Hello
  const entry = new URL(hello.entry, import.meta.url).href
  for (const name of hello.remove) Reflect.deleteProperty(globalThis, name)
  peer = await startHost(
    hello,
    { send: enqueue, announce: (message) => enqueue(encoder.encode(stringify(message))) },
    () => import(entry),
  )
}

/** Frames of one turn of the loop go out in one call. */
function enqueue(frame: Uint8Array): void {
  if (outgoing.length === 0) setTimeout(flush)
  outgoing.push(frame)
}

function flush(): void {
  const bytes = joinFrames(outgoing)
  outgoing = []
  let binary = ''
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192))
  void send(btoa(binary))
}
