export function reversed(bytes: Uint8Array): Uint8Array {
  // BAI-004
  return Uint8Array.from(bytes).reverse()
}
