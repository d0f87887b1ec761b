import { equal, type Laws, refuses, refusesType } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { JsonValue } from '#surface/crypto'
import { finite, json, type Readers, text, utf8 } from '../../driver.ts'
import { canonicalText } from '../../oracle/canonical.ts'
import { aliens, numberRows, published, together } from '../../oracle/rows.ts'
import { doubleOf, lone, nested, unhex } from '../../oracle/values.ts'
import { DEPTH_MAX, JSON_BYTES_MAX } from './limits.ts'

/** How JSON values are written canonically. */
export const canonicalWritingLaws: Laws<typeof Crypto> = ({ provider, law, cases, fieldText }) => {
  const { parseJson, parseCanonical } = provider as unknown as Readers
  const canonicalize = (value: JsonValue) => provider.canonicalize(value as never)

  law(
    ['CRY-002', 'CRY-003', 'CRY-004', 'CRY-005', 'CRY-006'],
    'a value is written as plain recursion over its sorted members writes it',
    [json],
    async (value) => equal(await canonicalize(value), utf8(canonicalText(value))),
    { runs: 300 },
  )

  law(
    'CRY-003',
    'keys are ordered by code units, whatever order they are given in',
    [fc.uniqueArray(text, { maxLength: 8, size: 'max' })],
    async (keys) => {
      const forth = Object.fromEntries(keys.map((name) => [name, 1]))
      const back = Object.fromEntries(keys.toReversed().map((name) => [name, 1]))
      equal(await canonicalize(back), utf8(canonicalText(forth)))
    },
  )

  law('CRY-006', 'a number is written as Number::toString writes it', [finite], async (value) =>
    equal(await canonicalize(value), utf8(String(value))),
  )

  cases(
    'CRY-006',
    'the first thousand published numbers are written as published',
    fieldText('protocol/jcs/es6-numbers-lines-1-1000.csv', numberRows),
    async ([bits, written]) => equal(await canonicalize(doubleOf(bits)), utf8(written)),
  )

  cases(
    'CRY-006',
    'a thousand published random numbers are written as published',
    fieldText('protocol/jcs/es6-numbers-random-1000.csv', numberRows),
    async ([bits, written]) => equal(await canonicalize(doubleOf(bits)), utf8(written)),
  )

  cases(
    ['CRY-002', 'CRY-003', 'CRY-005', 'CRY-006', 'CRY-013', 'CRY-026'],
    'the published inputs are read and written as published, and are not canonical themselves',
    together(
      'protocol/jcs/input',
      published.map((name) => fieldText(`protocol/jcs/input/${name}.json`, (source) => [source])),
    ),
    async (source) => {
      const value = await parseJson(utf8(source))
      equal(value, JSON.parse(source))
      equal(await canonicalize(value), utf8(canonicalText(JSON.parse(source))))
      await refuses(parseCanonical(utf8(source)), 'NOT_CANONICAL')
    },
  )

  cases(
    ['CRY-002', 'CRY-003', 'CRY-005', 'CRY-006', 'CRY-025'],
    'the published outputs are their own canonical form, byte by byte',
    together(
      'protocol/jcs/outhex',
      published.map((name) => fieldText(`protocol/jcs/outhex/${name}.txt`, (hex) => [unhex(hex.replace(/\s/g, ''))])),
    ),
    async (output) => equal(await canonicalize(await parseCanonical(output)), output),
  )

  cases('CRY-007', 'what is no JSON value ends in a TypeError wherever it stands', aliens, async (alien) => {
    for (const value of [alien, [1, alien], { a: 1, b: alien }]) await refusesType(canonicalize(value as JsonValue))
  })

  law(
    'CRY-008',
    'containers are written down to the greatest depth and refused below it',
    [fc.nat(2 * DEPTH_MAX), fc.boolean(), fc.boolean()],
    async (depth, objects, full) => {
      const value = nested(depth, objects, full)
      if (depth > DEPTH_MAX) await refuses(canonicalize(value), 'TOO_DEEP')
      else equal(await canonicalize(value), utf8(canonicalText(value)))
    },
  )

  cases('CRY-008', 'the boundary of depth is exact', [DEPTH_MAX, DEPTH_MAX + 1], async (depth) => {
    for (const objects of [false, true]) {
      if (depth > DEPTH_MAX) await refuses(canonicalize(nested(depth, objects, false)), 'TOO_DEEP')
      else equal(await canonicalize(nested(depth, objects, true)), utf8(canonicalText(nested(depth, objects, true))))
    }
  })

  law(
    'CRY-009',
    'NaN and the infinities are refused wherever they stand',
    [fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), json],
    async (value, other) => {
      for (const place of [value, [other, value], { a: other, b: { c: value } }]) await refuses(canonicalize(place), 'BAD_NUMBER')
    },
    { runs: 20 },
  )

  law('CRY-010', 'a lone surrogate is refused wherever the string stands', [lone(), json], async (broken, other) => {
    await refuses(canonicalize(broken), 'BAD_STRING')
    await refuses(canonicalize([other, broken]), 'BAD_STRING')
    await refuses(canonicalize({ a: other, b: [broken] }), 'BAD_STRING')
  })

  cases('CRY-011', 'the greatest length is counted in bytes of the canonical form', ['a', 'é', '\u0001'], async (character) => {
    const width = utf8(canonicalText(character)).length - 2
    const fits = character.repeat(Math.floor((JSON_BYTES_MAX - 2) / width))
    const padded = fits + 'a'.repeat(JSON_BYTES_MAX - 2 - width * fits.length)
    equal((await canonicalize(padded)).length, JSON_BYTES_MAX)
    await refuses(canonicalize(`${padded}a`), 'TOO_LARGE')
  })

  cases(
    'CRY-012',
    'the fault that a walk in the order of writing meets first is the one reported',
    [
      { value: { b: Number.NaN, a: '\ud800' }, code: 'BAD_STRING' },
      { value: { a: Number.NaN, b: '\ud800' }, code: 'BAD_NUMBER' },
      { value: [Number.NaN, undefined], code: 'BAD_NUMBER' },
      { value: [undefined, Number.NaN], code: undefined },
      { value: { a: [[Number.NaN]], b: undefined }, code: 'BAD_NUMBER' },
      { value: { a: nested(DEPTH_MAX, false, false), b: Number.NaN }, code: 'TOO_DEEP' },
      { value: { b: nested(DEPTH_MAX, false, false), a: Number.NaN }, code: 'BAD_NUMBER' },
      { value: ['x'.repeat(JSON_BYTES_MAX), Number.NaN], code: 'BAD_NUMBER' },
    ],
    async ({ value, code }) => {
      if (code === undefined) await refusesType(canonicalize(value as JsonValue))
      else await refuses(canonicalize(value as JsonValue), code)
    },
  )
}
