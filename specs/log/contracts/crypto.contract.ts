import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { contract, equal, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { place, seed } from '../driver.ts'
import { H, leafOf } from '../oracle/merkle.ts'
import { publicKeyOf, signatureOf } from '../oracle/notes.ts'

/** `size` is said, because lengths stay near 10 without it. */
const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength, size: 'max' }).map((value) => new Uint8Array(value))
const message = bytes(0, 200)
const otherLength = (right: number) => bytes(0, right + 40).filter((value) => value.length !== right)

const flipped = (value: Uint8Array, at: number): Uint8Array => {
  const copy = value.slice()
  copy[at % copy.length]! ^= 1 << (at % 8)
  return copy
}

export default contract<typeof Crypto>('crypto', ({ provider, law }) => {
  law('CRY-027', 'the SHA-256 of any bytes is that of the platform', [bytes(0, 300)], async (value) => {
    equal(await provider.sha256(value), H(value))
  })

  law(
    'CRY-027',
    'many digests in flight keep to their own bytes',
    [fc.array(bytes(0, 130), { maxLength: 30, size: 'max' })],
    async (values) => {
      equal(
        await Promise.all(values.map((value) => provider.sha256(value))),
        values.map((value) => H(value)),
      )
    },
  )

  law(
    'CRY-027',
    'an entry of a megabyte is hashed whole',
    [fc.integer({ min: 1_048_570, max: 1_048_576 })],
    async (length) => {
      const entry = new Uint8Array(length).fill(7)
      equal(await provider.sha256(new Uint8Array([0, ...entry])), leafOf(entry))
    },
    { runs: 2 },
  )

  law('CRY-029', 'a signer has the public key of its seed', [seed], async (value) => {
    const signer = await provider.createSigner(value)
    equal(await signer.publicKey, publicKeyOf(value))
  })

  law(
    ['CRY-038', 'CRY-039'],
    'a signer signs as the platform does, and the platform and crypto agree that it verifies',
    [seed, message],
    async (value, text) => {
      const signer = await provider.createSigner(value)
      const signature = await signer.sign(text)
      equal(signature, signatureOf(value, text))
      equal(await provider.verifySignature(publicKeyOf(value), text, signature), true)
      equal(verify(null, text, createPublicKey(privateKey(value)), signature), true)
    },
  )

  law('CRY-037', 'a signature that the platform made verifies', [seed, message], async (value, text) => {
    equal(await provider.verifySignature(publicKeyOf(value), text, new Uint8Array(sign(null, text, privateKey(value)))), true)
  })

  law(
    ['CRY-033', 'CRY-034', 'CRY-035', 'CRY-036', 'CRY-037'],
    'one flipped bit in key, message or signature makes it false',
    [seed, bytes(1, 60), place, fc.constantFrom('key', 'message', 'signature')],
    async (value, text, at, where) => {
      const key = publicKeyOf(value)
      const signature = signatureOf(value, text)
      const answer = await provider.verifySignature(
        where === 'key' ? flipped(key, at) : key,
        where === 'message' ? flipped(text, at) : text,
        where === 'signature' ? flipped(signature, at) : signature,
      )
      equal(answer, false)
    },
  )

  law('CRY-028', 'a seed of another length is refused', [otherLength(32)], async (value) => {
    await refuses(provider.createSigner(value), 'BAD_SEED')
  })

  law(
    'CRY-031',
    'a public key of another length is refused',
    [otherLength(32), message, bytes(64, 64)],
    async (key, text, signature) => {
      await refuses(provider.verifySignature(key, text, signature), 'BAD_KEY')
    },
  )

  law('CRY-032', 'a signature of another length is refused', [seed, message, otherLength(64)], async (value, text, signature) => {
    await refuses(provider.verifySignature(publicKeyOf(value), text, signature), 'BAD_SIGNATURE')
  })

  law('CRY-041', 'a destroyed signer signs no more', [seed, message], async (value, text) => {
    const signer = await provider.createSigner(value)
    await signer.destroy()
    await refuses(signer.sign(text), 'DESTROYED')
  })
})

const privateKey = (value: Uint8Array) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), value]),
    format: 'der',
    type: 'pkcs8',
  })
