import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { ExchangeReceipt, HttpRequestHead, RequestBinding } from '#surface/crypto'
import { flipBit, payloadType, seed, utf8 } from '../../driver.ts'
import { canonicalText } from '../../oracle/canonical.ts'
import { record } from '../../oracle/http-drawn.ts'
import { damaged } from '../../oracle/streams.ts'
import { digest, encoded, keyPair, signedBy, wireOf } from '../../oracle/values.ts'
import { TOKENS_MAX } from './limits.ts'

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const time = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 1, 2 ** 53 - 1))
const tokens = fc.oneof(fc.nat(), fc.constantFrom(0, TOKENS_MAX))
const receipts: fc.Arbitrary<ExchangeReceipt> = record({
  statement: bytes32,
  model: bytes32,
  request: bytes32,
  response: bytes32,
  promptTokens: tokens,
  completionTokens: tokens,
  complete: fc.boolean(),
  at: time,
})
const notNatural = fc.oneof(fc.constantFrom(-1, NaN, Infinity, 2 ** 53), fc.double({ noInteger: true }))
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex')
const TYPE = 'application/vnd.canon.receipt+json'
const payloadOf = ({ statement, model, request, response, ...rest }: ExchangeReceipt) =>
  utf8(canonicalText({ ...rest, statement: hex(statement), model: hex(model), request: hex(request), response: hex(response) }))
const sealed = (payload: Uint8Array, secret: Uint8Array, type = TYPE) =>
  utf8(canonicalText(wireOf(signedBy(type, payload, [secret]))))

const binding: fc.Arbitrary<RequestBinding> = record({ statement: bytes32, model: bytes32, at: time })
const head: fc.Arbitrary<HttpRequestHead> = fc
  .array(record({ name: fc.constantFrom('a', 'host', 'canon', 'canon-ats'), value: fc.constantFrom('', 'x', '1') }), {
    maxLength: 4,
  })
  .map((fields) => ({ method: 'POST', scheme: 'https', authority: 'a', path: '/', fields }))
const fieldsOf = ({ statement, model, at }: RequestBinding) => [
  { name: 'canon-statement', value: hex(statement) },
  { name: 'canon-model', value: hex(model) },
  { name: 'canon-at', value: String(at) },
]
const otherLength = fc.nat(70).filter((length) => length !== 32)

