import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import { seed, utf8 } from '../../driver.ts'
import { encapsulated, ends, kems, publicBytes, publicOf, randomBytes } from '../../oracle/hpke.ts'
import { aeads } from '../../oracle/primitives.ts'
import { codeOf } from '../../oracle/values.ts'

const kem = fc.constantFrom(...kems)
const _aead = fc.constantFrom(...aeads)
const _chosen = fc.uint8Array({ minLength: 64, maxLength: 64 })
const none = new Uint8Array(0)
const secret = new Uint8Array(32).fill(0x31)
const known = new Map(kems.map((name) => [name, publicOf(name, secret)]))
const _carried = new Map(kems.map((name) => [name, encapsulated(name, known.get(name)!, new Uint8Array(randomBytes(name)))]))

/** Recipient keys: what they hold, and how they end. */
export const hpkeKeyLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law(
    'CRY-095',
    'a recipient key has the public key of its secret',
    [kem, seed],
    async (name, own) => {
      const key = await provider.createRecipientKey(name, own)
      equal([await key.kem, await key.publicKey], [name, publicOf(name, own)])
    },
    { runs: 40 },
  )

  law(
    'CRY-094',
    'a secret key of another length is refused',
    [kem, fc.nat(70).filter((length) => length !== 32)],
    async (name, length) => refuses(provider.createRecipientKey(name, new Uint8Array(length)), 'BAD_SEED'),
  )

  cases('CRY-096', 'generated keys are all different, and open what is sealed to them', kems, async (name) => {
    const seen = new Set<string>()
    for (let at = 0; at < 8; at++) {
      const key = await provider.generateRecipientKey(name)
      const publicKey = await key.publicKey
      equal([await key.kem, publicKey.length], [name, publicBytes(name)])
      for (const half of [publicKey.subarray(0, 32), publicKey.subarray(-32)]) seen.add(Buffer.from(half).toString('hex'))
      const made = encapsulated(name, publicKey, new Uint8Array(randomBytes(name)).fill(at))
      const context = await key.setup('aes-256-gcm', made.enc, none)
      const sealed = ends(name, 'aes-256-gcm', made.sharedSecret, none).seal(0, none, utf8('x'))
      equal(await context.open(none, sealed), utf8('x'))
    }
    equal(seen.size, name === 'x25519' ? 8 : 16)
  })

  law(
    ['CRY-098', 'CRY-115'],
    'a destroyed key sets up no more, keeps its public key, and leaves earlier calls and contexts alone',
    [kem, seed, fc.integer({ min: 1, max: 3 })],
    async (name, own, times) => {
      const publicKey = publicOf(name, own)
      const { enc, sharedSecret } = encapsulated(name, publicKey, new Uint8Array(randomBytes(name)))
      const key = await provider.createRecipientKey(name, own)
      const twin = await provider.createRecipientKey(name, own)
      const before = key.setup('aes-128-gcm', enc, none)
      const gone = Array.from({ length: times }, () => key.destroy())
      const after = [codeOf(key.setup('aes-128-gcm', enc, none)), codeOf(key.setup('aes-128-gcm', none, none))]
      const sealed = ends(name, 'aes-128-gcm', sharedSecret, none).seal(0, none, own)
      equal(await (await before).open(none, sealed), own)
      equal(
        await Promise.all(gone),
        gone.map(() => undefined),
      )
      equal(await Promise.all(after), ['DESTROYED', 'DESTROYED'])
      equal([await key.kem, await key.publicKey], [name, publicKey])
      equal(await (await twin.setup('aes-128-gcm', enc, none)).open(none, sealed), own)
    },
    { runs: 30 },
  )
}
