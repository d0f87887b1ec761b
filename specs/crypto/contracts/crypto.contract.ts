import { contract, equal, holds, ProviderError, refuses, refusesType } from '@canon/contract'
import fc from 'fast-check'
import type * as Crypto from '#surface/crypto'
import type { Envelope, JsonValue } from '#surface/crypto'
import { bytes, choices, envelope, finite, flipBit, json, payloadType, type Readers, seed, text, utf8 } from '../driver.ts'
import { canonicalText } from '../oracle/canonical.ts'
import { smallOrderEncodings, underMixedKey, underSmallKey, withMixedCommitment, withSmallCommitment } from '../oracle/crafted.ts'
import { joined, L, littleEndian, number, P } from '../oracle/edwards.ts'
import {
  aliens,
  badPolicies,
  type DsseExample,
  improper,
  notEnvelopes,
  notGrammar,
  numberRows,
  orderedFaults,
  published,
  together,
  wycheproofRows,
} from '../oracle/rows.ts'
import { spell } from '../oracle/spelling.ts'
import {
  codeOf,
  digest,
  doubleOf,
  encoded,
  errorOf,
  joined1,
  keyPair,
  lone,
  nested,
  platformReads,
  positive,
  seedOf,
  signedBy,
  spoiled,
  tidy,
  unhex,
  wireOf,
} from '../oracle/values.ts'

const JSON_BYTES_MAX = 1048576
const DEPTH_MAX = 64

