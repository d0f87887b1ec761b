import { concat, i2osp } from '../bytes.ts'
import { bytes as checkBytes, list, number, record, within } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { aeadId, aeads as knownAeads, checkAead, checkKem, kemIds, publicKeyBytes } from '../hpke/names.ts'
import type { Aead, Kem } from '../hpke/names.ts'
import type { KeyConfiguration } from './types.ts'

const suitesMax = 16

function bad(message: string): never {
  refuse('BAD_CONFIGURATION', message)
}

export function readConfiguration(value: unknown, what = 'configuration'): KeyConfiguration {
  const given = record(value, what)
  return {
    keyId: number(given['keyId'], 'keyId'),
    kem: checkKem(given['kem'], 'kem'),
    publicKey: checkBytes(given['publicKey'], 'publicKey'),
    aeads: list(given['aeads'], 'aeads', checkAead),
  }
}

/** The encoding of a configuration that has been read. */
export function encodeRead({ keyId, kem, publicKey, aeads }: KeyConfiguration): Uint8Array {
  // CRY-137
  if (!within(keyId, 0, 255)) bad('the key id is not an integer from 0 to 255')
  if (publicKey.length !== publicKeyBytes[kem]) bad('the public key has not the length for its KEM')
  if (aeads.length === 0 || new Set(aeads).size !== aeads.length) bad('the list of AEADs is empty, or has one twice')
  // CRY-138
  const suites = aeads.map((aead) => concat(i2osp(1, 2), i2osp(aeadId(aead), 2)))
  return concat(i2osp(keyId, 1), i2osp(kemIds[kem], 2), publicKey, i2osp(4 * aeads.length, 2), ...suites)
}

/** RFC 9458, section 3.1. */
export function encodeKeyConfiguration(configuration: KeyConfiguration): Uint8Array {
  return encodeRead(readConfiguration(configuration))
}

/** Reads a configuration; `unsupported` where CRY-140 refuses it. */
export function decodeRead(bytes: Uint8Array): KeyConfiguration | 'unsupported' {
  const word = (at: number): number => (bytes[at] as number) * 256 + (bytes[at + 1] as number)
  // CRY-139
  if (bytes.length < 3) bad('the configuration ends too early')
  // CRY-140
  const kem = kemOf(word(1))
  if (kem === undefined) return 'unsupported'
  const at = 3 + publicKeyBytes[kem]
  // CRY-139
  if (bytes.length < at + 2) bad('the configuration ends too early')
  const suites = word(at)
  if (suites === 0 || suites % 4 !== 0 || suites > 4 * suitesMax) bad('the length of the suites is not one')
  if (bytes.length !== at + 2 + suites) bad('the configuration ends before its bytes do, or after')
  const aeads = new Set<Aead>()
  for (let i = at + 2; i < bytes.length; i += 4) {
    const aead = knownAeads[word(i + 2) - 1]
    if (word(i) === 1 && aead !== undefined) aeads.add(aead)
  }
  // CRY-140
  if (aeads.size === 0) return 'unsupported'
  // CRY-141
  return { keyId: bytes[0] as number, kem, publicKey: bytes.slice(3, at), aeads: [...aeads] }
}

export function kemOf(id: number): Kem | undefined {
  if (id === kemIds.x25519) return 'x25519'
  return id === kemIds['x-wing'] ? 'x-wing' : undefined
}

/** The configuration; one that is not supported is refused. */
export function decodeKeyConfiguration(bytes: Uint8Array): KeyConfiguration {
  const configuration = decodeRead(checkBytes(bytes, 'bytes'))
  if (configuration === 'unsupported') refuse('UNSUPPORTED', 'the configuration has no algorithms that are known here')
  return configuration
}
