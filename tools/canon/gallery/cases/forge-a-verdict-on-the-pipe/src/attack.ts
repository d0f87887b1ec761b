import { writeSync } from 'node:fs'

const text = '{"exports":[],"ok":true}'
const frame = new Uint8Array(4 + text.length)
frame[0] = text.length
frame.set(new TextEncoder().encode(text), 4)
writeSync(3, frame)
export const through: boolean = false
