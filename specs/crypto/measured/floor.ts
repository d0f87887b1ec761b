import { decapsulate, diffieHellman, encapsulate, generateKeyPairSync, hkdfSync } from 'node:crypto'
import { joined } from '../oracle/edwards.ts'
import { gcmOpen, gcmSeal } from './gcm.ts'
import type { Letters } from './hpke.ts'

/** A recipient's keys as the platform holds them. */
export const platformKeys = () => ({ x: generateKeyPairSync('x25519'), mlKem: generateKeyPairSync('ml-kem-768') })

/** The least that a hybrid of both key agreements can do for each letter; no format, no schedule, no check. */
export function byPlatform({ x, mlKem }: ReturnType<typeof platformKeys>, { letters }: Letters): Uint8Array[] {
  return letters.map(({ info, plaintext }) => {
    const ephemeral = generateKeyPairSync('x25519')
    const { sharedKey, ciphertext } = encapsulate(mlKem.publicKey)
    const ours = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: x.publicKey })
    const sender = expanded(joined(sharedKey, ours), info)
    const sealed = gcmSeal(sender.key, sender.nonce, plaintext)
    const theirs = diffieHellman({ privateKey: x.privateKey, publicKey: ephemeral.publicKey })
    const recipient = expanded(joined(decapsulate(mlKem.privateKey, ciphertext), theirs), info)
    return new Uint8Array(gcmOpen(recipient.key, recipient.nonce, sealed))
  })
}

function expanded(secret: Uint8Array, info: Uint8Array) {
  const both = new Uint8Array(hkdfSync('sha256', secret, '', info, 44))
  return { key: both.subarray(0, 32), nonce: both.subarray(32) }
}
