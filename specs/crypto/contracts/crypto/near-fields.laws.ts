import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { JsonValue } from '#surface/crypto'
import { json, text, utf8 } from '../../driver.ts'
import { nearAlgorithms, nearOpened, nearPublicOf, nearSealed, withFields } from '../../oracle/compat.ts'
import { joined } from '../../oracle/edwards.ts'
import { i2osp } from '../../oracle/primitives.ts'
import { lone, positive, unhex } from '../../oracle/values.ts'
import { faultOf } from './drained.ts'

const secret = unhex('11'.repeat(32))
const algorithm = fc.constantFrom(...nearAlgorithms)
const wellFormed = text.filter((value) => value.isWellFormed())
const value = fc.oneof({ weight: 4, arbitrary: wellFormed }, { weight: 1, arbitrary: fc.constant('') }, json)
const message = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        role: fc.constant('user'),
        content: value,
        reasoning_content: value,
        reasoning: value,
        audio: fc.oneof(fc.record({ data: value, id: text }, { requiredKeys: [] }), json),
        other: json,
      },
      { requiredKeys: [] },
    ),
  },
  json,
)
const choice = fc.oneof(
  { weight: 9, arbitrary: fc.record({ index: fc.nat(9), message, delta: message, content: text }, { requiredKeys: [] }) },
  json,
)
const list = (of: fc.Arbitrary<JsonValue>) => fc.oneof({ weight: 9, arbitrary: fc.array(of, { maxLength: 4 }) }, json)
/** Chat requests and responses, and what nearly is one; −0 does not survive as JSON and is left to other laws. */
const body = fc
  .record(
    { model: text, messages: list(message as fc.Arbitrary<JsonValue>), choices: list(choice as fc.Arbitrary<JsonValue>) },
    { requiredKeys: [] },
  )
  .map((drawn) => positive(drawn as JsonValue))

const sealedText = (name: Crypto.WeakNearAlgorithm, plaintext: Uint8Array, count = 0) =>
  nearSealed(
    name,
    nearPublicOf(name, secret),
    plaintext,
    joined(unhex('22'.repeat(32)), i2osp(count, name === 'ed25519' ? 24 : 12)),
  )

const faults = {
  none: (name: Crypto.WeakNearAlgorithm) => sealedText(name, utf8('fine')),
  BAD_CIPHERTEXT: () => 'plain text',
  OPEN_FAILED: (name: Crypto.WeakNearAlgorithm) =>
    sealedText(name, utf8('x')).replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  BAD_UTF8: (name: Crypto.WeakNearAlgorithm) => sealedText(name, unhex('61ff')),
} as const

/** A type that contains itself is too deep for `Remote`. */
interface Fields {
  readonly weakNearSealFields: (name: Crypto.WeakNearAlgorithm, key: Uint8Array, body: JsonValue) => Promise<JsonValue>
  readonly weakNearOpenFields: (name: Crypto.WeakNearAlgorithm, key: Uint8Array, body: JsonValue) => Promise<JsonValue>
}

