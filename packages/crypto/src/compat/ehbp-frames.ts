import { importAead } from '#platform'
import { concat, empty, i2osp, utf8 } from '../bytes.ts'
import { bytes } from '../check/values.ts'
import { refuse } from '../errors.ts'
import type { OpenNext, SealNext } from '../exchange/chunks.ts'
import { replyOpener, replySealer } from '../exchange/chunks.ts'
import { expand, extract } from '../hpke/hkdf.ts'
import { tagBytes } from '../hpke/names.ts'
import type { Gather } from '../stream/gather.ts'
import type { Source } from '../stream/source.ts'

export const ehbpNonceBytes = 32
const ehbpFrameMax = 1048576
const lengthBytes = 4

export const requestInfo = utf8('ehbp request')
export const responseLabel = utf8('ehbp response')

/** A frame for each piece that is not empty. */
export async function* sealFrames(source: Source<Uint8Array>, seal: SealNext): AsyncGenerator<Uint8Array, void, undefined> {
  for (let piece = await source.next(); piece !== undefined; piece = await source.next()) {
    // CRY-269
    if (piece.length > ehbpFrameMax) refuse('TOO_LARGE', 'a piece is too long for a frame')
    // CRY-267, CRY-268
    if (piece.length > 0) yield await seal(empty, piece, i2osp(piece.length + tagBytes, lengthBytes))
  }
}

/** The plaintexts of the frames that come. */
export async function* openFrames(gather: Gather, open: OpenNext): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const head = await gather.exactly(lengthBytes)
    if (head.length === 0) return
    // CRY-274
    if (head.length < lengthBytes) refuse('TRUNCATED', 'the body ends within a frame')
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0)
    // CRY-269
    if (length > ehbpFrameMax + tagBytes) refuse('TOO_LARGE', 'a frame says that it is too long')
    if (length === 0) continue
    const sealed = await gather.exactly(length)
    // CRY-274
    if (sealed.length < length) refuse('TRUNCATED', 'the body ends within a frame')
    // CRY-273
    if (length < tagBytes) refuse('OPEN_FAILED', 'a frame does not open')
    const plaintext = await open(empty, sealed)
    gather.keep()
    // CRY-272
    if (plaintext.length > 0) yield plaintext
  }
}

/** Key and base nonce of a response. */
export function deriveReply(secret: Uint8Array, enc: Uint8Array, nonce: Uint8Array): { key: Uint8Array; nonce: Uint8Array } {
  const prk = extract(concat(enc, nonce), secret)
  return { key: expand(prk, utf8('key'), 32), nonce: expand(prk, utf8('nonce'), 12) }
}

export function frameSealer(secret: Uint8Array, enc: Uint8Array, nonce: Uint8Array): SealNext {
  const { key, nonce: base } = deriveReply(secret, enc, nonce)
  return replySealer({ key: importAead('aes-256-gcm', key), base })
}

export function frameOpener(secret: Uint8Array, enc: Uint8Array, nonce: Uint8Array): OpenNext {
  const { key, nonce: base } = deriveReply(secret, enc, nonce)
  return replyOpener({ key: importAead('aes-256-gcm', key), base })
}

export function checkResponseNonce(nonce: Uint8Array): void {
  // CRY-275
  if (nonce.length !== ehbpNonceBytes) refuse('BAD_NONCE', 'the response nonce is not 32 bytes long')
}

/** Key (32 bytes) and base nonce (12 bytes) of a response. */
export async function weakEhbpDerive(
  secret: Uint8Array,
  encapsulatedKey: Uint8Array,
  responseNonce: Uint8Array,
): Promise<{ key: Uint8Array; nonce: Uint8Array }> {
  const exported = bytes(secret, 'secret')
  const enc = bytes(encapsulatedKey, 'encapsulatedKey')
  const nonce = bytes(responseNonce, 'responseNonce')
  // CRY-278
  if (exported.length !== 32 || enc.length !== 32) refuse('BAD_KEY', 'the secret or the encapsulated key is not 32 bytes long')
  checkResponseNonce(nonce)
  // CRY-279
  return deriveReply(exported, enc, nonce)
}
