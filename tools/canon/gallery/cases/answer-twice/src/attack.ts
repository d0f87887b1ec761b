import { Duplex } from 'node:stream'

const write = Duplex.prototype.write as (this: Duplex, chunk: Uint8Array) => boolean
let writes = 0

Duplex.prototype.write = function (this: Duplex, chunk: Uint8Array) {
  if (++writes > 1) write.call(this, Uint8Array.from(chunk))
  return write.call(this, chunk)
} as never
export const through: boolean = false
