import { Duplex } from 'node:stream'

const write = Duplex.prototype.write as (this: Duplex, chunk: Uint8Array) => boolean
let writes = 0

Duplex.prototype.write = function (this: Duplex, chunk: Uint8Array) {
  if (++writes !== 2) return write.call(this, chunk)
  const answers: number[] = []
  for (let id = 2; id < 60; id++) answers.push(20, 0, 0, 0, ...chunk.subarray(4, 20), 4, id, 4, 84)
  return write.call(this, Uint8Array.from([...chunk, ...answers]))
} as never
export const through: boolean = false
