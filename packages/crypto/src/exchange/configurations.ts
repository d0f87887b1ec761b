import { sha256 } from '#platform'
import { concat, i2osp, utf8 } from '../bytes.ts'
import { bytes as checkBytes, list } from '../check/values.ts'
import { refuse } from '../errors.ts'
import { decodeRead, encodeRead, readConfiguration } from './configuration.ts'
import type { KeyConfiguration } from './types.ts'

const configurationsMax = 16
const digestLabel = utf8('canon/exchange-key/1\0')

/** The format `application/ohttp-keys`. */
export function encodeKeyConfigurations(configurations: KeyConfiguration[]): Uint8Array {
  const given = list(configurations, 'configurations', readConfiguration)
  // CRY-142
  if (given.length < 1 || given.length > configurationsMax) refuse('BAD_CONFIGURATION', 'the list is empty or too long')
  const parts = given.map(encodeRead).flatMap((encoded) => [i2osp(encoded.length, 2), encoded])
  return concat(...parts)
}

/** Those that are supported, in their order. */
export function decodeKeyConfigurations(bytes: Uint8Array): KeyConfiguration[] {
  const given = checkBytes(bytes, 'bytes')
  const configurations: KeyConfiguration[] = []
  let count = 0
  let at = 0
  while (at < given.length) {
    // CRY-143
    if (given.length < at + 2) refuse('BAD_CONFIGURATION', 'the list ends within a length')
    const end = at + 2 + (given[at] as number) * 256 + (given[at + 1] as number)
    // CRY-143
    if (end > given.length || ++count > configurationsMax) refuse('BAD_CONFIGURATION', 'the list ends too early or is too long')
    const configuration = decodeRead(given.subarray(at + 2, end))
    // CRY-144
    if (configuration !== 'unsupported') configurations.push(configuration)
    at = end
  }
  // CRY-143
  if (count === 0) refuse('BAD_CONFIGURATION', 'the list is empty')
  // CRY-144
  if (configurations.length === 0) refuse('UNSUPPORTED', 'no configuration has algorithms that are known here')
  return configurations
}

export function configurationDigest(configuration: Uint8Array): Uint8Array {
  // CRY-145
  return sha256(concat(digestLabel, configuration))
}

/** What a statement binds: 32 bytes. */
export async function keyConfigurationDigest(configuration: Uint8Array): Promise<Uint8Array> {
  return configurationDigest(checkBytes(configuration, 'configuration'))
}
