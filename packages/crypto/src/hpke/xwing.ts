import { generateAgreement, importAgreement, importMlKem, sha3, shake256 } from '#platform'
import { concat } from '../bytes.ts'
import { bytes, optionalBytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import type { AgreementKey, Awaitable, DecapsulationKey } from '../platform/types.ts'
import { encapsulate, isMlKemKey, mlKemCipherBytes, mlKemPublicBytes } from './mlkem.ts'
import type { Encapsulation } from './types.ts'
import { isLowOrder } from './x25519.ts'

const xwingSeedBytes = 32
export const xwingPublicBytes = 1216
const xwingEncBytes = 1120
const xwingRandomBytes = 64
const label = Uint8Array.of(0x5c, 0x2e, 0x2f, 0x2f, 0x5e, 0x5c)

export function isXWingKey(publicKey: Uint8Array): boolean {
  // CRY-087
  return publicKey.length === xwingPublicBytes && isMlKemKey(publicKey.subarray(0, mlKemPublicBytes)) && !isLowOrder(publicKey.subarray(mlKemPublicBytes))
}

function combine(ssM: Uint8Array, ssX: Uint8Array, ctX: Uint8Array, pkX: Uint8Array): Uint8Array {
  const all = concat(ssM, ssX, ctX, pkX, label)
  const shared = sha3(all)
  all.fill(0)
  return shared
}

/** X-Wing to a key that has been checked, with randomness that is copied at the call. */
export async function encapsulateXWing(publicKey: Uint8Array, randomness: Uint8Array | undefined): Promise<Encapsulation> {
  const pkX = publicKey.slice(mlKemPublicBytes)
  const ephemeral: Awaitable<AgreementKey> = randomness === undefined ? generateAgreement() : importAgreement(randomness.subarray(32))
  const made: Awaitable<Encapsulation> = encapsulate(publicKey.subarray(0, mlKemPublicBytes), randomness?.subarray(0, 32))
  // CRY-089
  const [key, { sharedSecret: ssM, ciphertext: ctM }] = [await ephemeral, await made]
  const ssX = await key.agree(pkX)
  const sharedSecret = combine(ssM, ssX, key.publicKey, pkX)
  ssM.fill(0)
  ssX.fill(0)
  return { sharedSecret, ciphertext: concat(ctM, key.publicKey) }
}

/** The two keys that a secret key of X-Wing stands for. */
export interface XWingKey {
  readonly publicKey: Uint8Array
  readonly mlKem: DecapsulationKey
  readonly agreement: AgreementKey
}

export async function expandXWing(secretKey: Uint8Array): Promise<XWingKey> {
  const expanded = shake256(secretKey, 96)
  try {
    const [mlKem, agreement] = [await importMlKem(expanded.subarray(0, 64)), await importAgreement(expanded.subarray(64))]
    return { publicKey: concat(mlKem.publicKey, agreement.publicKey), mlKem, agreement }
  } finally {
    // CRY-097
    expanded.fill(0)
  }
}

/** X-Wing with a ciphertext whose X25519 half is not of low order; it is read at the call. */
export async function decapsulateXWing(key: XWingKey, ciphertext: Uint8Array): Promise<Uint8Array> {
  const ctX = ciphertext.slice(mlKemCipherBytes)
  const shares: [Awaitable<Uint8Array>, Awaitable<Uint8Array>] = [key.mlKem.decapsulate(ciphertext.subarray(0, mlKemCipherBytes)), key.agreement.agree(ctX)]
  const [ssM, ssX] = [await shares[0], await shares[1]]
  // CRY-093
  const shared = combine(ssM, ssX, ctX, key.agreement.publicKey)
  ssM.fill(0)
  ssX.fill(0)
  return shared
}

/** X-Wing to a public key of 1216 bytes; `randomness` (64 bytes) is for test vectors only. */
export async function xWingEncapsulate(publicKey: Uint8Array, randomness?: Uint8Array): Promise<Encapsulation> {
  const key = bytes(publicKey, 'publicKey')
  const random = optionalBytes(randomness, 'randomness')
  // CRY-087
  if (!isXWingKey(key)) refuse('BAD_KEY', 'the public key is not one of X-Wing')
  // CRY-088
  if (random !== undefined && random.length !== xwingRandomBytes) refuse('BAD_SEED', 'the randomness is not 64 bytes long')
  return encapsulateXWing(key, random)
}

/** X-Wing with the secret key of 32 bytes. */
export async function xWingDecapsulate(secretKey: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array> {
  const secret = bytes(secretKey, 'secretKey')
  const sealed = bytes(ciphertext, 'ciphertext')
  // CRY-090
  if (secret.length !== xwingSeedBytes) refuse('BAD_SEED', 'the secret key is not 32 bytes long')
  // CRY-091
  if (sealed.length !== xwingEncBytes) refuse('BAD_CIPHERTEXT', 'the ciphertext is not 1120 bytes long')
  // CRY-092
  if (isLowOrder(sealed.subarray(mlKemCipherBytes))) refuse('OPEN_FAILED', 'the ciphertext does not open')
  const held = sealed.slice()
  return decapsulateXWing(await expandXWing(secret), held)
}
