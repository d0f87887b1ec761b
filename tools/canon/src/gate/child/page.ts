import { connect } from './connection.ts'

// The page's first module. What it uses of the platform is taken here, before the package can change it.
const { apply } = Reflect
const { send } = WebSocket.prototype
const { postMessage } = MessagePort.prototype
const dataOf = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')!.get as (this: MessageEvent) => ArrayBuffer
const Bytes = Uint8Array

/** The server takes one connection to this path: whoever finds it later finds it used up. */
const socket = new WebSocket(`ws://${location.host}/${location.hash.slice(1)}`)
socket.binaryType = 'arraybuffer'

/** A turn of the loop without the delay of a timer. */
const { port1: ends, port2: begins } = new MessageChannel()
let due = () => {}
ends.onmessage = () => due()

const receive = connect({
  write: (bytes) => apply(send, socket, [bytes]),
  defer: (body) => {
    due = body
    apply(postMessage, begins, [null])
  },
  secretBytes: 0,
})

socket.onmessage = (event) => receive(new Bytes(apply(dataOf, event, [])))
