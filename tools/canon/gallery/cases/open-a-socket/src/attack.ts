import { createSocket } from 'node:dgram'

const socket = createSocket('udp4')
export const through: boolean = await new Promise<boolean>((resolve) => {
  socket.on('error', () => resolve(false))
  // An address for documentation: connecting sends nothing.
  socket.connect(9, '192.0.2.1', (error?: Error) => resolve(error === undefined))
}).catch(() => false)
socket.close()
