import { fillRandom, openSeed } from '#platform'
import { asBytes, copyOf, lengthOf } from './bytes.ts'
import { CryptoError } from './errors.ts'
import { seedBytes } from './limits.ts'
import type { SeedKey } from './platform/types.ts'

/** Holds an Ed25519 seed. */
export interface Signer {
  /** 32 bytes; stays readable after `destroy`. */
  readonly publicKey: Uint8Array
  /** The signature, 64 bytes. Errors: DESTROYED. */
  sign(message: Uint8Array): Promise<Uint8Array>
  /** Forgets the seed. */
  destroy(): void
}

/** What stands before a seed in PKCS #8. */
const pkcs8Prefix = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]

/** A signer for a seed of 32 bytes. Errors: BAD_SEED. */
export async function createSigner(seed: Uint8Array): Promise<Signer> {
  const given = asBytes(seed, 'A seed')
  // CRY-028
  if (lengthOf(given) !== seedBytes) throw new CryptoError('BAD_SEED', `A seed has ${seedBytes} bytes.`)
  return signerOf((place) => place.set(given))
}

/** A signer for a new random seed, which nothing can read. */
export async function generateSigner(): Promise<Signer> {
  // CRY-040
  return signerOf(fillRandom)
}

/** A signer for the seed that `putSeed` writes: the one copy that this package makes. */
async function signerOf(putSeed: (place: Uint8Array<ArrayBuffer>) => void): Promise<Signer> {
  const pkcs8 = new Uint8Array(pkcs8Prefix.length + seedBytes)
  try {
    pkcs8.set(pkcs8Prefix)
    putSeed(pkcs8.subarray(pkcs8Prefix.length))
    return new SeedSigner(await openSeed(pkcs8))
  } finally {
    // CRY-030
    pkcs8.fill(0)
  }
}

class SeedSigner implements Signer {
  readonly #publicKey: Uint8Array
  #key: SeedKey | undefined

  constructor(key: SeedKey) {
    this.#publicKey = key.publicKey
    this.#key = key
  }

  // CRY-029, CRY-043
  get publicKey(): Uint8Array {
    return copyOf(this.#publicKey)
  }

  // CRY-038
  async sign(message: Uint8Array): Promise<Uint8Array> {
    const bytes = copyOf(asBytes(message, 'A message'))
    // CRY-041
    if (this.#key === undefined) throw new CryptoError('DESTROYED', 'The signer has been destroyed.')
    return this.#key.sign(bytes)
  }

  // CRY-042
  destroy(): void {
    this.#key = undefined
  }
}
