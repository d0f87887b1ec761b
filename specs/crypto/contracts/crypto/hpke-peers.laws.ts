import { equal, type Laws } from '@canon/contract'
import { Aes128Gcm, Aes256Gcm, CipherSuite as CoreSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { XWing } from '@hpke/hybridkem-x-wing'
import fc from 'fast-check'
import * as Peer from 'hpke'
import type * as Crypto from '#surface/crypto'
import { bytes, seed } from '../../driver.ts'
import { kems } from '../../oracle/hpke.ts'
import { rfc9180Rows } from '../../oracle/hpke-rows.ts'
import { aeads } from '../../oracle/primitives.ts'

const messages = fc.array(fc.record({ aad: bytes, plaintext: bytes }), { maxLength: 4, size: 'max' })
const plain = (value: ArrayBuffer | Uint8Array) => new Uint8Array(value)

/**
 * HPKE against published vectors and two independent libraries. Of the file of RFC 9180 vectors 29 of 32 are left out: those of the KEM P-256, of the
 * modes psk, auth and auth-psk, and of export-only suites, none of which the package has. Of the Wycheproof files nothing is left out: AES keys of 24
 * bytes and nonces of other lengths are refused with the code for that, and what is called acceptable of X25519 is taken unless it is of low order.
 */
export const hpkePeerLaws: Laws<typeof Crypto> = ({ provider, law, cases, field }) => {
  cases(
    ['CRY-095', 'CRY-102', 'CRY-106', 'CRY-107', 'CRY-108', 'CRY-113'],
    'the vectors of RFC 9180 for base mode and X25519 are met, up to the message 256',
    field('crypto/hpke-rfc9180/test-vectors.x25519-p256-sha256.json', rfc9180Rows),
    async ({ aead, info, skRm, skEm, pkRm, enc, encryptions, exports }) => {
      const key = await provider.createRecipientKey('x25519', skRm)
      equal(await key.publicKey, pkRm)
      const sender = await provider.setupSender('x25519', aead, pkRm, info, skEm)
      equal(await sender.enc, enc)
      const recipient = await key.setup(aead, enc, info)
      let next = 0
      for (const { sequence, aad, pt, ct } of encryptions) {
        for (; next < sequence; next++) equal(await recipient.open(aad, await sender.seal(aad, pt)), pt)
        equal(await sender.seal(aad, pt), ct)
        equal(await recipient.open(aad, ct), pt)
        next++
      }
      for (const { context, length, value } of exports) {
        equal(await sender.exportSecret(context, length), value)
        equal(await recipient.exportSecret(context, length), value)
      }
    },
  )

  law(
    ['CRY-102', 'CRY-106', 'CRY-107', 'CRY-108', 'CRY-113'],
    'an independent library opens what is sealed here, and the other way round',
    [fc.constantFrom(...kems), fc.constantFrom(...aeads), seed, bytes, messages],
    async (kem, aead, secret, info, list) => {
      const suite = peerSuite(kem, aead)
      const key = await provider.createRecipientKey(kem, secret)
      const publicKey = await key.publicKey
      const sender = await provider.setupSender(kem, aead, publicKey, info)
      const theirs = await suite.SetupRecipient(await suite.DeserializePrivateKey(secret, true), await sender.enc, { info })
      for (const { aad, plaintext } of list) equal(plain(await theirs.Open(await sender.seal(aad, plaintext), aad)), plaintext)
      equal(await sender.exportSecret(info, 48), plain(await theirs.Export(info, 48)))
      const { encapsulatedSecret, ctx } = await suite.SetupSender(await suite.DeserializePublicKey(publicKey), { info })
      const recipient = await key.setup(aead, plain(encapsulatedSecret), info)
      for (const { aad, plaintext } of list) equal(await recipient.open(aad, plain(await ctx.Seal(plaintext, aad))), plaintext)
      equal(await recipient.exportSecret(info, 48), plain(await ctx.Export(info, 48)))
    },
    { runs: 60 },
  )

  law(
    ['CRY-102', 'CRY-106', 'CRY-107', 'CRY-108', 'CRY-113'],
    'a second independent library, which has AES only, agrees in both directions',
    [fc.constantFrom(...kems), fc.constantFrom('aes-128-gcm' as const, 'aes-256-gcm' as const), seed, bytes, messages],
    async (kem, aead, secret, info, list) => {
      const suite = coreSuite(kem, aead)
      const key = await provider.createRecipientKey(kem, secret)
      const publicKey = await key.publicKey
      const sender = await provider.setupSender(kem, aead, publicKey, info)
      const recipientKey = await suite.kem.deserializePrivateKey(secret)
      const theirs = await suite.createRecipientContext({ recipientKey, enc: await sender.enc, info })
      for (const { aad, plaintext } of list) equal(plain(await theirs.open(await sender.seal(aad, plaintext), aad)), plaintext)
      const ctx = await suite.createSenderContext({ recipientPublicKey: await suite.kem.deserializePublicKey(publicKey), info })
      const recipient = await key.setup(aead, plain(ctx.enc), info)
      for (const { aad, plaintext } of list) equal(await recipient.open(aad, plain(await ctx.seal(plaintext, aad))), plaintext)
      equal(await recipient.exportSecret(info, 48), plain(await ctx.export(info, 48)))
    },
    { runs: 30 },
  )
}

function peerSuite(kem: Crypto.Kem, aead: Crypto.Aead) {
  const suites = {
    'aes-128-gcm': Peer.AEAD_AES_128_GCM,
    'aes-256-gcm': Peer.AEAD_AES_256_GCM,
    'chacha20-poly1305': Peer.AEAD_ChaCha20Poly1305,
  }
  return new Peer.CipherSuite(
    kem === 'x25519' ? Peer.KEM_DHKEM_X25519_HKDF_SHA256 : Peer.KEM_MLKEM768_X25519,
    Peer.KDF_HKDF_SHA256,
    suites[aead],
  )
}

function coreSuite(kem: Crypto.Kem, aead: 'aes-128-gcm' | 'aes-256-gcm') {
  return new CoreSuite({
    kem: kem === 'x25519' ? new DhkemX25519HkdfSha256() : new XWing(),
    kdf: new HkdfSha256(),
    aead: aead === 'aes-128-gcm' ? new Aes128Gcm() : new Aes256Gcm(),
  })
}
