import { opened, sealed } from './primitives.ts'

/** XChaCha20-Poly1305 without aad: HChaCha20 from its definition, over the platform's ChaCha20-Poly1305. */
export function xChaChaSealed(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return sealed('chacha20-poly1305', subkey(key, nonce), rest(nonce), new Uint8Array(0), plaintext)
}

/** Undefined where the tag is another. */
export function xChaChaOpened(key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined {
  return opened('chacha20-poly1305', subkey(key, nonce), rest(nonce), new Uint8Array(0), ciphertext)
}

function rest(nonce: Uint8Array): Uint8Array {
  const inner = new Uint8Array(12)
  inner.set(nonce.subarray(16), 4)
  return inner
}

/** HChaCha20 of the first 16 bytes of the nonce. */
function subkey(key: Uint8Array, nonce: Uint8Array): Uint8Array {
  const constants = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]
  const state = Uint32Array.from([...constants, ...words(key), ...words(nonce.subarray(0, 16))])
  for (let round = 0; round < 10; round++) {
    for (let at = 0; at < 4; at++) quarter(state, at, at + 4, at + 8, at + 12)
    for (let at = 0; at < 4; at++) quarter(state, at, 4 + ((at + 1) % 4), 8 + ((at + 2) % 4), 12 + ((at + 3) % 4))
  }
  const out = new Uint8Array(32)
  const view = new DataView(out.buffer)
  for (const [at, word] of [...state.subarray(0, 4), ...state.subarray(12)].entries()) view.setUint32(4 * at, word, true)
  return out
}

function quarter(state: Uint32Array, a: number, b: number, c: number, d: number): void {
  for (const [to, from, mixed, bits] of [
    [a, b, d, 16],
    [c, d, b, 12],
    [a, b, d, 8],
    [c, d, b, 7],
  ] as const) {
    state[to] = state[to]! + state[from]!
    const word = state[mixed]! ^ state[to]!
    state[mixed] = (word << bits) | (word >>> (32 - bits))
  }
}

function words(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true))
}
