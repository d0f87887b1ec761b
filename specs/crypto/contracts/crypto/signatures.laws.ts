import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { bytes, flipBit, seed, utf8 } from '../../driver.ts'
import {
  smallOrderEncodings,
  underMixedKey,
  underSmallKey,
  withMixedCommitment,
  withSmallCommitment,
} from '../../oracle/crafted.ts'
import { joined, L, littleEndian, number, P } from '../../oracle/edwards.ts'
import { wycheproofRows } from '../../oracle/rows.ts'
import { codeOf, keyPair, unhex } from '../../oracle/values.ts'

/** Ed25519: signers, and which signatures verify. */
export const signatureLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  law(
    'CRY-028',
    'a seed of another length is refused',
    [fc.uint8Array({ maxLength: 70, size: 'max' }).filter((value) => value.length !== 32)],
    async (short) => refuses(provider.createSigner(short), 'BAD_SEED'),
  )

  law(
    ['CRY-029', 'CRY-038', 'CRY-039'],
    'keys and signatures are those of RFC 8032, and verify',
    [seed, bytes],
    async (secret, message) => {
      const signer = await provider.createSigner(secret)
      const own = keyPair(secret)
      equal(await signer.publicKey, own.publicKey)
      const signature = await signer.sign(message)
      equal(signature, own.sign(message))
      equal(await signer.sign(message), signature)
      equal(await provider.verifySignature(own.publicKey, message, signature), true)
    },
  )

  law(
    'CRY-037',
    'one changed bit in key, message or signature never verifies',
    [seed, bytes, fc.nat()],
    async (secret, message, at) => {
      const own = keyPair(secret)
      const signature = own.sign(message)
      equal(await provider.verifySignature(own.publicKey, message, flipBit(signature, at % 512)), false)
      equal(await provider.verifySignature(flipBit(own.publicKey, at % 256), message, signature), false)
      equal(await provider.verifySignature(own.publicKey, joined(message, Uint8Array.of(0)), signature), false)
      if (message.length > 0)
        equal(await provider.verifySignature(own.publicKey, flipBit(message, at % (8 * message.length)), signature), false)
    },
  )

  cases(
    ['CRY-032', 'CRY-035', 'CRY-037'],
    'every Wycheproof Ed25519 case is judged as published',
    field('crypto/wycheproof/ed25519_test.json', wycheproofRows),
    async ({ publicKey, message, signature, valid }) => {
      if (signature.length !== 64) await refuses(provider.verifySignature(publicKey, message, signature), 'BAD_SIGNATURE')
      else equal(await provider.verifySignature(publicKey, message, signature), valid)
    },
  )

  law(
    ['CRY-031', 'CRY-032'],
    'a key or signature of another length is refused, the key first',
    [fc.nat(70).filter((length) => length !== 32), fc.nat(140).filter((length) => length !== 64), bytes],
    async (keyLength, signatureLength, message) => {
      const key = keyPair(new Uint8Array(32)).publicKey
      await refuses(provider.verifySignature(new Uint8Array(keyLength), message, new Uint8Array(64)), 'BAD_KEY')
      await refuses(provider.verifySignature(key, message, new Uint8Array(signatureLength)), 'BAD_SIGNATURE')
      await refuses(provider.verifySignature(new Uint8Array(keyLength), message, new Uint8Array(signatureLength)), 'BAD_KEY')
    },
  )

  law(
    'CRY-033',
    'an encoding of p or more is no key and no R',
    [fc.integer({ min: 0, max: 18 }), fc.boolean(), seed, bytes],
    async (over, sign, secret, message) => {
      const encoding = littleEndian(P + BigInt(over))
      if (sign) encoding[31] = 0xff
      const own = keyPair(secret)
      equal(await provider.verifySignature(encoding, message, own.sign(message)), false)
      equal(await provider.verifySignature(own.publicKey, message, joined(encoding, own.sign(message).subarray(32))), false)
    },
  )

  cases(
    ['CRY-033', 'CRY-034'],
    'a signature that satisfies the equation under a small-order key does not verify',
    smallOrderEncodings,
    async (encoding) => {
      const { publicKey, message, signature } = underSmallKey(encoding)
      equal(await provider.verifySignature(publicKey, message, signature), false)
    },
  )

  cases(
    'CRY-034',
    'a signature that satisfies the equation with a small-order R does not verify',
    [0, 1, 2, 3, 4, 5, 6, 7],
    async (j) => {
      const { publicKey, message, signature } = withSmallCommitment(j)
      equal(await provider.verifySignature(publicKey, message, signature), false)
    },
  )

  law(
    'CRY-035',
    'S and L more is not the same signature',
    [seed, bytes, fc.constantFrom(1n, 2n, 7n)],
    async (secret, message, times) => {
      const own = keyPair(secret)
      const signature = own.sign(message)
      const more = littleEndian(number(signature.subarray(32)) + times * L)
      equal(await provider.verifySignature(own.publicKey, message, joined(signature.subarray(0, 32), more)), false)
    },
  )

  cases(
    'CRY-036',
    'what is no point on the curve is no key and no R',
    [
      '0200000000000000000000000000000000000000000000000000000000000000',
      '0200000000000000000000000000000000000000000000000000000000000080',
      '0700000000000000000000000000000000000000000000000000000000000000',
    ],
    async (hex) => {
      const own = keyPair(new Uint8Array(32).fill(7))
      const signature = own.sign(unhex('00'))
      equal(await provider.verifySignature(unhex(hex), unhex('00'), signature), false)
      equal(await provider.verifySignature(own.publicKey, unhex('00'), joined(unhex(hex), signature.subarray(32))), false)
    },
  )

  cases('CRY-037', 'the equation is the one without cofactor', [0, 1, 2, 3, 4, 5, 6, 7], async (j) => {
    const under = underMixedKey(j)
    equal(await provider.verifySignature(under.publicKey, under.message, under.signature), j === 0)
    const within = withMixedCommitment(j)
    equal(await provider.verifySignature(within.publicKey, within.message, within.signature), true)
  })

  cases('CRY-040', 'generated signers have keys of their own, and sign', [8], async (count) => {
    const keys = new Set<string>()
    for (let at = 0; at < count; at++) {
      const signer = await provider.generateSigner()
      const publicKey = await signer.publicKey
      keys.add(Buffer.from(publicKey).toString('hex'))
      equal(await provider.verifySignature(publicKey, utf8('x'), await signer.sign(utf8('x'))), true)
    }
    equal(keys.size, count)
  })

  law(
    ['CRY-041', 'CRY-042', 'CRY-043'],
    'a destroyed signer keeps its key and signs no more',
    [seed, bytes, fc.integer({ min: 1, max: 3 })],
    async (secret, message, times) => {
      const signer = await provider.createSigner(secret)
      const other = await provider.createSigner(secret)
      const own = keyPair(secret)
      equal(await signer.sign(message), own.sign(message))
      for (let at = 0; at < times; at++) equal(await signer.destroy(), undefined)
      await refuses(signer.sign(message), 'DESTROYED')
      equal(await signer.publicKey, own.publicKey)
      equal(await other.sign(message), own.sign(message))
    },
  )

  law(
    'CRY-041',
    'a signature asked for before the signer was destroyed is still given',
    [seed, bytes],
    async (secret, message) => {
      const signer = await provider.createSigner(secret)
      const [signature, , after] = await Promise.all([signer.sign(message), signer.destroy(), codeOf(signer.sign(message))])
      equal(signature, keyPair(secret).sign(message))
      equal(after, 'DESTROYED')
    },
  )
}
