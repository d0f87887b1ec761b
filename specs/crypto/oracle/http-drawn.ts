import fc from 'fast-check'
import type { HttpField, HttpRequest, HttpResponse } from '#surface/crypto'

/** A record as the pipe gives one: with a prototype. */
export function record<Fields extends object>(model: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> }): fc.Arbitrary<Fields> {
  return fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<Fields>
}

/** Proper messages of HTTP, and damage to their bytes. */
const units = (text: string) => fc.constantFrom(...text)
const token = "!#$%&'*+-.^_`|~0123456789abcxyz"
const visible = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).join('')
const high = '\x80\x85\xa0\xff'

const name = fc.string({ unit: units(token), minLength: 1, maxLength: 12 })
const value = fc
  .string({ unit: units(`${visible}${high}\t    `), maxLength: 70, size: 'max' })
  .map((text) => text.replace(/^[\t ]+|[\t ]+$/g, ''))
export const field: fc.Arbitrary<HttpField> = record({ name, value })
const fields = fc.array(field, { maxLength: 6 })
export const content = fc.oneof(
  fc.uint8Array({ maxLength: 80, size: 'max' }),
  fc.constantFrom(0, 1, 63, 64, 65, 16383, 16384).map((length) => new Uint8Array(length).fill(0x63)),
)
const path = fc.oneof(
  fc.constantFrom('/', '*'),
  fc.string({ unit: units(visible), maxLength: 90, size: 'max' }).map((rest) => `/${rest}`),
)
const method = fc.oneof(
  fc.constantFrom('GET', 'POST', 'CONNECT'),
  fc.string({ unit: units(`${token}GETZ`), minLength: 1, maxLength: 9 }),
)
const scheme = fc.oneof(fc.constantFrom('https', 'http'), fc.stringMatching(/^[a-z][a-z0-9+\-.]{0,6}$/))
const authority = fc.string({ unit: units(visible), maxLength: 20 })
export const requestHeads = fc
  .record({ method, scheme, authority, path, fields, bare: fc.boolean() })
  .map(({ bare, ...head }) => (bare && head.method === 'CONNECT' ? { ...head, path: '' } : head))
export const requests: fc.Arbitrary<HttpRequest> = record({ head: requestHeads, content, trailers: fields })
const informational = fc.array(
  record({ status: fc.integer({ min: 100, max: 199 }).filter((status) => status !== 101), fields }),
  { maxLength: 3 },
)
export const responseHeads = record({ informational, status: fc.integer({ min: 200, max: 599 }), fields })
export const responses: fc.Arbitrary<HttpResponse> = record({ head: responseHeads, content, trailers: fields })
export const framing = fc.constantFrom('known' as const, 'indeterminate' as const)

/** Replaces, inserts or removes a few bytes, with what HTTP and varints find telling. */
export const damage = fc.array(
  fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'insert', 'remove', 'cut'),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x20, 0x3f, 0x40, 0x80, 0xc0, 0x0d, 0x7f)),
  }),
  { minLength: 1, maxLength: 3 },
)
export function damagedBy(bytes: Uint8Array, changes: readonly { at: number; how: string; byte: number }[]): Uint8Array {
  const list = [...bytes]
  for (const { at, how, byte } of changes) {
    const place = at % (list.length + 1)
    if (how === 'cut') list.length = place
    else list.splice(place, how === 'insert' ? 0 : 1, ...(how === 'remove' ? [] : [byte]))
  }
  return Uint8Array.from(list)
}