export default contract<typeof Crypto>('crypto', ({ provider, law, cases, field, fieldText }) => {
  const { parseJson, parseCanonical } = provider as unknown as Readers

  // Canonical JSON: writing

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

  // Canonical JSON: reading

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

  // Digests

  law('CRY-027', 'digests are those of the platform', [fc.uint8Array({ maxLength: 600, size: 'max' })], async (input) => {
    equal(await provider.sha256(input), digest('sha256', input))
    equal(await provider.sha384(input), digest('sha384', input))
    equal(await provider.sha512(input), digest('sha512', input))
  })

  law('CRY-027', 'a view is hashed as the part that it shows', [bytes, fc.nat(20), fc.nat(20)], async (input, before, after) => {
    const view = joined(new Uint8Array(before), input, new Uint8Array(after)).subarray(before, before + input.length)
    equal(await provider.sha256(view), digest('sha256', input))
  })

  // Ed25519

  law(
    'CRY-028',
    'a seed of another length is refused',
    [fc.uint8Array({ maxLength: 70, size: 'max' }).filter((value) => value.length !== 32)],
    async (short) => refuses(provider.createSigner(short), 'BAD_SEED'),
  )

  law(
    ['CRY-029', 'CRY-038', 'CRY-039'],
    'keys and signatures are those of RFC 8032, and verify',
    [seed, bytes],
    async (secret, message) => {
      const signer = await provider.createSigner(secret)
      const own = keyPair(secret)
      equal(await signer.publicKey, own.publicKey)
      const signature = await signer.sign(message)
      equal(signature, own.sign(message))
      equal(await signer.sign(message), signature)
      equal(await provider.verifySignature(own.publicKey, message, signature), true)
    },
  )

  law(
    'CRY-037',
    'one changed bit in key, message or signature never verifies',
    [seed, bytes, fc.nat()],
    async (secret, message, at) => {
      const own = keyPair(secret)
      const signature = own.sign(message)
      equal(await provider.verifySignature(own.publicKey, message, flipBit(signature, at % 512)), false)
      equal(await provider.verifySignature(flipBit(own.publicKey, at % 256), message, signature), false)
      equal(await provider.verifySignature(own.publicKey, joined(message, Uint8Array.of(0)), signature), false)
      if (message.length > 0)
        equal(await provider.verifySignature(own.publicKey, flipBit(message, at % (8 * message.length)), signature), false)
    },
  )

  cases(
    ['CRY-032', 'CRY-035', 'CRY-037'],
    'every Wycheproof Ed25519 case is judged as published',
    field('crypto/wycheproof/ed25519_test.json', wycheproofRows),
    async ({ publicKey, message, signature, valid }) => {
      if (signature.length !== 64) await refuses(provider.verifySignature(publicKey, message, signature), 'BAD_SIGNATURE')
      else equal(await provider.verifySignature(publicKey, message, signature), valid)
    },
  )

  law(
    ['CRY-031', 'CRY-032'],
    'a key or signature of another length is refused, the key first',
    [fc.nat(70).filter((length) => length !== 32), fc.nat(140).filter((length) => length !== 64), bytes],
    async (keyLength, signatureLength, message) => {
      const key = keyPair(new Uint8Array(32)).publicKey
      await refuses(provider.verifySignature(new Uint8Array(keyLength), message, new Uint8Array(64)), 'BAD_KEY')
      await refuses(provider.verifySignature(key, message, new Uint8Array(signatureLength)), 'BAD_SIGNATURE')
      await refuses(provider.verifySignature(new Uint8Array(keyLength), message, new Uint8Array(signatureLength)), 'BAD_KEY')
    },
  )

  law(
    'CRY-033',
    'an encoding of p or more is no key and no R',
    [fc.integer({ min: 0, max: 18 }), fc.boolean(), seed, bytes],
    async (over, sign, secret, message) => {
      const encoding = littleEndian(P + BigInt(over))
      if (sign) encoding[31] = 0xff
      const own = keyPair(secret)
      equal(await provider.verifySignature(encoding, message, own.sign(message)), false)
      equal(await provider.verifySignature(own.publicKey, message, joined(encoding, own.sign(message).subarray(32))), false)
    },
  )

  cases(
    ['CRY-033', 'CRY-034'],
    'a signature that satisfies the equation under a small-order key does not verify',
    smallOrderEncodings,
    async (encoding) => {
      const { publicKey, message, signature } = underSmallKey(encoding)
      equal(await provider.verifySignature(publicKey, message, signature), false)
    },
  )

  cases(
    'CRY-034',
    'a signature that satisfies the equation with a small-order R does not verify',
    [0, 1, 2, 3, 4, 5, 6, 7],
    async (j) => {
      const { publicKey, message, signature } = withSmallCommitment(j)
      equal(await provider.verifySignature(publicKey, message, signature), false)
    },
  )

  law(
    'CRY-035',
    'S and L more is not the same signature',
    [seed, bytes, fc.constantFrom(1n, 2n, 7n)],
    async (secret, message, times) => {
      const own = keyPair(secret)
      const signature = own.sign(message)
      const more = littleEndian(number(signature.subarray(32)) + times * L)
      equal(await provider.verifySignature(own.publicKey, message, joined(signature.subarray(0, 32), more)), false)
    },
  )

  cases(
    'CRY-036',
    'what is no point on the curve is no key and no R',
    [
      '0200000000000000000000000000000000000000000000000000000000000000',
      '0200000000000000000000000000000000000000000000000000000000000080',
      '0700000000000000000000000000000000000000000000000000000000000000',
    ],
    async (hex) => {
      const own = keyPair(new Uint8Array(32).fill(7))
      const signature = own.sign(unhex('00'))
      equal(await provider.verifySignature(unhex(hex), unhex('00'), signature), false)
      equal(await provider.verifySignature(own.publicKey, unhex('00'), joined(unhex(hex), signature.subarray(32))), false)
    },
  )

  cases('CRY-037', 'the equation is the one without cofactor', [0, 1, 2, 3, 4, 5, 6, 7], async (j) => {
    const under = underMixedKey(j)
    equal(await provider.verifySignature(under.publicKey, under.message, under.signature), j === 0)
    const within = withMixedCommitment(j)
    equal(await provider.verifySignature(within.publicKey, within.message, within.signature), true)
  })

  cases('CRY-040', 'generated signers have keys of their own, and sign', [8], async (count) => {
    const keys = new Set<string>()
    for (let at = 0; at < count; at++) {
      const signer = await provider.generateSigner()
      const publicKey = await signer.publicKey
      keys.add(Buffer.from(publicKey).toString('hex'))
      equal(await provider.verifySignature(publicKey, utf8('x'), await signer.sign(utf8('x'))), true)
    }
    equal(keys.size, count)
  })

  law(
    ['CRY-041', 'CRY-042', 'CRY-043'],
    'a destroyed signer keeps its key and signs no more',
    [seed, bytes, fc.integer({ min: 1, max: 3 })],
    async (secret, message, times) => {
      const signer = await provider.createSigner(secret)
      const other = await provider.createSigner(secret)
      const own = keyPair(secret)
      equal(await signer.sign(message), own.sign(message))
      for (let at = 0; at < times; at++) equal(await signer.destroy(), undefined)
      await refuses(signer.sign(message), 'DESTROYED')
      equal(await signer.publicKey, own.publicKey)
      equal(await other.sign(message), own.sign(message))
    },
  )

  law(
    'CRY-041',
    'a signature asked for before the signer was destroyed is still given',
    [seed, bytes],
    async (secret, message) => {
      const signer = await provider.createSigner(secret)
      const [signature, , after] = await Promise.all([signer.sign(message), signer.destroy(), codeOf(signer.sign(message))])
      equal(signature, keyPair(secret).sign(message))
      equal(after, 'DESTROYED')
    },
  )

  // Envelopes

  law('CRY-044', 'a payload type with a lone surrogate has no encoding', [lone(), bytes], async (type, payload) =>
    refuses(provider.pae(type, payload), 'BAD_STRING'),
  )

  law(
    'CRY-045',
    'the encoding counts bytes, and ends with the payload',
    [fc.oneof(fc.constant(''), payloadType), bytes],
    async (type, payload) => equal(await provider.pae(type, payload), encoded(type, payload)),
  )

  cases(
    ['CRY-045', 'CRY-056', 'CRY-061'],
    'the published example has the published encoding and the published wire form',
    field('protocol/dsse/dsse-example.json', (file) => [file as DsseExample]),
    async (example) => {
      equal(await provider.pae(example.payload_type, utf8(example.serialized_body)), utf8(example.pae))
      const value = await provider.decodeEnvelope(utf8(JSON.stringify(example.envelope)))
      const sig = Uint8Array.from(Buffer.from(example.envelope.signatures[0]!.sig, 'base64'))
      equal(value, { payloadType: example.payload_type, payload: utf8(example.serialized_body), signatures: [{ sig }] })
      equal(await provider.encodeEnvelope(value), utf8(canonicalText(example.envelope as unknown as JsonValue)))
    },
  )

  cases(['CRY-046', 'CRY-060'], 'an envelope over a limit is refused by every operation', improper, async ({ change, fits }) => {
    const value: Envelope = { payloadType: 't', payload: new Uint8Array(1), signatures: [{ sig: new Uint8Array(64) }], ...change }
    const signer = await provider.createSigner(new Uint8Array(32))
    const policy = { payloadType: value.payloadType, keys: [new Uint8Array(31)], threshold: 1 }
    if (fits) {
      const wire = await provider.encodeEnvelope(value)
      equal(await provider.decodeEnvelope(wire), value)
      await refuses(provider.verifyEnvelope(value, policy), 'BAD_POLICY')
    } else {
      await refuses(provider.encodeEnvelope(value), 'BAD_ENVELOPE')
      await refuses(provider.signEnvelope(value, signer), 'BAD_ENVELOPE')
      await refuses(provider.verifyEnvelope(value, policy), 'BAD_ENVELOPE')
      if (value.payloadType.isWellFormed() && value.signatures.every(({ keyid }) => (keyid ?? '').isWellFormed()))
        await refuses(provider.decodeEnvelope(utf8(canonicalText(wireOf(value)))), 'BAD_ENVELOPE')
    }
  })

  law(
    ['CRY-047', 'CRY-048', 'CRY-049'],
    'a signer adds its signature at the end, up to the greatest number',
    [envelope, seed],
    async (value, secret) => {
      const signer = await provider.createSigner(secret)
      const signed = await provider.signEnvelope(value, signer)
      const own = keyPair(secret)
      const keyid = Buffer.from(digest('sha256', own.publicKey)).toString('hex')
      const last = { keyid, sig: own.sign(encoded(value.payloadType, value.payload)) }
      equal(signed, { ...tidy(value), signatures: [...tidy(value).signatures, last] })
      const full = { ...value, signatures: Array.from({ length: 15 }, () => ({ sig: new Uint8Array(1) })) }
      const sixteen = await provider.signEnvelope(full, signer)
      equal(sixteen.signatures.length, 16)
      await refuses(provider.signEnvelope(sixteen, signer), 'BAD_ENVELOPE')
      await signer.destroy()
      await refuses(provider.signEnvelope(value, signer), 'DESTROYED')
      await refuses(provider.signEnvelope(sixteen, signer), 'BAD_ENVELOPE')
    },
  )

  cases('CRY-050', 'a policy that cannot be met, or counts a key twice, is refused', badPolicies, async ({ keys, threshold }) => {
    const value = { payloadType: 't', payload: utf8('x'), signatures: [] }
    await refuses(provider.verifyEnvelope(value, { payloadType: 'u', keys, threshold }), 'BAD_POLICY')
  })

  law(
    'CRY-051',
    'a payload of another type is refused, before signatures count',
    [payloadType, payloadType, seed, fc.boolean()],
    async (type, other, secret, signs) => {
      fc.pre(type !== other)
      const value = signedBy(type, utf8('x'), signs ? [secret] : [])
      await refuses(
        provider.verifyEnvelope(value, { payloadType: other, keys: [keyPair(secret).publicKey], threshold: 1 }),
        'PAYLOAD_TYPE_MISMATCH',
      )
    },
  )

  law(
    ['CRY-052', 'CRY-053', 'CRY-054', 'CRY-055'],
    'an envelope opens exactly when enough different trusted keys signed it, and names all of them',
    [
      payloadType,
      bytes,
      fc.array(
        fc.record({
          who: fc.nat(5),
          spoil: fc.constantFrom('', '', '', 'bit', 'short', 'long'),
          keyid: fc.option(text, { nil: undefined }),
        }),
        { maxLength: 8 },
      ),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
      fc.nat(),
    ],
    async (type, payload, signers, trusted, level) => {
      const signatures = signers.map(({ who, spoil, keyid }) => ({
        ...(keyid === undefined ? {} : { keyid }),
        sig: spoiled(keyPair(seedOf(who)).sign(encoded(type, payload)), spoil),
      }))
      const keys = trusted.map((who) => keyPair(seedOf(who)).publicKey)
      const threshold = 1 + (level % keys.length)
      const good = trusted.filter((who) => signers.some((one) => one.who === who && one.spoil === ''))
      const call = provider.verifyEnvelope({ payloadType: type, payload, signatures }, { payloadType: type, keys, threshold })
      if (good.length < threshold) await refuses(call, 'THRESHOLD_NOT_MET')
      else equal(await call, { payloadType: type, payload, keys: good.map((who) => keyPair(seedOf(who)).publicKey) })
    },
    { runs: 200 },
  )

  law(
    ['CRY-052', 'CRY-054'],
    'a signature over the payload alone, or over another type, does not count',
    [payloadType, bytes, seed],
    async (type, payload, secret) => {
      const own = keyPair(secret)
      const keyid = Buffer.from(digest('sha256', own.publicKey)).toString('hex')
      for (const sig of [own.sign(payload), own.sign(encoded(`${type}x`, payload))])
        await refuses(
          provider.verifyEnvelope(
            { payloadType: type, payload, signatures: [{ keyid, sig }] },
            { payloadType: type, keys: [own.publicKey], threshold: 1 },
          ),
          'THRESHOLD_NOT_MET',
        )
    },
  )

  law(
    'CRY-055',
    'sixteen keys and sixteen signatures are all considered',
    [bytes],
    async (payload) => {
      const seeds = Array.from({ length: 16 }, (_, who) => seedOf(who))
      const keys = seeds.map((secret) => keyPair(secret).publicKey)
      const value = signedBy('t', payload, seeds.toReversed())
      equal(await provider.verifyEnvelope(value, { payloadType: 't', keys, threshold: 16 }), { payloadType: 't', payload, keys })
    },
    { runs: 3 },
  )

  law(['CRY-056', 'CRY-061', 'CRY-062'], 'an envelope is written as canonical JSON and read back', [envelope], async (value) => {
    const wire = await provider.encodeEnvelope(value)
    equal(wire, utf8(canonicalText(wireOf(value))))
    equal(await provider.decodeEnvelope(wire), tidy(value))
  })

  law('CRY-058', 'white space and the order of members are free on the wire', [envelope, choices], async (value, ways) =>
    equal(await provider.decodeEnvelope(utf8(spell(wireOf(value), ways))), tidy(value)),
  )

  cases('CRY-057', 'what parseJson refuses, decodeEnvelope refuses alike', orderedFaults, async ([source, code]) =>
    refuses(provider.decodeEnvelope(utf8(source)), code),
  )

  cases('CRY-058', 'another shape than an envelope is refused', notEnvelopes, async (source) =>
    refuses(provider.decodeEnvelope(utf8(source)), 'BAD_ENVELOPE'),
  )

  law(
    'CRY-059',
    'Base64 is read exactly where it is the one spelling of its bytes',
    [fc.string({ unit: fc.constantFrom(...'AQgw/+9zZ=-_ \n'), minLength: 1, maxLength: 9 })],
    async (spelling) => {
      const decoded = Uint8Array.from(Buffer.from(spelling, 'base64'))
      const exact = Buffer.from(decoded).toString('base64') === spelling
      const wire = (payload: string, sig: string) => utf8(JSON.stringify({ payload, payloadType: 't', signatures: [{ sig }] }))
      if (exact) {
        equal(await provider.decodeEnvelope(wire(spelling, spelling)), {
          payloadType: 't',
          payload: decoded,
          signatures: [{ sig: decoded }],
        })
      } else {
        await refuses(provider.decodeEnvelope(wire(spelling, 'AA==')), 'BAD_ENVELOPE')
        await refuses(provider.decodeEnvelope(wire('', spelling)), 'BAD_ENVELOPE')
      }
    },
    { runs: 300 },
  )

  // Failures

  cases('CRY-063', 'a refusal is a CryptoError by class and by name', ['sync', 'async'], async (kind) => {
    const error = await errorOf(kind === 'sync' ? parseJson(utf8('')) : provider.createSigner(new Uint8Array(1)))
    holds(error instanceof ProviderError && error.classes.includes('CryptoError'), 'an instance of CryptoError', error)
    equal((error as ProviderError).name, 'CryptoError')
    equal((error as ProviderError).code, kind === 'sync' ? 'BAD_JSON' : 'BAD_SEED')
  })

  function canonicalize(value: JsonValue): Promise<Uint8Array> {
    return provider.canonicalize(value as never)
  }
})
