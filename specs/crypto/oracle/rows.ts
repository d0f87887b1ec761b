import type { Facility } from '@canon/contract'
import type { Envelope } from '#surface/crypto'
import { unhex } from './values.ts'

/** What the laws go through row by row. */
export const aliens: readonly unknown[] = [undefined, 1n, new Map([['a', 1]]), new Set([1]), new Uint8Array(2), new Date(0)]

export const published = ['arrays', 'french', 'structures', 'unicode', 'values', 'weird']

/** The rows of several files; absent where one of them is. */
export function together<Row>(facility: string, files: readonly Facility<Row>[]): Facility<Row> {
  return {
    facility,
    load: () => {
      const rows = files.map((file) => file.load())
      return rows.every((each) => each !== undefined) ? rows.flat() : undefined
    },
  }
}

export const notGrammar = [
  ...[
    '',
    ' ',
    '\n',
    '[',
    ']',
    '{',
    '}',
    '[1',
    '[1,',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[1]]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,}',
    '{a:1}',
    "{'a':1}",
    '{"a":1 "b":2}',
    '{1:2}',
  ],
  ...[
    '01',
    '-',
    '-01',
    '+1',
    '.5',
    '1.',
    '1.e5',
    '1e',
    '1e+',
    '0x10',
    'NaN',
    'Infinity',
    '-Infinity',
    '1_000',
    '--1',
    '1e5.5',
    '1-2',
    '1e999.5',
    '00',
    '9007199254740993e',
  ],
  ...[
    'nul',
    'True',
    'nullx',
    'null null',
    'undefined',
    'tru',
    '1 1',
    '//x\n1',
    '/*x*/1',
    '1//x',
    '#1',
    '1\ufeff',
    '\u00a01',
    '\u20281',
    '\u000b1',
    '\f1',
    '1\u0000',
  ],
  ...[
    '"',
    '"a',
    '"\\"',
    '"\\x41"',
    '"\\u12"',
    '"\\u12g4"',
    '"\\u{41}"',
    '"\\U0041"',
    '"\\\'"',
    '"\n"',
    '"\t"',
    '"\u0000"',
    '"\u001f"',
    '"a"b',
    '"\\',
    '"\\u',
  ],
]

export const orderedFaults: readonly (readonly [string, string])[] = [
  ['', 'BAD_JSON'],
  ['[1e999,]', 'BAD_NUMBER'],
  ['[,1e999]', 'BAD_JSON'],
  ['[1e999x', 'BAD_NUMBER'],
  ['[1e999.5]', 'BAD_JSON'],
  ['["\\ud800",1e999]', 'BAD_STRING'],
  ['[1e999,"\\ud800"]', 'BAD_NUMBER'],
  ['["\\ud800\\x"]', 'BAD_JSON'],
  ['["\\ud800" 1]', 'BAD_STRING'],
  ['["\\ud800', 'BAD_JSON'],
  ['{"a":1,"a":1e999}', 'DUPLICATE_KEY'],
  ['{"a":1e999,"a":1}', 'BAD_NUMBER'],
  ['{"a":1,"a"', 'DUPLICATE_KEY'],
  ['{"a":1,"a', 'BAD_JSON'],
  ['{"\\ud800":1,"\\ud800":1}', 'BAD_STRING'],
  ['{"a":{"b":1,"b":2},"a":1,}', 'DUPLICATE_KEY'],
  ['['.repeat(65), 'TOO_DEEP'],
  ['['.repeat(64), 'BAD_JSON'],
  [`${'['.repeat(64)}{"a":1,"a":1}`, 'TOO_DEEP'],
  [`[1e999,${'['.repeat(64)}`, 'BAD_NUMBER'],
  [`${'['.repeat(64)},[`, 'BAD_JSON'],
]

