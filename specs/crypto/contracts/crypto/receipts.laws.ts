import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { ExchangeReceipt, JsonValue } from '#surface/crypto'
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

const full = (fill: number) => new Uint8Array(32).fill(fill)
const plain: ExchangeReceipt = {
  ...{ statement: full(1), model: full(2), request: full(3), response: full(0xa4) },
  ...{ promptTokens: 1, completionTokens: 0, complete: true, at: 5 },
}
type Members = Readonly<Record<string, JsonValue>>
const changed = (what: string, members: Members) => ({
  what,
  change: (fine: Members) => canonicalText({ ...fine, ...members }),
})
const without = (name: string) => ({
  what: `no ${name}`,
  change: (fine: Members) => canonicalText(Object.fromEntries(Object.entries(fine).filter(([other]) => other !== name))),
})
const spoilt = [
  ...Object.keys(plain).map(without),
  changed('a member more', { more: 1 }),
  ...['promptTokens', 'completionTokens', 'at'].flatMap((name) =>
    [-1, 0.5, 2 ** 53, '1', null, true].map((value) => changed(`${name} ${value}`, { [name]: value })),
  ),
  ...['promptTokens', 'completionTokens'].map((name) => changed(`${name} beyond`, { [name]: TOKENS_MAX + 1 })),
  ...[0, 'true', null].map((complete) => changed(`complete ${complete}`, { complete })),
  ...['statement', 'model', 'request', 'response'].flatMap((name) =>
    [hex(full(1)).slice(2), `${hex(full(1))}00`, hex(full(0xab)).toUpperCase(), 'x'.repeat(64), '', 7, null].map((value) =>
      changed(`${name} ${value}`, { [name]: value }),
    ),
  ),
  { what: 'blanks', change: (fine: Members) => JSON.stringify(fine, null, 1) },
  { what: 'another order', change: ({ at, ...rest }: Members) => JSON.stringify({ ...rest, at }) },
  ...['[]', '1', 'null', '"text"', '', '{'].map((text) => ({ what: `the payload ${text}`, change: () => text })),
]

const otherLength = fc.nat(70).filter((length) => length !== 32)

/** Receipts of exchanges. */
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

  cases('CRY-181', 'a payload that is written for no receipt is refused, though it is signed', spoilt, async ({ change }) => {
    const secret = new Uint8Array(32).fill(9)
    const { publicKey } = keyPair(secret)
    const { request, response } = plain
    const fine = JSON.parse(Buffer.from(payloadOf(plain)).toString()) as Readonly<Record<string, JsonValue>>
    equal(await provider.verifyReceipt(sealed(payloadOf(plain), secret), publicKey, { request, response }), plain)
    await refuses(provider.verifyReceipt(sealed(utf8(change(fine)), secret), publicKey, { request, response }), 'BAD_RECEIPT')
  })

  cases(
    ['CRY-181', 'CRY-182'],
    'a receipt with each byte of payload or envelope altered is refused',
    [{ statement: 1, model: 2, request: 3, response: 4 }],
    async (fills) => {
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
      const unsigned = utf8(
        canonicalText(
          wireOf({ payloadType: TYPE, payload, signatures: [{ sig: flipBit(keyPair(secret).sign(encoded(TYPE, payload)), 7) }] }),
        ),
      )
      await refuses(provider.verifyReceipt(unsigned, publicKey, { request, response }), 'NOT_SIGNED')
    },
    { timeoutMs: 30_000 },
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
