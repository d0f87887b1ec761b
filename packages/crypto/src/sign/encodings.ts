import { fromHex } from '../bytes.ts'

// Little-endian encodings that a platform may let through.

const p = 2n ** 255n - 19n
const order = 2n ** 252n + 27742317777372353535851937790883648493n

/** The encodings of the points of small order, the top bit cleared (CRY-034). */
const smallOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map(encoded)

const prime = littleEndian(p)
const groupOrder = littleEndian(order)

function encoded(hex: string): Uint8Array {
  return fromHex(hex) as Uint8Array
}

function littleEndian(value: bigint): Uint8Array {
  const hex = value.toString(16).padStart(64, '0')
  return encoded(hex).reverse()
}

/** Whether the number, least significant byte first, is less than the bound of as many bytes. */
function below(bytes: Uint8Array, bound: Uint8Array): boolean {
  for (let i = bytes.length - 1; i >= 0; i--) {
    const difference = (bytes[i] as number) - (bound[i] as number)
    if (difference !== 0) return difference < 0
  }
  return false
}

function withoutSign(point: Uint8Array): Uint8Array {
  const y = point.slice()
  y[31] = (y[31] as number) & 0x7f
  return y
}

/** Whether the y value is less than p and the point not one of small order. */
export function isProperPoint(point: Uint8Array): boolean {
  const y = withoutSign(point)
  // CRY-033
  if (!below(y, prime)) return false
  // CRY-034
  return !smallOrder.some((small) => small.every((byte, i) => byte === y[i]))
}

export function isReducedScalar(scalar: Uint8Array): boolean {
  // CRY-035
  return below(scalar, groupOrder)
}
