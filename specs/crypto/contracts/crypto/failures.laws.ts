import { equal, holds, type Laws, ProviderError } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { type Readers, utf8 } from '../../driver.ts'
import { errorOf } from '../../oracle/values.ts'

/** How every refusal is told. */
export const failureLaws: Laws<typeof Crypto> = ({ provider, cases }) => {
  const { parseJson } = provider as unknown as Readers

  cases('CRY-063', 'a refusal is a CryptoError by class and by name', ['sync', 'async'], async (kind) => {
    const error = await errorOf(kind === 'sync' ? parseJson(utf8('')) : provider.createSigner(new Uint8Array(1)))
    holds(error instanceof ProviderError && error.classes.includes('CryptoError'), 'an instance of CryptoError', error)
    equal((error as ProviderError).name, 'CryptoError')
    equal((error as ProviderError).code, kind === 'sync' ? 'BAD_JSON' : 'BAD_SEED')
  })
}
