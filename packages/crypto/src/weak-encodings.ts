import { toHex } from './bytes.ts'

/** The encodings of the points of small order, the sign bit cleared. */
const smallOrder: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

// p = 2^255 - 19 and L, in little-endian order.
const p = littleEndian(2n ** 255n - 19n)
const groupOrder = littleEndian(2n ** 252n + 27742317777372353535851937790883648493n)

/** Whether the 32 bytes of a point's encoding must not be used, whatever the platform says. */
export function isWeakPoint(encoding: Uint8Array): boolean {
  const y = encoding.slice()
  y[31] = (y[31] ?? 0) & 0x7f
  // CRY-033
  if (!isLess(y, p)) return true
  // CRY-034
  return smallOrder.has(toHex(y))
}

/** Whether 32 bytes, as a number in little-endian order, are less than L. */
export function isReducedScalar(scalar: Uint8Array): boolean {
  // CRY-035
  return isLess(scalar, groupOrder)
}

/** Compares two numbers of 32 bytes in little-endian order. */
function isLess(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

function littleEndian(number: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((number >> BigInt(8 * i)) & 0xffn))
}
