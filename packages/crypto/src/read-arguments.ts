import { asBytes } from './bytes.ts'

// Arguments of interface types, each member read once. What does not have the declared type is a TypeError; lengths and
// contents are looked at later, when the types of all arguments are known to be right.

/** The members of an object by name, of whatever type. */
export function asRecord(value: unknown, what: string): { readonly [key: string]: unknown } {
  if (!isRecord(value)) throw new TypeError(`${what} must be an object.`)
  return value
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** A string, well-formed or not. */
export function asString(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new TypeError(`${what} must be a string.`)
  return value
}

/** Each element as `read` gives it; a hole counts as undefined. */
export function asList<T>(value: unknown, what: string, read: (element: unknown) => T): T[] {
  if (!Array.isArray(value)) throw new TypeError(`${what} must be an array.`)
  const list: readonly unknown[] = value
  const { length } = list
  const elements: T[] = []
  for (let i = 0; i < length; i++) elements.push(read(Object.hasOwn(list, i) ? list[i] : undefined))
  return elements
}

/** A signer's members; the bytes are not yet copied. */
export interface SignerArgument {
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => unknown
}

/** A signer, of this package or a foreign one. */
export function readSigner(value: unknown): SignerArgument {
  const signer = asRecord(value, 'A signer')
  const publicKey = asBytes(signer['publicKey'], 'A public key')
  const { sign, destroy } = signer
  if (typeof sign !== 'function' || typeof destroy !== 'function') {
    throw new TypeError('A signer must have the methods sign and destroy.')
  }
  return { publicKey, sign: (message) => Reflect.apply(sign, signer, [message]) }
}

/** A policy's members; the keys are not yet copied. */
export interface PolicyArgument {
  readonly payloadType: string
  readonly keys: readonly Uint8Array[]
  readonly threshold: number
}

/** A policy, not yet checked. */
export function readPolicy(value: unknown): PolicyArgument {
  const policy = asRecord(value, 'A policy')
  const payloadType = asString(policy['payloadType'], 'A payload type')
  const keys = asList(policy['keys'], 'The keys of a policy', (key) => asBytes(key, 'A public key'))
  const { threshold } = policy
  if (typeof threshold !== 'number') throw new TypeError('The threshold of a policy must be a number.')
  return { payloadType, keys, threshold }
}
