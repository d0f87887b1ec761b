import { equal, holds, type Laws, refuses } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { JsonValue } from '#surface/crypto'
import { choices, json, type Readers, text, utf8 } from '../../driver.ts'
import { canonicalText } from '../../oracle/canonical.ts'
import { notGrammar, orderedFaults } from '../../oracle/rows.ts'
import { spell } from '../../oracle/spelling.ts'
import { codeOf, joined1, lone, platformReads, positive, unhex } from '../../oracle/values.ts'
import { DEPTH_MAX, JSON_BYTES_MAX } from './limits.ts'

/** Which bytes are read as JSON, and which as canonical JSON. */
export const canonicalReadingLaws: Laws<typeof Crypto> = ({ provider, law, cases }) => {
  const { parseJson, parseCanonical } = provider as unknown as Readers
  const canonicalize = (value: JsonValue) => provider.canonicalize(value as never)

  law(
    ['CRY-013', 'CRY-014', 'CRY-015', 'CRY-016', 'CRY-021'],
    'any spelling of a value is read as the value, with 0 for −0',
    [json, choices],
    async (value, ways) => equal(await parseJson(utf8(spell(value, ways))), positive(value)),
    { runs: 300 },
  )

  cases(
    'CRY-014',
    'a member named __proto__ is a member like any other',
    ['{"__proto__":{"a":1}}', '{"a":1,"__proto__":null}'],
    async (source) => {
      const value = await parseJson(utf8(source))
      equal(value, JSON.parse(source))
      equal(Object.keys(value as object).includes('__proto__'), true)
    },
  )

  law(
    'CRY-014',
    'keys that objects inherit are neither duplicates nor lost',
    [fc.constantFrom('constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__')],
    async (name) => {
      const source = `{"${name}":1}`
      equal(await parseJson(utf8(source)), JSON.parse(source))
      await refuses(parseJson(utf8(`{"${name}":1,"${name}":1}`)), 'DUPLICATE_KEY')
    },
  )

  law(
    'CRY-015',
    'a long decimal is read as the nearest double',
    [fc.stringMatching(/^-?[1-9][0-9]{0,25}\.[0-9]{1,40}(e-?[0-9]{1,2})?$/)],
    async (source) => equal(await parseJson(utf8(source)), Number(source)),
  )

  cases('CRY-016', 'every zero is read as 0', ['0', '-0', '-0.0', '-0e5', '0.000', '-1e-400', '1e-400'], async (source) =>
    equal(await parseJson(utf8(source)), 0),
  )

  cases('CRY-017', 'the greatest length is exact, whatever the bytes hold', [0x20, 0x30, 0xff], async (filler) => {
    const largest = new Uint8Array(JSON_BYTES_MAX).fill(filler)
    largest[0] = 0x31
    if (filler === 0x20) equal(await parseJson(largest), 1)
    else await refuses(parseJson(largest), filler === 0xff ? 'BAD_UTF8' : 'BAD_NUMBER')
    await refuses(parseJson(joined1(largest, filler)), 'TOO_LARGE')
  })

  cases(
    ['CRY-018', 'CRY-024'],
    'bytes that are not UTF-8 are refused before anything is read',
    [
      '22c022',
      '22c0af22',
      '22eda08022',
      '22f490808022',
      '22e28222',
      '2280',
      '22f0808080',
      '5b5dff',
      '7d7dff',
      'efbbbf31',
      'efbbbf',
      'ff',
      'c3',
      '22f8888080802200',
    ],
    async (hex) => refuses(parseJson(unhex(hex)), 'BAD_UTF8'),
  )

  cases(
    'CRY-018',
    'well-formed characters at the edges of UTF-8 are read',
    ['\u007f', '\u0080', '\u07ff', '\u0800', '\ud7ff', '\ue000', '\ufeff', '\uffff', '\u{10000}', '\u{10ffff}'],
    async (character) => equal(await parseJson(utf8(`"${character}"`)), character),
  )

  cases('CRY-019', 'what the grammar does not have is refused', notGrammar, async (source) =>
    refuses(parseJson(utf8(source)), 'BAD_JSON'),
  )

  law(
    ['CRY-013', 'CRY-019'],
    'a text with a character more or less is read exactly where the platform reads it',
    [json, choices, fc.nat(), fc.constantFrom('', ...' ,:[]{}"\\0-+.e1tn/\u0000\u001f\u00a0')],
    async (value, ways, at, patch) => {
      const source = spell(value, ways)
      const cut = at % (source.length + 1)
      const changed = source.slice(0, cut) + patch + source.slice(cut + (patch === '' ? 1 : 0))
      fc.pre(changed.isWellFormed() && !changed.startsWith('\ufeff'))
      const reads = platformReads(changed)
      const observed = await codeOf(parseJson(utf8(changed)))
      if (reads) holds(observed !== 'BAD_JSON', 'no BAD_JSON', observed)
      else holds(observed !== undefined, 'a refusal', observed)
    },
    { runs: 300 },
  )

  cases(
    'CRY-020',
    'a number that no double carries faithfully is refused',
    [
      '1e309',
      '-1e309',
      '1e400',
      '9007199254740992000000000000001',
      '9007199254740993',
      '-9007199254740993',
      '100000000000000000001',
      '1000000000000000000000',
      '1.8e308',
      '9'.repeat(400),
    ],
    async (source) => {
      await refuses(parseJson(utf8(source)), 'BAD_NUMBER')
      await refuses(parseJson(utf8(`{"a":[${source}]}`)), 'BAD_NUMBER')
    },
  )

  cases(
    'CRY-020',
    'a large number that is written canonically, or with fraction or exponent, is read',
    [
      '9007199254740991',
      '-9007199254740991',
      '9007199254740992',
      '9007199254740994',
      '123456789012345680000',
      '-100000000000000000000',
      '9007199254740993.0',
      '9007199254740993e0',
      '1E21',
      '1.7976931348623157e308',
    ],
    async (source) => equal(await parseJson(utf8(source)), Number(source)),
  )

  law('CRY-021', 'an escape that leaves a lone surrogate is refused in strings and in keys', [lone()], async (broken) => {
    const source = JSON.stringify(broken)
    await refuses(parseJson(utf8(source)), 'BAD_STRING')
    await refuses(parseJson(utf8(`{${source}:1}`)), 'BAD_STRING')
  })

  law(
    'CRY-022',
    'two equal keys are refused however they are spelled, and only within one object',
    [text, choices, choices, json],
    async (name, one, other, value) => {
      const [first, second] = [spell(name, one), spell(name, other)]
      await refuses(parseJson(utf8(`{${first}:${JSON.stringify(value)},"?other":2,${second}:1}`)), 'DUPLICATE_KEY')
      const apart = `[{${first}:1},{${second}:1}]`
      equal(await parseJson(utf8(apart)), JSON.parse(apart))
    },
  )

  cases(
    'CRY-022',
    'keys that differ in normal form or in case are different keys',
    ['{"é":1,"e\\u0301":2}', '{"a":1,"A":2}', '{"":1," ":2}'],
    async (source) => equal(await parseJson(utf8(source)), JSON.parse(source)),
  )

  cases('CRY-023', 'the greatest depth is exact for arrays and objects', [DEPTH_MAX, DEPTH_MAX + 1, 100000], async (depth) => {
    for (const source of ['['.repeat(depth) + ']'.repeat(depth), `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`]) {
      if (depth > DEPTH_MAX) await refuses(parseJson(utf8(source)), 'TOO_DEEP')
      else equal(await parseJson(utf8(source)), JSON.parse(source))
    }
  })

  cases('CRY-024', 'of several faults the one that lies first is reported', orderedFaults, async ([source, code]) =>
    refuses(parseJson(utf8(source)), code),
  )

  law(['CRY-025', 'CRY-003', 'CRY-013'], 'a canonical form is read back to the value', [json], async (value) => {
    const written = await canonicalize(value)
    equal(await parseCanonical(written), positive(value))
    equal(await parseJson(written), positive(value))
  })

  cases('CRY-025', 'what parseJson refuses, parseCanonical refuses alike', orderedFaults, async ([source, code]) =>
    refuses(parseCanonical(utf8(source)), code),
  )

  law('CRY-026', 'a spelling that is not the canonical one is refused', [json, choices], async (value, ways) => {
    const source = spell(value, ways)
    if (source === canonicalText(value)) equal(await parseCanonical(utf8(source)), positive(value))
    else await refuses(parseCanonical(utf8(source)), 'NOT_CANONICAL')
  })
}
