import { equal, type Laws } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes } from '../../driver.ts'
import { joined } from '../../oracle/edwards.ts'
import { digest } from '../../oracle/values.ts'

/** Digests of the SHA-2 family. */
export const digestLaws: Laws<typeof Crypto> = ({ provider, law }) => {
  law(
    'CRY-027',
    'digests are those of the platform',
    [fc.oneof(bytes, fc.uint8Array({ maxLength: 600, size: 'max' }))],
    async (input) => {
      equal(await provider.sha256(input), digest('sha256', input))
      equal(await provider.sha384(input), digest('sha384', input))
      equal(await provider.sha512(input), digest('sha512', input))
    },
  )

  law('CRY-027', 'a view is hashed as the part that it shows', [bytes, fc.nat(20), fc.nat(20)], async (input, before, after) => {
    const view = joined(new Uint8Array(before), input, new Uint8Array(after)).subarray(before, before + input.length)
    equal(await provider.sha256(view), digest('sha256', input))
  })
}
