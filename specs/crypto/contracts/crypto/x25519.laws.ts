import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { flipBit, seed } from '../../driver.ts'
import { x25519Rows } from '../../oracle/hpke-rows.ts'
import { lowOrderKeys, topBit, unreducedKeys, xPublic, xShared } from '../../oracle/primitives.ts'

/** X25519: which keys it takes, and what it gives. */
export const x25519Laws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  law(['CRY-077', 'CRY-079'], 'keys and secrets are those of the platform, on both sides', [seed, seed], async (mine, yours) => {
    const publicKey = await provider.x25519PublicKey(mine)
    equal(publicKey, xPublic(mine))
    const shared = await provider.x25519(mine, xPublic(yours))
    equal(shared, xShared(mine, xPublic(yours)))
    equal(await provider.x25519(yours, publicKey), shared)
  })

  law('CRY-079', 'any 32 bytes are a public key, and their top bit is ignored', [seed, seed], async (secret, publicKey) => {
    fc.pre(!lowOrderKeys.some((low) => Buffer.compare(low, publicKey) === 0))
    const shared = xShared(secret, publicKey)
    equal(await provider.x25519(secret, publicKey), shared)
    equal(await provider.x25519(secret, topBit(publicKey)), shared)
  })

  law(
    'CRY-077',
    'the bits that RFC 7748 fixes in a secret key do not matter',
    [seed, fc.constantFrom(0, 1, 2, 254, 255)],
    async (secret, bit) => equal(await provider.x25519PublicKey(flipBit(secret, bit)), await provider.x25519PublicKey(secret)),
  )

  cases('CRY-079', 'a coordinate of p or more counts modulo p', unreducedKeys, async ({ encoding, counts }) => {
    for (const secret of [new Uint8Array(32), new Uint8Array(32).fill(0xa5)]) {
      equal(await provider.x25519(secret, encoding), await provider.x25519(secret, counts))
      equal(await provider.x25519(secret, topBit(encoding)), xShared(secret, counts))
    }
  })

  cases('CRY-078', 'every public key of low order is refused, whatever the secret key', lowOrderKeys, async (low) => {
    for (const fill of [0, 1, 0x80, 0xff]) await refuses(provider.x25519(new Uint8Array(32).fill(fill), low), 'BAD_KEY')
  })

  cases(
    ['CRY-078', 'CRY-079'],
    'every Wycheproof X25519 case is answered as published, and those of low order refused',
    field('crypto/wycheproof/x25519_test.json', x25519Rows),
    async ({ publicKey, secretKey, shared }) => {
      if (shared === undefined) await refuses(provider.x25519(secretKey, publicKey), 'BAD_KEY')
      else equal(await provider.x25519(secretKey, publicKey), shared)
    },
  )

  law(
    'CRY-076',
    'a key of another length is refused',
    [fc.nat(70).filter((length) => length !== 32), seed],
    async (length, key) => {
      const wrong = new Uint8Array(length).fill(9)
      await refuses(provider.x25519PublicKey(wrong), 'BAD_KEY')
      await refuses(provider.x25519(wrong, key), 'BAD_KEY')
      await refuses(provider.x25519(key, wrong), 'BAD_KEY')
    },
  )
}
