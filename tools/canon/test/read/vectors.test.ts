import { expect, it } from 'vitest'
import { fromVectorValue, toVectorValue } from '../../src/base/vector-value.ts'
import { readWorkspace } from '../../src/read/workspace.ts'
import { vector, workspaceOf } from './example.ts'

const path = 'specs/box/vectors/put/001-one-byte.json'
const codes = (files: Record<string, string>) => readWorkspace(workspaceOf(files)).diagnostics.map(({ code }) => code)

it('turns steps into actions with an expectation each', () => {
  const steps = [
    { new: 'Box', as: 'box' },
    { call: 'box.put', args: [{ $name: 'box' }, { $map: [[1, { $set: [] }]] }], refuses: 'TypeError' },
    { get: 'box.size', returns: { $number: '-0' } },
  ]
  const [read] = readWorkspace(workspaceOf({ [path]: JSON.stringify({ clauses: ['BOX-001'], what: 'w', steps }) })).specs[0]!
    .vectors
  expect(read?.steps.map(({ action, target, expect: expected }) => [action, target, expected])).toEqual([
    ['new', 'Box', { nothing: true }],
    ['call', 'box.put', { refuses: 'TypeError' }],
    ['get', 'box.size', { returns: { $number: '-0' } }],
  ])
})

it.each([
  ['an odd number of digits', vector.replace('"00"', '"000"'), 'VECTOR_VALUE'],
  ['an unknown notation', vector.replace('$hex', '$text'), 'VECTOR_VALUE'],
  ['a name that nothing bound', vector.replace('{"$hex":"00"}', '{"$name":"box"}'), 'VECTOR_VALUE'],
  ['upper-case digits', vector.replace('"00"', '"0A"'), 'VECTOR_VALUE'],
  ['a notation beside a key', vector.replace('{"$hex":"00"}', '{"$hex":"00","a":1}'), 'VECTOR_VALUE'],
  ['half a pair', vector.replace('{"$hex":"00"}', '{"$map":[[1]]}'), 'VECTOR_VALUE'],
  ['a code unit that is none', vector.replace('{"$hex":"00"}', '{"$utf16":[65536]}'), 'VECTOR_VALUE'],
  ['a value without an end in sight', vector.replace('{"$hex":"00"}', '['.repeat(300) + ']'.repeat(300)), 'VECTOR_VALUE'],
  ['an unknown key', vector.replace('"what"', '"why":1,"what"'), 'VECTOR_KEY'],
  ['a misspelt expectation', vector.replace('"returns"', '"return"'), 'VECTOR_KEY'],
  ['no expectation', vector.replace(',"returns":{"$undefined":true}', ''), 'VECTOR_EXPECTS_NOTHING'],
  ['no JSON', '{', 'VECTOR_JSON'],
])('refuses a vector with %s', (_, text, code) => {
  expect(text).not.toBe(vector)
  expect(codes({ [path]: text })).toEqual([code])
})

it.each([
  ['a key that objects inherit', '{"constructor":2}', { constructor: 2 }],
  ['a key that is a setter', '{"__proto__":1}', { $object: [['__proto__', 1]] }],
  ['a string that is not well formed', '{"$utf16":[55296]}', { $utf16: [0xd800] }],
  ['a key that begins as a notation', '{"$object":[["$hex","00"]]}', { $object: [['$hex', '00']] }],
])('accepts a vector with %s, and the gate reads it as it was written', (_, value, written) => {
  const read = readWorkspace(workspaceOf({ [path]: vector.replace('{"$hex":"00"}', value) }))
  expect(read.diagnostics).toEqual([])
  const [arg] = read.specs[0]!.vectors[0]!.steps[0]!.args
  expect(toVectorValue(fromVectorValue(arg))).toEqual(written)
})

it('refuses a name without a number', () => {
  expect(codes({ 'specs/box/vectors/put/second.json': vector })).toEqual(['VECTOR_PATH'])
})