/** NEAR's fields in a body. */
export const nearFieldLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  const { weakNearSealFields, weakNearOpenFields } = provider as unknown as Fields

  law(
    'CRY-264',
    'each field of a body is opened, and nothing else changes',
    [algorithm, body],
    async (name, plain) => {
      let count = 0
      const sealed = withFields(plain, (field) => sealedText(name, utf8(field), count++))
      equal(await weakNearOpenFields(name, secret, sealed), plain)
    },
    { runs: 60 },
  )

  law(
    'CRY-263',
    'each field of a body is sealed for itself, and nothing else changes',
    [algorithm, body],
    async (name, plain) => {
      const sealed = await weakNearSealFields(name, nearPublicOf(name, secret), plain)
      const [texts, fields] = [[] as string[], [] as string[]]
      withFields(plain, (field) => {
        fields.push(field)
        return field
      })
      const opened = withFields(sealed, (sealing) => {
        texts.push(sealing)
        return Buffer.from(nearOpened(name, secret, sealing) ?? []).toString()
      })
      equal(opened, plain)
      equal(texts.length, fields.length)
      equal(new Set(texts.map((sealing) => sealing.slice(0, 64))).size, fields.length)
    },
    { runs: 60 },
  )

  law(
    'CRY-264',
    'a byte order mark in a field stays',
    [algorithm, wellFormed],
    async (name, rest) => {
      const sealed = { messages: [{ content: sealedText(name, utf8(`\ufeff${rest}`)) }] }
      equal(await weakNearOpenFields(name, secret, sealed), { messages: [{ content: `\ufeff${rest}` }] })
    },
    { runs: 10 },
  )

  law(
    ['CRY-264', 'CRY-265'],
    'of several fields at fault the first in the body is told',
    [
      algorithm,
      fc.array(fc.constantFrom('none', 'none', 'BAD_CIPHERTEXT', 'OPEN_FAILED', 'BAD_UTF8'), { maxLength: 6 }),
      fc.boolean(),
    ],
    async (name, drawn, response) => {
      const fields = drawn.map((fault) => faults[fault as keyof typeof faults](name))
      const messages = fields.map((content, at) => (at % 2 === 0 ? { content } : { audio: { data: content } }))
      const sealed = response ? { choices: messages.map((delta) => ({ delta })) } : { messages }
      equal(
        await faultOf(weakNearOpenFields(name, secret, sealed)),
        drawn.find((fault) => fault !== 'none'),
      )
    },
    { runs: 40 },
  )

  law(
    ['CRY-263', 'CRY-265'],
    'a field that is not well-formed is refused; elsewhere it does not matter',
    [algorithm, lone(), fc.nat(5)],
    async (name, bad, before) => {
      const fine = Array.from({ length: before }, () => ({ content: 'x' }))
      const publicKey = nearPublicOf(name, secret)
      await refuses(weakNearSealFields(name, publicKey, { messages: [...fine, { content: bad }] }), 'BAD_STRING')
      await refuses(weakNearSealFields(name, publicKey, { choices: [{ delta: { reasoning: bad } }] }), 'BAD_STRING')
      const elsewhere = { messages: [{ role: bad, content: [bad] }], [bad]: bad }
      equal(await weakNearSealFields(name, publicKey, elsewhere), elsewhere)
    },
    { runs: 20 },
  )

  cases(
    ['CRY-263', 'CRY-264', 'CRY-265'],
    'a bad key is refused at the first field, and not noticed without one',
    nearAlgorithms,
    async (name) => {
      const none = new Uint8Array(0)
      const empty = { messages: [{ content: '', audio: { data: 3 } }], message: { content: 'x' } }
      await refuses(weakNearSealFields(name, none, { messages: [{ content: 'x' }] }), 'BAD_KEY')
      await refuses(weakNearOpenFields(name, none, { messages: [{ content: 'x' }] }), 'BAD_KEY')
      equal(await weakNearSealFields(name, none, empty), empty)
      equal(await weakNearOpenFields(name, none, empty), empty)
    },
  )

  cases(
    ['CRY-263', 'CRY-264', 'CRY-265'],
    'what stands nearly where a field does is none',
    [
      { messages: { first: { content: 'x' } } },
      { messages: [{ content: { content: 'x' } }, ['x'], 'x'] },
      { messages: [{ message: { content: 'x' } }, { delta: { reasoning: 'x' } }] },
      { messages: [{ audio: { id: 'x' }, video: { data: 'x' } }, { audio: { data: { data: 'x' } } }, { data: 'x' }] },
      { choices: [{ content: 'x' }, { other: { content: 'x' } }, { 2: { content: 'x' } }, 'x'] },
      { choices: { first: { message: { content: 'x' } } } },
      { others: [{ message: { content: 'x' } }, { delta: { content: 'x' } }, { content: 'x' }] },
      { content: 'x', audio: { data: 'x' } },
      [{ message: { content: 'x' } }, 'x'],
    ],
    async (none) => {
      for (const name of nearAlgorithms) {
        equal(await weakNearSealFields(name, new Uint8Array(0), none), none)
        equal(await weakNearOpenFields(name, new Uint8Array(0), none), none)
      }
    },
  )
}
