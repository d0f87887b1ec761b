/** How many bytes a varint of RFC 9000 takes at least. */
export function varintBytes(value: number): number {
  if (value < 64) return 1
  if (value < 16384) return 2
  return value < 1073741824 ? 4 : 8
}

export function varint(value: number): Uint8Array {
  const length = varintBytes(value)
  const bytes = new Uint8Array(length)
  let rest = value
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[0] = (bytes[0] as number) | (Math.log2(length) << 6)
  return bytes
}

/** How many bytes the varint takes that begins with this one. */
export function varintLength(first: number): number {
  return 1 << (first >> 6)
}

/** The value of a varint; one over 2^53 is rounded, and over each limit. */
export function varintValue(bytes: Uint8Array): number {
  let value = (bytes[0] as number) & 63
  for (let i = 1; i < bytes.length; i++) value = value * 256 + (bytes[i] as number)
  return value
}
