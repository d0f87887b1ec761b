import { inspect, isDeepStrictEqual } from 'node:util'
import { ProviderError } from './provider-error.ts'

/** A law that does not hold; carries both sides for the report and for the generator's feedback. */
export class LawFailure extends Error {
  override readonly name = 'LawFailure'
  readonly observed: string
  readonly expected: string
  constructor(observed: string, expected: string, note?: string) {
    super(`${note === undefined ? '' : `${note}: `}expected ${expected}, observed ${observed}`)
    this.observed = observed
    this.expected = expected
  }
}

let reached = 0

/** How many assertions were evaluated since the last call; the gate refuses a law that evaluates none. */
export function takeAssertionCount(): number {
  const count = reached
  reached = 0
  return count
}

/** Holds when both are the same plain data; −0 differs from 0, NaN equals NaN, a hole differs from undefined. */
export function equal(observed: unknown, expected: unknown, note?: string): void {
  reached++
  refuseThenable(observed)
  if (!isDeepStrictEqual(observed, expected)) throw new LawFailure(show(observed), show(expected), note)
}

/** Holds when the condition is exactly `true`; a promise or a stub is not. */
export function holds(condition: boolean, expected: string, observed: unknown = condition): void {
  reached++
  refuseThenable(condition)
  if (condition !== true) throw new LawFailure(show(observed), expected)
}

/** Holds when the call ends in an error with this code, and a sentence for a person. */
export async function refuses(call: Promise<unknown> | (() => Promise<unknown>), code: string): Promise<void> {
  const error = await errorOf(call, `a refusal with ${code}`)
  if (error.code !== code) throw new LawFailure(describe(error), `a refusal with ${code}`)
  saysWhy(error)
}

/** Holds when the call ends in a `TypeError`, a value outside the declared types, and a sentence for a person, which names `name`. */
export async function refusesType(call: Promise<unknown> | (() => Promise<unknown>), name?: string): Promise<void> {
  const error = await errorOf(call, 'a TypeError')
  if (!error.classes.includes('TypeError')) throw new LawFailure(describe(error), 'a TypeError')
  saysWhy(error)
  if (name !== undefined && !error.message.split(/\W+/).includes(name))
    throw new LawFailure(describe(error), `a TypeError whose message names ${name}`)
}

/** Conventions, Errors 1 and 2: the wording is free, and there is one. */
function saysWhy(error: ProviderError): void {
  if (error.message.trim() === '')
    throw new LawFailure(`${describe(error)} (an empty message)`, 'a message that says what was wrong')
}

async function errorOf(call: Promise<unknown> | (() => Promise<unknown>), expected: string): Promise<ProviderError> {
  reached++
  let value: unknown
  try {
    value = await (typeof call === 'function' ? call() : call)
  } catch (error) {
    if (error instanceof ProviderError) return error
    throw error
  }
  throw new LawFailure(`${show(value)}, no error`, expected)
}

function refuseThenable(value: unknown): void {
  if (typeof (value as { then?: unknown } | null | undefined)?.then === 'function')
    throw new TypeError('a law compares a promise: await it first')
}

const describe = (error: ProviderError) => `${error.name}${error.code === undefined ? '' : ` ${error.code}`}: ${error.message}`

/** Bounded, so that a hostile value cannot fill a report. */
const show = (value: unknown) => inspect(value, { depth: 6, maxArrayLength: 64, maxStringLength: 400, breakLength: 100 })
