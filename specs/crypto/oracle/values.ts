import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { ProviderError } from '@canon/contract'
import fc from 'fast-check'
import type { Envelope, JsonValue } from '#surface/crypto'
import { flipBit, text, utf8 } from '../drivers/values.ts'
import { joined } from './edwards.ts'

export function lone() {
  return fc
    .tuple(
      text,
      fc.constantFrom('\ud800', '\udbff', '\udc00', '\udfff', '\udc00\ud800'),
      fc.string({ unit: 'grapheme-ascii', maxLength: 5 }),
    )
    .map(([before, surrogate, after]) => before + surrogate + after)
}

export function nested(depth: number, objects: boolean, full: boolean): JsonValue {
  let value: JsonValue = full ? 'x' : 1
  for (let at = 0; at < depth; at++) value = objects ? { a: value } : [value]
  return value
}

export function positive(value: JsonValue): JsonValue {
  if (typeof value === 'number') return value === 0 ? 0 : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(positive)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, positive(member)]))
}

export function doubleOf(bits: string): number {
  return Buffer.from(bits.padStart(16, '0'), 'hex').readDoubleBE()
}

export function platformReads(source: string): boolean {
  try {
    JSON.parse(source)
    return true
  } catch {
    return false
  }
}

export function seedOf(who: number): Uint8Array {
  return new Uint8Array(32).fill(who + 1)
}

export function keyPair(secret: Uint8Array) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = Uint8Array.from(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(12))
  return { publicKey, sign: (message: Uint8Array) => Uint8Array.from(sign(null, message, privateKey)) }
}

export function signedBy(type: string, payload: Uint8Array, seeds: readonly Uint8Array[]): Envelope {
  return {
    payloadType: type,
    payload,
    signatures: seeds.map((secret) => ({ sig: keyPair(secret).sign(encoded(type, payload)) })),
  }
}

export function spoiled(signature: Uint8Array, how: string): Uint8Array {
  if (how === 'bit') return flipBit(signature, 300)
  if (how === 'short') return signature.subarray(0, 63)
  return how === 'long' ? joined(signature, Uint8Array.of(0)) : signature
}

export function encoded(type: string, payload: Uint8Array): Uint8Array {
  return joined(utf8(`DSSEv1 ${utf8(type).length} ${type} ${payload.length} `), payload)
}

export function wireOf(value: Envelope): JsonValue {
  return {
    payload: Buffer.from(value.payload).toString('base64'),
    payloadType: value.payloadType,
    signatures: value.signatures.map(({ keyid, sig }) => ({
      ...(keyid ? { keyid } : {}),
      sig: Buffer.from(sig).toString('base64'),
    })),
  }
}

export function tidy(value: Envelope): Envelope {
  return { ...value, signatures: value.signatures.map(({ keyid, sig }) => ({ ...(keyid ? { keyid } : {}), sig })) }
}

export function digest(algorithm: string, input: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash(algorithm).update(input).digest())
}

export function joined1(input: Uint8Array, byte: number): Uint8Array {
  const longer = new Uint8Array(input.length + 1).fill(byte)
  longer.set(input)
  return longer
}

export function unhex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}

export async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  const error = await errorOf(call)
  return error instanceof ProviderError ? (error.code ?? error.name) : undefined
}

export async function errorOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
    return undefined
  } catch (error) {
    return error
  }
}
