import { createHash } from 'node:crypto'

/** Edwards25519 by the textbook, slow and without secrets in mind: for signatures that no honest signer makes. */
export interface Point {
  readonly x: bigint
  readonly y: bigint
  readonly z: bigint
  readonly t: bigint
}

export const P = 2n ** 255n - 19n
export const L = 2n ** 252n + 27742317777372353535851937790883648493n
const D = mod(-121665n * power(121666n, P - 2n))

export const ZERO: Point = { x: 0n, y: 1n, z: 1n, t: 0n }
export const BASE = decode(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 0x58 : 0x66)))
/** A point of order 8. */
export const TORSION = decode(Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex'))

export function add(a: Point, b: Point): Point {
  const across = mod(a.x * b.y + a.y * b.x)
  const along = mod(a.y * b.y + a.x * b.x)
  const twist = mod(D * a.t * b.t)
  const depth = mod(a.z * b.z)
  const less = mod(depth - twist)
  const more = mod(depth + twist)
  return { x: mod(across * less), y: mod(along * more), z: mod(less * more), t: mod(across * along) }
}

export function multiply(scalar: bigint, point: Point): Point {
  let sum = ZERO
  for (let bit = scalar.toString(2), at = 0; at < bit.length; at++) {
    sum = add(sum, sum)
    if (bit[at] === '1') sum = add(sum, point)
  }
  return sum
}

export function encode(point: Point): Uint8Array {
  const inverse = power(point.z, P - 2n)
  const bytes = littleEndian(mod(point.y * inverse))
  if (mod(point.x * inverse) % 2n === 1n) bytes[31]! |= 0x80
  return bytes
}

/** Takes y values of p and over, as lax decoders do. */
export function decode(bytes: Uint8Array): Point {
  const sign = bytes[31]! >> 7
  const y = mod(number(bytes) & (2n ** 255n - 1n))
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n))
  let x = power(square, (P + 3n) / 8n)
  if (mod(x * x) !== square) x = mod(x * power(2n, (P - 1n) / 4n))
  if (mod(x * x) !== square) throw new RangeError('not a point')
  if (Number(x % 2n) !== sign) x = mod(-x)
  return { x, y, z: 1n, t: mod(x * y) }
}

/** The k of RFC 8032. */
export function challenge(r: Uint8Array, publicKey: Uint8Array, message: Uint8Array): bigint {
  return number(createHash('sha512').update(r).update(publicKey).update(message).digest()) % L
}

/** The first message, counting up, for which k has this remainder modulo 8. */
export function messageFor(r: Uint8Array, publicKey: Uint8Array, remainder: number): Uint8Array {
  for (let count = 0; count < 4096; count++) {
    const message = Uint8Array.of(count & 255, count >> 8)
    if (challenge(r, publicKey, message) % 8n === BigInt(remainder)) return message
  }
  throw new RangeError('no such message')
}

export function littleEndian(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32)
  for (let at = 0; at < 32; at++) bytes[at] = Number((value >> BigInt(8 * at)) & 255n)
  return bytes
}

export function number(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function mod(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = mod(base), rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square)
    square = mod(square * square)
  }
  return result
}
