import { importSeed, randomBytes } from '#platform'
import { bytes, method, record } from '../check/values.ts'
import { refuse } from '../errors.ts'
import type { SigningKey } from '../platform/types.ts'

const seedBytes = 32

/** Holds an Ed25519 seed. */
export interface Signer {
  /** 32 bytes; stays readable after `destroy`. */
  readonly publicKey: Uint8Array
  /** The signature, 64 bytes. Errors: DESTROYED. */
  sign(message: Uint8Array): Promise<Uint8Array>
  /** Forgets the seed. */
  destroy(): void
}

class SeedSigner implements Signer {
  readonly #publicKey: Uint8Array
  #key: SigningKey | undefined

  constructor(key: SigningKey) {
    this.#publicKey = key.publicKey.slice()
    this.#key = key
  }

  get publicKey(): Uint8Array {
    // CRY-043
    return this.#publicKey.slice()
  }

  async sign(message: Uint8Array): Promise<Uint8Array> {
    const signed = bytes(message, 'message')
    // CRY-041
    if (this.#key === undefined) refuse('DESTROYED', 'the signer has been destroyed')
    // CRY-038
    return this.#key.sign(signed)
  }

  destroy(): void {
    // CRY-042
    this.#key = undefined
  }
}

/** A signer for a seed of 32 bytes. */
export async function createSigner(seed: Uint8Array): Promise<Signer> {
  const given = bytes(seed, 'seed')
  // CRY-028
  if (given.length !== seedBytes) refuse('BAD_SEED', 'the seed is not 32 bytes long')
  // CRY-029, CRY-030
  return new SeedSigner(await importSeed(given))
}

/** A signer for a new random seed, which nothing can read. */
export async function generateSigner(): Promise<Signer> {
  // CRY-040
  const seed = randomBytes(seedBytes)
  try {
    return new SeedSigner(await importSeed(seed))
  } finally {
    // CRY-030
    seed.fill(0)
  }
}

/** Any object with the members of a signer. */
export function checkSigner(value: unknown): Signer {
  const signer = record(value, 'signer')
  bytes(signer['publicKey'], 'publicKey of signer')
  method(signer, 'sign', 'signer')
  method(signer, 'destroy', 'signer')
  return value as Signer
}
