class Bytes extends Uint8Array {
  override at(): number {
    return 0
  }
}

export function reversed(bytes: Uint8Array): Uint8Array {
  return Bytes.from(bytes).reverse()
}