/** Receipts, and what binds a request to a statement. */
export const receiptLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  law(
    ['CRY-179', 'CRY-181', 'CRY-184'],
    'a receipt is signed in canonical form, and read back',
    [receipts, seed],
    async (receipt, secret) => {
      const signer = await provider.createSigner(secret)
      const { publicKey, sign } = keyPair(secret)
      const payload = payloadOf(receipt)
      const signature = { keyid: hex(digest('sha256', publicKey)), sig: sign(encoded(TYPE, payload)) }
      const wire = await provider.signReceipt(receipt, signer)
      equal(wire, utf8(canonicalText(wireOf({ payloadType: TYPE, payload, signatures: [signature] }))))
      const { request, response } = receipt
      equal(await provider.verifyReceipt(wire, publicKey, { request, response }), receipt)
      equal(await provider.verifyReceipt(sealed(payload, secret), publicKey, { request, response }), receipt)
    },
    { runs: 60 },
  )

  law(
    'CRY-178',
    'a receipt out of range is not signed',
    [receipts, notNatural, otherLength],
    async (receipt, number, length) => {
      const signer = await provider.createSigner(new Uint8Array(32))
      for (const name of ['statement', 'model', 'request', 'response'])
        await refuses(provider.signReceipt({ ...receipt, [name]: new Uint8Array(length) }, signer), 'BAD_RECEIPT')
      for (const name of ['promptTokens', 'completionTokens', 'at'])
        await refuses(provider.signReceipt({ ...receipt, [name]: number }, signer), 'BAD_RECEIPT')
      await refuses(provider.signReceipt({ ...receipt, promptTokens: TOKENS_MAX + 1 }, signer), 'BAD_RECEIPT')
      await refuses(provider.signReceipt({ ...receipt, completionTokens: TOKENS_MAX + 1 }, signer), 'BAD_RECEIPT')
    },
    { runs: 20 },
  )

  law(
    ['CRY-180', 'CRY-181', 'CRY-182', 'CRY-183'],
    'a receipt of another key, type or exchange is refused, in this order',
    [receipts, seed, payloadType, fc.nat(255), otherLength],
    async (receipt, secret, type, bit, length) => {
      fc.pre(type !== TYPE)
      const own = keyPair(secret)
      const [payload, { request, response }] = [payloadOf(receipt), receipt]
      const [wire, right, wrong] = [sealed(payload, secret), { request, response }, { request: flipBit(request, bit), response }]
      await refuses(provider.verifyReceipt(new Uint8Array(), new Uint8Array(length), wrong), 'BAD_KEY')
      const stranger = keyPair(flipBit(secret, bit)).publicKey
      await refuses(provider.verifyReceipt(sealed(payload, secret, type), stranger, wrong), 'BAD_RECEIPT')
      await refuses(provider.verifyReceipt(wire, stranger, wrong), 'NOT_SIGNED')
      const unsigned = utf8(canonicalText(wireOf({ payloadType: TYPE, payload, signatures: [{ sig: own.sign(payload) }] })))
      await refuses(provider.verifyReceipt(unsigned, own.publicKey, right), 'NOT_SIGNED')
      await refuses(provider.verifyReceipt(wire, own.publicKey, wrong), 'WRONG_TRANSCRIPT')
      await refuses(
        provider.verifyReceipt(wire, own.publicKey, { request, response: flipBit(response, bit) }),
        'WRONG_TRANSCRIPT',
      )
    },
    { runs: 40 },
  )

  cases(
    ['CRY-181', 'CRY-182'],
    'a receipt with each byte of payload or envelope altered is refused',
    [{ statement: 1, model: 2, request: 3, response: 4 }],
    async (fills) => {
      const full = (fill: number) => new Uint8Array(32).fill(fill)
      const [request, response] = [full(fills.request), full(fills.response)]
      const receipt = {
        statement: full(fills.statement),
        model: full(fills.model),
        request,
        response,
        promptTokens: 1,
        completionTokens: 0,
        complete: true,
        at: 5,
      }
      const secret = full(9)
      const { publicKey } = keyPair(secret)
      const payload = payloadOf(receipt)
      for (const other of damaged(payload)) {
        const value = readReceipt(other)
        const call = provider.verifyReceipt(sealed(other, secret), publicKey, {
          request: value?.request ?? request,
          response: value?.response ?? response,
        })
        if (value === undefined) await refuses(call, 'BAD_RECEIPT')
        else equal(await call, value)
      }
      const spoilt = utf8(
        canonicalText(
          wireOf({ payloadType: TYPE, payload, signatures: [{ sig: flipBit(keyPair(secret).sign(encoded(TYPE, payload)), 7) }] }),
        ),
      )
      await refuses(provider.verifyReceipt(spoilt, publicKey, { request, response }), 'NOT_SIGNED')
    },
    { timeoutMs: 30_000 },
  )

  law(
    ['CRY-186', 'CRY-188'],
    'a binding is written at the end of a head, and read wherever it stands',
    [head, binding, fc.nat(), fc.nat()],
    async (request, value, one, two) => {
      equal(await provider.bindRequest(request, value), { ...request, fields: [...request.fields, ...fieldsOf(value)] })
      const fields = [...request.fields]
      const [statement, model, at] = fieldsOf(value)
      fields.splice(one % (fields.length + 1), 0, at!)
      fields.splice(two % (fields.length + 1), 0, statement!)
      fields.unshift(model!)
      equal(await provider.readBinding({ ...request, fields }), { head: request, binding: value })
    },
    { runs: 60 },
  )

  law(
    ['CRY-185', 'CRY-187'],
    'what is no binding is neither written nor read',
    [head, binding, notNatural, otherLength, fc.nat(2), fc.constantFrom('0', ' ', '+', '.')],
    async (request, value, at, length, which, sign) => {
      const other = new Uint8Array(length)
      for (const bad of [
        { ...value, at },
        { ...value, statement: other },
        { ...value, model: other },
      ])
        await refuses(provider.bindRequest(request, bad), 'BAD_BINDING')
      const whole = fieldsOf(value)
      const one = whole[which]!
      await refuses(provider.bindRequest({ ...request, fields: [one, ...request.fields] }, value), 'BAD_BINDING')
      for (const fields of [
        whole.toSpliced(which, 1),
        [...whole, one],
        whole.with(which, { ...one, value: sign + one.value }),
        whole.with(which, { ...one, value: one.value + sign.replace('0', 'x') }),
        whole.with(0, { ...whole[0]!, value: hex(other) }),
        whole.with(1, { ...whole[1]!, value: `${hex(value.model).slice(0, -1)}A` }),
        whole.with(2, { ...whole[2]!, value: '9007199254740992' }),
      ])
        await refuses(provider.readBinding({ ...request, fields: [...request.fields, ...fields] }), 'BAD_BINDING')
    },
    { runs: 30 },
  )

  law(
    ['CRY-189', 'CRY-190', 'CRY-191'],
    'a binding holds for its statement and its model alone',
    [binding, fc.nat(255), otherLength],
    async (value, bit, length) => {
      const { statement, model } = value
      equal(await provider.checkBinding(value, statement, model), undefined)
      await refuses(provider.checkBinding(value, flipBit(statement, bit), flipBit(model, bit)), 'WRONG_STATEMENT')
      await refuses(provider.checkBinding(value, statement, flipBit(model, bit)), 'WRONG_MODEL')
      const other = new Uint8Array(length)
      for (const [bad, one, two] of [
        [value, other, model],
        [value, flipBit(statement, bit), other],
        [{ ...value, statement: other }, other, model],
        [{ ...value, model: other }, flipBit(statement, bit), other],
      ] as const)
        await refuses(provider.checkBinding(bad, one, two), 'BAD_BINDING')
    },
    { runs: 20 },
  )
}

/** The receipt of a payload that is exactly as CRY-179 writes one. */
function readReceipt(payload: Uint8Array): ExchangeReceipt | undefined {
  const text = Buffer.from(payload).toString('latin1')
  const digestOf = '([0-9a-f]{64})'
  const number = '(0|[1-9][0-9]{0,15})'
  const form = new RegExp(
    `^\\{"at":${number},"complete":(true|false),"completionTokens":${number},"model":"${digestOf}","promptTokens":${number},"request":"${digestOf}","response":"${digestOf}","statement":"${digestOf}"\\}$`,
  )
  const [, at, complete, completionTokens, model, promptTokens, request, response, statement] = form.exec(text) ?? []
  if (statement === undefined || Number(at) > 2 ** 53 - 1) return undefined
  if (Number(completionTokens) > TOKENS_MAX || Number(promptTokens) > TOKENS_MAX) return undefined
  const from = (digits: string) => Uint8Array.from(Buffer.from(digits, 'hex'))
  return {
    statement: from(statement),
    model: from(model!),
    request: from(request!),
    response: from(response!),
    promptTokens: Number(promptTokens),
    completionTokens: Number(completionTokens),
    complete: complete === 'true',
    at: Number(at),
  }
}
