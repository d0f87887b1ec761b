import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { H } from './merkle.ts'

/** Keys, notes and cosignatures by their definitions, over the platform's Ed25519. */

export interface Key {
  name: string
  seed: Uint8Array
}
export interface Line {
  name: string
  keyId: Uint8Array
  signature: Uint8Array
}
export const ALGORITHM = { ed25519: 1, 'cosignature/v1': 4 } as const
export type Algorithm = keyof typeof ALGORITHM

export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'))
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

const privateKeyOf = (seed: Uint8Array) =>
  createPrivateKey({ key: Buffer.from(join(fromHex('302e020100300506032b657004220420'), seed)), format: 'der', type: 'pkcs8' })
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

export const publicKeyOf = (seed: Uint8Array): Uint8Array =>
  new Uint8Array(createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(12))

export const signatureOf = (seed: Uint8Array, message: Uint8Array): Uint8Array =>
  new Uint8Array(sign(null, message, privateKeyOf(seed)))

export const keyIdFor = (name: string, algorithm: number, publicKey: Uint8Array): Uint8Array =>
  H(utf8(name), Uint8Array.of(10, algorithm), publicKey).slice(0, 4)

export const keyIdOf = (key: Key, algorithm: Algorithm): Uint8Array =>
  keyIdFor(key.name, ALGORITHM[algorithm], publicKeyOf(key.seed))

/** The verifier key over any name, algorithm byte and key bytes, with its right key id. */
export const verifierKeyFor = (name: string, algorithm: number, publicKey: Uint8Array): string =>
  `${name}+${hex(keyIdFor(name, algorithm, publicKey))}+${base64(join(Uint8Array.of(algorithm), publicKey))}`

export const verifierKeyOf = (key: Key, algorithm: Algorithm): string =>
  verifierKeyFor(key.name, ALGORITHM[algorithm], publicKeyOf(key.seed))

export const signed = (text: string, key: Key): Line => ({
  name: key.name,
  keyId: keyIdOf(key, 'ed25519'),
  signature: signatureOf(key.seed, utf8(text)),
})

export const cosigned = (text: string, key: Key, timestamp: number | bigint): Line => ({
  name: key.name,
  keyId: keyIdOf(key, 'cosignature/v1'),
  signature: join(bigEndian(timestamp), signatureOf(key.seed, utf8(`cosignature/v1\ntime ${timestamp}\n${text}`))),
})

export function bigEndian(value: number | bigint): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return new Uint8Array(bytes)
}

export const lineText = (line: Line): string => `— ${line.name} ${base64(join(line.keyId, line.signature))}\n`
export const noteText = (text: string, lines: readonly Line[]): string => `${text}\n${lines.map(lineText).join('')}`
export const noteBytes = (text: string, lines: readonly Line[]): Uint8Array => utf8(noteText(text, lines))

export const checkpointText = (
  origin: string,
  size: number | string,
  root: Uint8Array,
  extensions: readonly string[] = [],
): string => [origin, String(size), base64(root), ...extensions].map((line) => `${line}\n`).join('')

/** The key in a `PRIVATE+KEY+name+id+base64` string of published fixtures. */
export function privateKeyText(text: string): Key {
  const [, , name, , ...rest] = text.split('+')
  return { name: name!, seed: fromBase64(rest.join('+')).slice(1) }
}
