import { generateAgreement, importAgreement } from '#platform'
import { concat, empty } from '../bytes.ts'
import type { AgreementKey } from '../platform/types.ts'
import { dhkemId, labeledExpand, labeledExtract } from './labeled.ts'
import type { Encapsulation } from './types.ts'

function sharedSecret(dh: Uint8Array, enc: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const prk = labeledExtract(dhkemId, empty, 'eae_prk', dh)
  const shared = labeledExpand(dhkemId, prk, 'shared_secret', concat(enc, publicKey), 32)
  dh.fill(0)
  prk.fill(0)
  return shared
}

/** DHKEM's Encap to a key that has been checked; the arguments are read at the call. */
export async function encapsulateX25519(publicKey: Uint8Array, ephemeral: Uint8Array | undefined): Promise<Encapsulation> {
  const theirs = publicKey.slice()
  const key = await (ephemeral === undefined ? generateAgreement() : importAgreement(ephemeral))
  const enc = key.publicKey.slice()
  return { sharedSecret: sharedSecret(await key.agree(theirs), enc, theirs), ciphertext: enc }
}

/** DHKEM's Decap of an encapsulation that is not of low order; it is read at the call. */
export async function decapsulateX25519(key: AgreementKey, enc: Uint8Array): Promise<Uint8Array> {
  const held = enc.slice()
  return sharedSecret(await key.agree(held), held, key.publicKey)
}
