import { isPlainPath } from '../base/tree.ts'
import { recordDiagnostic } from '../diagnostics/record.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Lock } from '../model/lock.ts'

export const LOCK_BYTES_MAX = 8 * 1024 * 1024

/** A lock from its bytes, every field checked, or LOCK_UNREADABLE or LOCK_FROM_THE_FUTURE. */
export function parseLock(bytes: Uint8Array, file: string): { readonly lock?: Lock; readonly fault?: Diagnostic } {
  const place = { file, line: 1, column: 1 }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { fault: recordDiagnostic('LOCK_UNREADABLE', 'The lock is not JSON.', { place }) }
  }
  if (isRecord(value) && typeof value.canon === 'number' && value.canon > 1)
    return {
      fault: recordDiagnostic('LOCK_FROM_THE_FUTURE', `The lock has format ${value.canon}.`, { place, expected: 'format 1' }),
    }
  const missing = faultIn(value)
  if (missing !== undefined)
    return { fault: recordDiagnostic('LOCK_UNREADABLE', `The lock's "${missing}" is not what a lock holds.`, { place }) }
  return { lock: value as Lock }
}

type Test = (value: unknown) => boolean

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text: Test = (value) => typeof value === 'string' && value.length <= 10_000
const digest: Test = (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)
const count: Test = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const oneOf =
  (...words: string[]): Test =>
  (value) =>
    words.includes(value as string)
const mapOf =
  (item: Test, key: Test = text): Test =>
  (value) =>
    isRecord(value) && Object.entries(value).every(([name, one]) => key(name) && item(one))
const listOf =
  (item: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(item)

const FIELDS: Readonly<Record<string, Test>> = {
  canon: (value) => value === 1,
  name: text,
  version: text,
  'spec.normative': digest,
  'spec.surface': digest,
  'spec.types': digest,
  'spec.clauses': mapOf(digest),
  'spec.vectors': mapOf(digest),
  contracts: mapOf(digest),
  dependencies: mapOf((one) => isRecord(one) && digest(one.surface) && digest(one.clauses)),
  'rendering.generator': text,
  'rendering.model': text,
  'rendering.mode': oneOf('clean', 'revise', 'author', 'replay'),
  'rendering.blindness': oneOf('enforced', 'declared'),
  'rendering.isolation': oneOf('full', 'permission', 'none'),
  'rendering.attempts': count,
  'rendering.bundle': digest,
  'rendering.at': text,
  'tree.digest': digest,
  'tree.files': mapOf(digest, (path) => isPlainPath(path as string)),
  'verdict.ok': (value) => typeof value === 'boolean',
  'verdict.evidence': text,
  'verdict.steps': mapOf(oneOf('passed', 'unproved')),
  'verdict.laws': count,
  'verdict.runs': count,
  'verdict.vectors': count,
  'verdict.unproved': listOf(text),
  lastClean: (value) => value === undefined || (isRecord(value) && text(value.at) && digest(value.normative)),
}

/** The first field that is not as it must be; undefined when all are. */
function faultIn(lock: unknown): string | undefined {
  if (!isRecord(lock)) return 'canon'
  return Object.entries(FIELDS).find(([path, test]) => !test(at(lock, path)))?.[0]
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value)
}
