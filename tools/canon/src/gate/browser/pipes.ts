import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { FRAME_BYTES_MAX, OUTBOX_BYTES_MAX } from '../wire/limits.ts'

/** One connection that a page will open. */
export interface Pipe {
  /** What the page asks for, once. */
  readonly id: string
  readonly opened: Promise<WebSocket>
}

/** Connections of a server's pages: each path is taken once, by the page's first module, before the package is loaded. */
export function pipesOf(server: Server): { open(): Pipe; close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: FRAME_BYTES_MAX + OUTBOX_BYTES_MAX,
  })
  const expected = new Map<string, (socket: WebSocket) => void>()
  server.on('upgrade', (request, stream, head) => {
    const id = (request.url ?? '').slice(1)
    const take = expected.get(id)
    expected.delete(id)
    if (take === undefined) stream.destroy()
    else sockets.handleUpgrade(request, stream, head, take)
  })
  return {
    open: () => {
      const id = randomUUID()
      return { id, opened: new Promise((resolve) => expected.set(id, resolve)) }
    },
    close: () => sockets.close(),
  }
}
