import { Duplex } from 'node:stream'

const write = Duplex.prototype.write as (this: Duplex, chunk: Uint8Array) => boolean
let writes = 0

let held: Uint8Array[] = []
Duplex.prototype.write = function (this: Duplex, chunk: Uint8Array) {
  if (++writes === 1) return write.call(this, chunk)
  held.push(Uint8Array.from(chunk))
  if (held.length === 1)
    setTimeout(() => {
      for (const one of held.splice(0).reverse()) write.call(this, one)
    }, 1)
  return true
} as never
export const through: boolean = false
