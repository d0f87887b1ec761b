/** An argument of a declared type, with a value that is fine, so that others can be put in its place and in its parts'. */
export type Sample =
  | {
      readonly kind: 'bytes' | 'text' | 'number' | 'choice' | 'object' | 'source'
      readonly value: unknown
      readonly optional?: true
    }
  | { readonly kind: 'list'; readonly items: readonly Sample[]; readonly optional?: true }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Sample>>; readonly optional?: true }

/** Samples by what they are declared as; `choice` is one of several literal strings, `object` one with members of its own, `source` what can be iterated. */
export const sample = {
  bytes: (value: Uint8Array): Sample => ({ kind: 'bytes', value }),
  text: (value: string): Sample => ({ kind: 'text', value }),
  number: (value: number): Sample => ({ kind: 'number', value }),
  choice: (value: string): Sample => ({ kind: 'choice', value }),
  object: (value: unknown): Sample => ({ kind: 'object', value }),
  source: (value: AsyncIterable<unknown>): Sample => ({ kind: 'source', value }),
  list: (...items: Sample[]): Sample => ({ kind: 'list', items }),
  record: (fields: Readonly<Record<string, Sample>>): Sample => ({ kind: 'record', fields }),
  optional: (of: Sample): Sample => ({ ...of, optional: true }),
}

/** A call's arguments by the names of its parameters, in their order. */
export type Samples = Readonly<Record<string, Sample>>

/** Arguments of which one part is outside its declared type. */
export interface Outside {
  readonly what: string
  readonly args: never[]
  /** Of the parameter or member that is wrong; an item of a list has none. */
  readonly name: string | undefined
}

/** Arguments of which just one part, anywhere, is outside its declared type: what `refusesType` is about. */
export function* outside(samples: Samples): Generator<Outside> {
  const all = Object.entries(samples)
  for (const [at, [parameter, one]] of all.entries())
    for (const { what, name, value } of wrong(one, parameter, parameter)) {
      const args = all.map(([, other]) => fine(other))
      args[at] = value
      yield { what, name, args: args as never[] }
    }
}

type Wrong = Pick<Outside, 'what' | 'name'> & { readonly value: unknown }

function* wrong(one: Sample, where: string, name: string | undefined): Generator<Wrong> {
  for (const value of others[one.kind])
    if (!(value === undefined && one.optional)) yield { what: `${where} is ${describe(value)}`, name, value }
  if (one.kind === 'list')
    for (const [at, item] of one.items.entries())
      for (const { value, ...rest } of wrong(item, `${where}[${at}]`, undefined))
        yield { ...rest, value: one.items.map((other, index) => (index === at ? value : fine(other))) }
  if (one.kind === 'record')
    for (const [member, field] of Object.entries(one.fields))
      for (const { value, ...rest } of wrong(field, `${where}.${member}`, member))
        yield { ...rest, value: { ...(fine(one) as object), [member]: value } }
}

function fine(one: Sample): unknown {
  if (one.kind === 'list') return one.items.map(fine)
  if (one.kind === 'record') return Object.fromEntries(Object.entries(one.fields).map(([name, field]) => [name, fine(field)]))
  return one.value
}

const others: Readonly<Record<Sample['kind'], readonly unknown[]>> = {
  bytes: [undefined, null, 'text', 7, true, [1, 2], { length: 1 }],
  text: [undefined, null, 7, true, ['x'], new Uint8Array(1)],
  number: [undefined, null, '1', true, [1], 1n],
  choice: [undefined, null, 7, 'something else', ['x']],
  object: [undefined, null, 7, 'text', {}],
  // Whatever else is an object crosses the pipe as something that can be iterated.
  source: [undefined, null, 7, true],
  list: [undefined, null, 'text', 7, { length: 0 }],
  record: [undefined, null, 'text', 7, true],
}

const describe = (value: unknown) => (typeof value === 'string' ? 'text' : Array.isArray(value) ? 'a list' : String(value))
