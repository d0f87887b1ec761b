import { equal, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { HttpRequestHead, RequestBinding } from '#surface/crypto'
import { flipBit } from '../../driver.ts'
import { record } from '../../oracle/http-drawn.ts'

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const time = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 1, 2 ** 53 - 1))
const notNatural = fc.oneof(fc.constantFrom(-1, NaN, Infinity, 2 ** 53), fc.double({ noInteger: true }))
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex')
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

/** What binds a request to a statement. */
export const bindingLaws: Laws<typeof Crypto> = ({ provider, law }) => {
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