export const improper: readonly { change: Partial<Envelope>; fits: boolean }[] = [
  { change: { payloadType: '' }, fits: false },
  { change: { payloadType: 'é'.repeat(256) }, fits: true },
  { change: { payloadType: 't'.repeat(257) }, fits: false },
  { change: { payloadType: 'a\ud800' }, fits: false },
  { change: { payload: new Uint8Array(0) }, fits: true },
  { change: { payload: new Uint8Array(524288) }, fits: true },
  { change: { payload: new Uint8Array(524289) }, fits: false },
  { change: { signatures: [] }, fits: true },
  { change: { signatures: Array.from({ length: 16 }, () => ({ sig: new Uint8Array(8192) })) }, fits: true },
  { change: { signatures: Array.from({ length: 17 }, () => ({ sig: new Uint8Array(64) })) }, fits: false },
  { change: { signatures: [{ sig: new Uint8Array(0) }] }, fits: false },
  { change: { signatures: [{ sig: new Uint8Array(1) }] }, fits: true },
  { change: { signatures: [{ sig: new Uint8Array(8193) }] }, fits: false },
  { change: { signatures: [{ sig: new Uint8Array(64) }, { sig: new Uint8Array(0) }] }, fits: false },
  { change: { signatures: [{ keyid: 'k'.repeat(256), sig: new Uint8Array(64) }] }, fits: true },
  { change: { signatures: [{ keyid: 'k'.repeat(257), sig: new Uint8Array(64) }] }, fits: false },
  { change: { signatures: [{ keyid: '\udc00', sig: new Uint8Array(64) }] }, fits: false },
]

export const badPolicies: readonly { keys: Uint8Array[]; threshold: number }[] = [
  { keys: [], threshold: 0 },
  { keys: [], threshold: 1 },
  ...[0, -1, 2, 0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, -0].map((threshold) => ({
    keys: [new Uint8Array(32)],
    threshold,
  })),
  { keys: [new Uint8Array(31)], threshold: 1 },
  { keys: [new Uint8Array(32), new Uint8Array(33)], threshold: 1 },
  { keys: [new Uint8Array(32), new Uint8Array(32).fill(1), new Uint8Array(32)], threshold: 1 },
  { keys: Array.from({ length: 17 }, (_, at) => new Uint8Array(32).fill(at)), threshold: 1 },
]

export const notEnvelopes = [
  ...[
    'null',
    '1',
    '"a"',
    '[]',
    '{}',
    '{"payload":"","payloadType":"t"}',
    '{"payload":"","signatures":[]}',
    '{"payloadType":"t","signatures":[]}',
  ],
  ...[
    '{"payload":"","payloadType":"t","signatures":[],"x":1}',
    '{"payload":"","payloadType":"t","signatures":[],"__proto__":1}',
    '{"Payload":"","payloadType":"t","signatures":[]}',
  ],
  ...[
    '{"payload":1,"payloadType":"t","signatures":[]}',
    '{"payload":"","payloadType":null,"signatures":[]}',
    '{"payload":"","payloadType":"t","signatures":{}}',
    '{"payload":"","payloadType":"t","signatures":null}',
  ],
  ...[
    'null',
    '"AA=="',
    '[]',
    '{}',
    '{"keyid":"a"}',
    '{"sig":1}',
    '{"sig":"AA==","keyid":null}',
    '{"sig":"AA==","keyid":1}',
    '{"sig":"AA==","x":1}',
    '{"sig":["AA=="]}',
  ].map((signature) => `{"payload":"","payloadType":"t","signatures":[${signature}]}`),
]

export interface DsseExample {
  readonly serialized_body: string
  readonly payload_type: string
  readonly pae: string
  readonly envelope: {
    readonly payload: string
    readonly payloadType: string
    readonly signatures: readonly { readonly sig: string }[]
  }
}

export interface WycheproofFile {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string }
    readonly tests: readonly { readonly msg: string; readonly sig: string; readonly result: string }[]
  }[]
}

export function wycheproofRows(file: unknown) {
  return (file as WycheproofFile).testGroups.flatMap(({ publicKey, tests }) =>
    tests.map(({ msg, sig, result }) => ({
      publicKey: unhex(publicKey.pk),
      message: unhex(msg),
      signature: unhex(sig),
      valid: result === 'valid',
    })),
  )
}

export function numberRows(file: string): [string, string][] {
  return file
    .trim()
    .split('\n')
    .map((line) => line.split(',') as [string, string])
}
