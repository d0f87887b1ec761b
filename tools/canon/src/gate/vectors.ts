import { isDeepStrictEqual } from 'node:util'
import { ProviderError } from '@canon/contract'
import { fromVectorValue, toVectorValue } from '../base/vector-value.ts'
import { gateDiagnostic } from '../diagnostics/gate.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Vector, VectorStep } from '../model/spec.ts'
import { limited } from './laws/limited.ts'

const VECTOR_TIMEOUT_MS = 30_000

/** Runs every vector in turn; each has its own objects. */
export async function runVectors(vectors: readonly Vector[], provider: Readonly<Record<string, unknown>>): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const vector of vectors) {
    const fault = await limited(runVector(vector, provider), VECTOR_TIMEOUT_MS).catch((error: unknown) => ({
      observed: describe(error),
      expected: 'an answer',
    }))
    if (fault === undefined) continue
    found.push(
      gateDiagnostic('VECTOR_FAILED', `vector ${vector.operation}/${vector.name} (${vector.what}): observed ${fault.observed}`, {
        place: { file: vector.path, line: 1, column: 1 },
        ...(vector.clauses[0] === undefined ? {} : { clause: vector.clauses[0] }),
        expected: fault.expected,
      }),
    )
  }
  return found
}

interface Fault {
  readonly observed: string
  readonly expected: string
}

async function runVector(vector: Vector, provider: Readonly<Record<string, unknown>>): Promise<Fault | undefined> {
  const bound = new Map<string, unknown>()
  for (const step of vector.steps) {
    const fault = await runStep(step, provider, bound)
    if (fault !== undefined) return fault
  }
  return undefined
}

async function runStep(
  step: VectorStep,
  provider: Readonly<Record<string, unknown>>,
  bound: Map<string, unknown>,
): Promise<Fault | undefined> {
  const lookup = (name: string) => {
    if (!bound.has(name)) throw new TypeError(`nothing is bound to ${name}`)
    return bound.get(name)
  }
  const wanted = step.expect
  let value: unknown
  try {
    value = await perform(
      step,
      provider,
      bound,
      step.args.map((item) => fromVectorValue(item, lookup)),
    )
  } catch (error) {
    if (!(error instanceof ProviderError)) return { observed: describe(error), expected: expectation(wanted) }
    const refused =
      'refuses' in wanted &&
      (wanted.refuses === 'TypeError' ? error.classes.includes('TypeError') : error.code === wanted.refuses)
    return refused ? undefined : { observed: describe(error), expected: expectation(wanted) }
  }
  if (step.as !== undefined) bound.set(step.as, value)
  if ('refuses' in wanted) return { observed: show(value), expected: expectation(wanted) }
  if ('returns' in wanted && !isDeepStrictEqual(value, fromVectorValue(wanted.returns, lookup)))
    return { observed: show(value), expected: expectation(wanted) }
  return undefined
}

async function perform(
  step: VectorStep,
  provider: Readonly<Record<string, unknown>>,
  bound: ReadonlyMap<string, unknown>,
  args: readonly unknown[],
): Promise<unknown> {
  const dot = step.target.indexOf('.')
  const [first, member] = dot < 0 ? [step.target, undefined] : [step.target.slice(0, dot), step.target.slice(dot + 1)]
  const base = bound.get(first) ?? provider[first]
  const target = member === undefined ? base : (base as Record<string, unknown> | undefined)?.[member]
  if (step.action === 'get') return await collected(await target, step)
  if (typeof target !== 'function') throw new TypeError(`the surface has no ${step.target}`)
  if (step.action === 'new') return await new (target as new (...args: readonly unknown[]) => Promise<unknown>)(...args)
  const result: unknown = await Reflect.apply(target, member === undefined ? undefined : base, args)
  return await collected(result, step)
}

/** A step that binds an iterable to a name leaves it to a later step; any other gives its items. */
async function collected(result: unknown, step: VectorStep): Promise<unknown> {
  const value = await result
  return isAsyncIterable(value) && step.as === undefined ? await collect(value) : value
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const list: unknown[] = []
  for await (const item of items) {
    list.push(item)
    if (list.length > 100_000) throw new RangeError('an iterable without end')
  }
  return list
}

function expectation(wanted: VectorStep['expect']): string {
  if ('refuses' in wanted) return `a refusal with ${wanted.refuses}`
  return 'returns' in wanted ? JSON.stringify(wanted.returns).slice(0, 400) : 'an answer without error'
}

function describe(error: unknown): string {
  if (error instanceof ProviderError)
    return `${error.name}${error.code === undefined ? '' : ` ${error.code}`}: ${error.message}`.slice(0, 400)
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 400) : 'something that is not an error'
}

function show(value: unknown): string {
  try {
    return JSON.stringify(toVectorValue(value)).slice(0, 400)
  } catch {
    return 'an object'
  }
}
