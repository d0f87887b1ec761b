import { equalBytes, fromHex, toHex } from '../bytes.ts'
import { boolean, bytes as checkBytes, number, record, within } from '../check/values.ts'
import { decodeEnvelope } from '../envelope/decode.ts'
import { encodeEnvelope } from '../envelope/encode.ts'
import { pae } from '../envelope/pae.ts'
import { signEnvelope } from '../envelope/sign.ts'
import { CryptoError, refuse } from '../errors.ts'
import { canonicalize } from '../json/canonicalize.ts'
import { parseCanonical } from '../json/parse.ts'
import { checkSigner } from '../sign/signer.ts'
import type { Signer } from '../sign/signer.ts'
import { keyBytes, signatureBytes, verifySignature } from '../sign/verify.ts'
import type { Transcripts } from './types.ts'

const tokensMax = 4294967295
const payloadType = 'application/vnd.canon.receipt+json'

/** What an enclave says of an exchange that is over. */
export interface ExchangeReceipt {
  statement: Uint8Array
  model: Uint8Array
  /** As of both sides' `transcripts`. */
  request: Uint8Array
  response: Uint8Array
  promptTokens: number
  completionTokens: number
  /** False when the response was cut short. */
  complete: boolean
  at: number
}

const digests = ['statement', 'model', 'request', 'response'] as const

function readReceipt(value: unknown): ExchangeReceipt {
  const receipt = record(value, 'receipt')
  return {
    statement: checkBytes(receipt['statement'], 'statement'),
    model: checkBytes(receipt['model'], 'model'),
    request: checkBytes(receipt['request'], 'request'),
    response: checkBytes(receipt['response'], 'response'),
    promptTokens: number(receipt['promptTokens'], 'promptTokens'),
    completionTokens: number(receipt['completionTokens'], 'completionTokens'),
    complete: boolean(receipt['complete'], 'complete'),
    at: number(receipt['at'], 'at'),
  }
}

function isReceipt(receipt: ExchangeReceipt): boolean {
  return (
    digests.every((name) => receipt[name].length === 32) &&
    within(receipt.promptTokens, 0, tokensMax) &&
    within(receipt.completionTokens, 0, tokensMax) &&
    within(receipt.at, 0, Number.MAX_SAFE_INTEGER)
  )
}

function write(receipt: ExchangeReceipt): Uint8Array {
  const { statement, model, request, response } = receipt
  return canonicalize({ ...receipt, statement: toHex(statement), model: toHex(model), request: toHex(request), response: toHex(response) })
}

/** The receipt in a signed envelope, canonical JSON. */
export async function signReceipt(receipt: ExchangeReceipt, signer: Signer): Promise<Uint8Array> {
  const given = readReceipt(receipt)
  const by = checkSigner(signer)
  // CRY-178
  if (!isReceipt(given)) refuse('BAD_RECEIPT', 'the receipt has a digest or a number that is out of range')
  // CRY-179
  return encodeEnvelope(await signEnvelope({ payloadType, payload: write(given), signatures: [] }, by))
}

/** The receipt that CRY-179 writes so; anything else is refused. */
function readPayload(payload: Uint8Array): ExchangeReceipt {
  const members = record(parseCanonical(payload), 'the payload')
  const digest = (name: string): Uint8Array => {
    const hex = members[name]
    return (typeof hex === 'string' ? fromHex(hex) : undefined) ?? bad()
  }
  const receipt = readReceipt({
    ...members,
    statement: digest('statement'),
    model: digest('model'),
    request: digest('request'),
    response: digest('response'),
  })
  if (!isReceipt(receipt) || !equalBytes(write(receipt), payload)) bad()
  return receipt
}

function bad(): never {
  refuse('BAD_RECEIPT', 'the bytes are not a receipt')
}

function readSigned(bytes: Uint8Array): { receipt: ExchangeReceipt; payload: Uint8Array; sigs: Uint8Array[] } {
  try {
    const envelope = decodeEnvelope(bytes)
    if (envelope.payloadType !== payloadType) bad()
    const sigs = envelope.signatures.map(({ sig }) => sig).filter((sig) => sig.length === signatureBytes)
    return { receipt: readPayload(envelope.payload), payload: envelope.payload, sigs }
  } catch (error) {
    // CRY-181: whatever is wrong with what was read.
    if (error instanceof CryptoError || error instanceof TypeError) bad()
    throw error
  }
}

/** The receipt, when `publicKey` signed it and it says these transcripts. */
export async function verifyReceipt(bytes: Uint8Array, publicKey: Uint8Array, transcripts: Transcripts): Promise<ExchangeReceipt> {
  const given = checkBytes(bytes, 'bytes')
  const key = checkBytes(publicKey, 'publicKey').slice()
  const both = record(transcripts, 'transcripts')
  const request = checkBytes(both['request'], 'request of transcripts').slice()
  const response = checkBytes(both['response'], 'response of transcripts').slice()
  // CRY-180
  if (key.length !== keyBytes) refuse('BAD_KEY', 'the public key is not 32 bytes long')
  const { receipt, payload, sigs } = readSigned(given)
  const message = pae(payloadType, payload)
  let signed = false
  for (const sig of sigs) signed ||= await verifySignature(key, message, sig)
  // CRY-182
  if (!signed) refuse('NOT_SIGNED', 'the key has not signed the receipt')
  // CRY-183
  if (!equalBytes(receipt.request, request) || !equalBytes(receipt.response, response)) refuse('WRONG_TRANSCRIPT', 'the receipt is for another exchange')
  // CRY-184
  return receipt
}
