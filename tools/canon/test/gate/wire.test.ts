import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter } from '../../src/gate/wire/bytes.ts'
import { decode, type ErrorToken, ReferenceToken } from '../../src/gate/wire/decode.ts'
import { encode } from '../../src/gate/wire/encode.ts'
import { FrameSplitter } from '../../src/gate/wire/framing.ts'
import { WireError } from '../../src/gate/wire/limits.ts'
import { Outbox } from '../../src/gate/wire/outbox.ts'
import { Peer } from '../../src/gate/wire/peer.ts'
import { Shapes } from '../../src/gate/wire/shapes.ts'

const shapes = new Shapes({}, 'x')
const references = { keep: () => 1, peers: () => undefined }

function written(value: unknown): Uint8Array {
  const writer = new ByteWriter()
  encode(writer, value, undefined, shapes, references)
  return writer.take()
}

const options = { theirs: (token: ReferenceToken) => token, error: (token: ErrorToken) => token, mine: () => 'mine' }
const read = (bytes: Uint8Array) => decode(new ByteReader(bytes), options)

const data = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: false,
  withNullPrototype: false,
  key: fc.string({ unit: 'binary' }),
  values: [
    fc.boolean(),
    fc.double(),
    fc.integer(),
    fc.constantFrom(-0, 0, Number.NaN, 2 ** 31, -(2 ** 31), 2 ** 53),
    fc.bigInt(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', '\udc00a', '__proto__'),
    fc.uint8Array(),
    fc.constant(null),
    fc.constant(undefined),
  ],
})

describe('plain data crosses exactly', () => {
  test('whatever it holds: −0, NaN, undefined, holes, bigints, bytes, maps, lone surrogates', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(read(written(value))).toStrictEqual(value)
      }),
      { numRuns: 500 },
    )
  })
  test('a key named __proto__ is a key', () => {
    const value = JSON.parse('{"__proto__": 1}')
    expect(Object.keys(read(written(value)) as object)).toEqual(['__proto__'])
  })
  test('an error crosses with its name, code, message, classes and data', () => {
    class Odd extends RangeError {}
    const error = Object.assign(new Odd('too odd'), { code: 'ODD', limit: 3 })
    const token = read(written(error)) as ErrorToken
    expect(token).toMatchObject({
      name: 'RangeError',
      code: 'ODD',
      message: 'too odd',
      classes: ['Odd', 'RangeError', 'Error'],
      data: { limit: 3 },
    })
  })
  test('a function crosses by reference', () => {
    expect(read(written(() => 1))).toEqual(new ReferenceToken('function', 1))
  })
})

describe('what is not plain data is refused by its sender', () => {
  const cyclic: unknown[] = []
  cyclic.push(cyclic)
  const cases: Record<string, unknown> = {
    'an accessor': {
      get a() {
        return 1
      },
    },
    'a symbol': Symbol('a'),
    'a symbol key': { [Symbol('a')]: 1 },
    'a cycle': cyclic,
    'an instance of a class': new (class A {
      b = new (class B {})()
    })(),
    'more parts than a frame may have': Array.from({ length: (1 << 20) + 1 }, () => null),
  }
  for (const [name, value] of Object.entries(cases)) test(name, () => expect(() => written(value)).toThrow(WireError))
})

describe('what is not a well-formed value is refused by its reader', () => {
  test('truncated anywhere', () => {
    const bytes = written({ a: [1, 'text', 2n, new Uint8Array(5), new Map([[1, 2]])], b: new Error('x') })
    for (let length = 0; length < bytes.length; length++) expect(() => read(bytes.subarray(0, length))).toThrow(WireError)
  })
  test('any bytes at all end in a value or a WireError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          read(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(WireError)
        }
      }),
      { numRuns: 2000 },
    )
  })
  test('a small frame that announces a huge list costs nothing', () => {
    expect(() => read(Uint8Array.of(11, 255, 255, 255, 127))).toThrow('a count is larger than its frame')
  })
  test('nesting beyond the limit', () => {
    expect(() => read(new Uint8Array([...Array.from({ length: 2000 }, () => [11, 1]).flat(), 0]))).toThrow('nested too deeply')
  })
})

describe('frames', () => {
  test('come out as they went in, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), fc.integer({ min: 1, max: 40 }), (frames, size) => {
        const written: number[] = []
        const outbox = new Outbox({ write: (bytes) => written.push(...bytes), defer: () => {} })
        for (const frame of frames) outbox.frame((writer) => writer.bytes(frame))
        outbox.flush()
        const splitter = new FrameSplitter()
        const seen: Uint8Array[] = []
        for (let at = 0; at < written.length; at += size)
          splitter.push(Uint8Array.from(written.slice(at, at + size)), (frame) => seen.push(frame.rest()))
        expect(seen).toEqual(frames)
      }),
    )
  })
  test('that announce more than the limit are refused before they are read', () => {
    expect(() => new FrameSplitter().push(Uint8Array.of(0, 0, 0, 255, 1), () => {})).toThrow(WireError)
  })
  test('that could not be written leave nothing behind', () => {
    const written: Uint8Array[] = []
    const outbox = new Outbox({ write: (bytes) => written.push(bytes), defer: () => {} })
    expect(() =>
      outbox.frame((writer) => {
        writer.text('half a frame')
        throw new WireError('no')
      }),
    ).toThrow(WireError)
    outbox.frame((writer) => writer.byte(7))
    outbox.flush()
    expect(written).toEqual([Uint8Array.of(1, 0, 0, 0, 7)])
  })
})

describe('a peer that breaks the rules is cut off', () => {
  const frame = (...bytes: number[]) => new ByteReader(Uint8Array.from(bytes))
  const peer = () =>
    new Peer({
      outbox: new Outbox({ write: () => {}, defer: () => {} }),
      shapes,
      root: { value: {}, kind: 'module', shape: undefined, iterators: new Map() },
      theirs: (token) => token,
      error: (token) => token,
    })
  test('an answer to nothing that was asked', () => {
    expect(() => peer().receive(frame(4, 9, 0))).toThrow('an answer to nothing')
  })
  test('two answers to one question', async () => {
    const asking = peer()
    const answer = asking.ask('call', 0, 'f', [], () => undefined)
    asking.receive(frame(4, 1, 0))
    expect(await answer).toEqual({ kind: 'value', value: undefined })
    expect(() => asking.receive(frame(4, 1, 0))).toThrow(WireError)
  })
  test('bytes after the end of a frame', () => {
    const asking = peer()
    void asking.ask('call', 0, 'f', [], () => undefined)
    expect(() => asking.receive(frame(4, 1, 0, 0))).toThrow('bytes after its end')
  })
  test('a request to something that is not kept', () => {
    expect(() => peer().receive(frame(1, 1, 77, 0, 0))).toThrow('not kept')
  })
  test('a frame of no known kind', () => {
    expect(() => peer().receive(frame(99, 1))).toThrow('an unknown frame')
  })
})

test('only a function crosses as one: an object where one is declared stays the data that it is', () => {
  expect(shapes.referenceKind({}, { kind: 'function', overloads: [] })).toBeUndefined()
})
