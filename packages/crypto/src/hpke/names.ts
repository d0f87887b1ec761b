import { oneOf } from '../check/values.ts'

export type Aead = 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305'

export type Kem = 'x25519' | 'x-wing'

/** In the order of their ids, 1 to 3. */
export const aeads: readonly Aead[] = ['aes-128-gcm', 'aes-256-gcm', 'chacha20-poly1305']

export const kemIds: Readonly<Record<Kem, number>> = { x25519: 0x0020, 'x-wing': 0x647a }
export const publicKeyBytes: Readonly<Record<Kem, number>> = { x25519: 32, 'x-wing': 1216 }
export const encBytes: Readonly<Record<Kem, number>> = { x25519: 32, 'x-wing': 1120 }
export const randomnessBytes: Readonly<Record<Kem, number>> = { x25519: 32, 'x-wing': 64 }

export const tagBytes = 16
export const nonceBytes = 12
export const aeadBytesMax = 16777216

export function checkAead(value: unknown, what: string): Aead {
  return oneOf(value, aeads, what)
}

export function checkKem(value: unknown, what: string): Kem {
  return oneOf(value, ['x25519', 'x-wing'], what)
}

export function aeadId(aead: Aead): number {
  return aeads.indexOf(aead) + 1
}

export function aeadKeyBytes(aead: Aead): number {
  return aead === 'aes-128-gcm' ? 16 : 32
}
