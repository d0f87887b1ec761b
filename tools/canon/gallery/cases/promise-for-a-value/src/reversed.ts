export function reversed(bytes: Uint8Array): Uint8Array {
  return Promise.resolve(Uint8Array.from(bytes).reverse()) as never
}
