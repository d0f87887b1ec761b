import { isDeepStrictEqual } from 'node:util'
import { ProviderError } from '@canon/contract'
import { toVectorValue } from '../../base/vector-value.ts'
import { ChildGone } from '../child.ts'
import { SurfaceFault } from '../remote/conform.ts'

/** What one side answered: data, an error by its code, or an end that no surface declares. */
export type Observation =
  | { readonly value: unknown }
  | { readonly code: string }
  /** The process ended, or the result cannot cross the surface. */
  | { readonly fault: string }

/** Never rejects: what is neither the package's nor its process's, a fault of the driver, is told as one. */
export async function observe(call: () => Promise<unknown>): Promise<Observation> {
  try {
    return { value: await call() }
  } catch (error) {
    if (error instanceof ProviderError) return { code: error.code ?? error.name }
    if (error instanceof SurfaceFault) return { fault: error.message }
    if (error instanceof ChildGone) return { fault: error.code }
    return { fault: error instanceof Error ? `${error.name}: ${error.message}` : 'something that is not an error' }
  }
}

export const isRefused = (observation: Observation) => !('value' in observation)

/** Exactly: −0 is not 0, a hole is not undefined, maps and sets are in the same order. The order of an object's members means nothing. */
export function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b) && orderOf(a) === orderOf(b)
}

/** The same but for the order of keys, items, entries. */
export const sameButForOrder = (a: unknown, b: unknown): boolean => sorted(a) === sorted(b)

/** In the notation of vectors, bounded. */
export function show(observation: Observation): string {
  if ('code' in observation) return `a refusal with ${observation.code}`
  if ('fault' in observation) return `no answer: ${observation.fault}`
  try {
    const text = JSON.stringify(toVectorValue(observation.value)) ?? 'undefined'
    return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text
  } catch {
    return 'an answer that has no written form'
  }
}

const SHOWN_MAX = 2000

/** Entries and elements in their order; two equal values differ in it where an iteration would tell. */
function orderOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return ''
  if (Array.isArray(value)) return `[${value.map(orderOf).join()}]`
  if (value instanceof Map) return `(${[...value].map(([key, item]) => `${text(key)}:${orderOf(item)}`).join()})`
  if (value instanceof Set) return `(${[...value].map(text).join()})`
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${orderOf(item)}`)
    .sort()
    .join()}}`
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).sort().join()}]`
  if (value instanceof Map)
    return `(${[...value]
      .map(([key, item]) => `${sorted(key)}:${sorted(item)}`)
      .sort()
      .join()})`
  if (value instanceof Set) return `(${[...value].map(sorted).sort().join()})`
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return text(value)
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${sorted(item)}`)
    .sort()
    .join()}}`
}

function text(value: unknown): string {
  try {
    return JSON.stringify(toVectorValue(value)) ?? 'undefined'
  } catch {
    return typeof value
  }
}
