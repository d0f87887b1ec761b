import { createHash } from 'node:crypto'
import { seededBytes } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { streamed } from '../drivers/streams.ts'
import { i2osp } from '../oracle/primitives.ts'
import { gcmOpen, gcmSeal, glimpse, type Sealed } from './gcm.ts'

export interface Upload {
  readonly secretKey: Uint8Array
  readonly pieces: readonly Uint8Array[]
}

const PIECE_BYTES = 16384
const PIECES = 1024

/** A request of 16 MiB in pieces that are a chunk each. */
export function uploadOf(seed: number): Upload {
  const random = seededBytes(seed, 32 + PIECES * PIECE_BYTES)
  const pieces = Array.from({ length: PIECES }, (_, at) => random.subarray(32 + at * PIECE_BYTES, 32 + (at + 1) * PIECE_BYTES))
  return { secretKey: random.slice(0, 32), pieces }
}

/** From the client's source through the gateway's request, chunk by chunk. */
export async function uploaded(crypto: typeof Crypto, { secretKey, pieces }: Upload): Promise<number[]> {
  const gateway = await crypto.createExchangeGateway(await crypto.createRecipientKey('x25519', secretKey), 1, ['aes-256-gcm'])
  const digest = await crypto.keyConfigurationDigest(gateway.configuration)
  const client = await crypto.createExchangeClient(gateway.configuration, digest)
  const { message } = await client.sealStream(streamed(pieces))
  const { request } = await gateway.openStream(message)
  const seen: number[] = []
  for await (const piece of request) seen.push(glimpse(piece))
  return seen
}

/** Bare AES-256-GCM: no framing, no transcript. */
export function sealedAndOpened({ secretKey, pieces }: Upload): number[] {
  return pieces.map((piece, at) => {
    const nonce = i2osp(at, 12)
    return glimpse(gcmOpen(secretKey, nonce, gcmSeal(secretKey, nonce, piece)))
  })
}

/** The same with what each side's transcript takes (CRY-176): the least that an exchange with receipts can do. */
export function sealedHashedAndOpened({ secretKey, pieces }: Upload): number[] {
  let client: Uint8Array = new Uint8Array(32)
  let gateway: Uint8Array = new Uint8Array(32)
  return pieces.map((piece, at) => {
    const nonce = i2osp(at, 12)
    const sealed = gcmSeal(secretKey, nonce, piece)
    client = hashedOn(client, sealed)
    gateway = hashedOn(gateway, sealed)
    return glimpse(gcmOpen(secretKey, nonce, sealed))
  })
}

function hashedOn(transcript: Uint8Array, { body, tag }: Sealed): Uint8Array {
  return createHash('sha256').update(transcript).update(body).update(tag).digest()
}
