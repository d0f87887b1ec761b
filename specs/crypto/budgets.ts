import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { budgets, seededBytes } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { sealedHashedAndOpened, uploaded, uploadOf } from './measured/exchange.ts'
import { byHpkeJs, byPackage, lettersOf } from './measured/hpke.ts'
import { openedBare, openedByPackage, stretchOf } from './measured/weights.ts'
import { canonicalText } from './oracle/canonical.ts'

export default budgets<typeof Crypto>((budget) => {
  budget('CRY-B1', {
    prepare: members,
    subject: (crypto, value) => crypto.canonicalize(value),
    peer: (value) => JSON.stringify(value),
    expected: (value) => utf8(canonicalText(value)),
  })

  budget('CRY-B2', {
    prepare: (seed) => {
      const text = canonicalText(members(seed))
      return { text, bytes: utf8(text) }
    },
    subject: (crypto, { bytes }) => crypto.parseJson(bytes),
    peer: ({ text }) => JSON.parse(text),
  })

  budget('CRY-B3', {
    prepare: signedMessages,
    subject: async (crypto, { key, messages }) => {
      const answers: boolean[] = []
      for (const { message, signature } of messages) answers.push(await crypto.verifySignature(key, message, signature))
      return answers
    },
    peer: ({ key, messages }) =>
      messages.map(({ message, signature }) => {
        const spki = Buffer.concat([Buffer.from(SPKI, 'hex'), key])
        return verify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature)
      }),
  })

  budget('CRY-B4', {
    prepare: (seed) => lettersOf(seed, 50),
    subject: (crypto, letters) => byPackage(crypto, 'x-wing', letters),
    peer: (letters) => byHpkeJs('x-wing', letters),
  })

  budget('CRY-B5', {
    prepare: (seed) => lettersOf(seed, 100),
    subject: (crypto, letters) => byPackage(crypto, 'x25519', letters),
    peer: (letters) => byHpkeJs('x25519', letters),
  })

  budget('CRY-B6', { prepare: uploadOf, subject: uploaded, peer: sealedHashedAndOpened })

  budget('CRY-B7', { prepare: (seed) => stretchOf(seed, 64), subject: openedByPackage, peer: openedBare })
})

const MEMBERS = 1000
const utf8 = (text: string) => new TextEncoder().encode(text)

/** 1,000 members, each an array of five short strings and five numbers, whole ones and others. */
function members(seed: number): Record<string, (string | number)[]> {
  const random = new DataView(seededBytes(seed, MEMBERS * 64).buffer)
  return Object.fromEntries(
    Array.from({ length: MEMBERS }, (_, member) => {
      const word = (at: number) => random.getUint32(member * 64 + at * 4)
      const strings = [0, 1, 2, 3, 4].map((at) => word(at).toString(36))
      const numbers = [word(5), -word(6), word(7) / 1000, word(8) / 2 ** 40, word(9) % 100]
      return [`${word(10).toString(36)}${member}`, [...strings, ...numbers]]
    }),
  )
}

const CALLS = 200
const MESSAGE_BYTES = 1024
const PKCS8 = '302e020100300506032b657004220420'
const SPKI = '302a300506032b6570032100'

/** Signatures of one key; about one in sixteen is of another message, so that every answer takes the work. */
function signedMessages(seed: number) {
  const random = seededBytes(seed, 32 + CALLS * (MESSAGE_BYTES + 1))
  const pkcs8 = Buffer.concat([Buffer.from(PKCS8, 'hex'), random.subarray(0, 32)])
  const signer = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(signer).export({ format: 'der', type: 'spki' })
  const messages = Array.from({ length: CALLS }, (_, call) => {
    const start = 32 + call * (MESSAGE_BYTES + 1)
    const message = random.slice(start + 1, start + 1 + MESSAGE_BYTES)
    const signature = new Uint8Array(sign(null, message, signer))
    if (random[start]! < 16) message[0]! ^= 1
    return { message, signature }
  })
  return { key: new Uint8Array(spki.subarray(-32)), messages }
}
