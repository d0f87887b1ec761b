import { digestBytes } from '../base/digest.ts'
import { fromVectorValue } from '../base/vector-value.ts'
import { type ReadCode, readDiagnostic } from '../diagnostics/read.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Vector, VectorStep } from '../model/spec.ts'
import { readText } from './text.ts'

const bytesMax = 4 * 1024 * 1024
const stepsMax = 10_000

/** Reads the vector files `<operation>/<NNN-name>.json` of a subsystem; a faulty file is left out. */
export function readVectors(host: Host, folder: string, files: readonly string[], diagnostics: Diagnostic[]): Vector[] {
  const vectors: Vector[] = []
  for (const file of files) {
    const path = `${folder}/vectors/${file}`
    const report: Report = (code, message) =>
      diagnostics.push(readDiagnostic(code, message, { place: { file: path, line: 1, column: 1 } }))
    const [operation = '', name = ''] = file.replace(/\.json$/, '').split('/')
    if (!/^\d{3,}-[a-z0-9][a-zA-Z0-9-]*$/.test(name)) report('VECTOR_PATH', `"${name}" is not NNN-what-happens`)
    const text = readText(host, path, diagnostics, bytesMax)
    if (text === undefined) continue
    const body = parseVector(text.text, report)
    if (body !== undefined) vectors.push({ path, digest: digestBytes(text.bytes), operation, name, ...body })
  }
  return vectors
}

type Report = (code: ReadCode, message: string) => void

function parseVector(text: string, report: Report): Pick<Vector, 'clauses' | 'what' | 'steps'> | undefined {
  const json = parseJson(text)
  if (!isRecord(json)) {
    report('VECTOR_JSON', 'the file is not a JSON object')
    return undefined
  }
  for (const key of Object.keys(json))
    if (!['clauses', 'what', 'intermediates', 'steps'].includes(key)) report('VECTOR_KEY', `the key "${key}" is unknown`)
  const { clauses, what, steps } = json
  if (!Array.isArray(clauses) || clauses.length === 0 || !clauses.every((id) => typeof id === 'string'))
    return void report('VECTOR_KEY', '"clauses" is not a list of at least one clause id')
  if (typeof what !== 'string' || what.trim() === '') return void report('VECTOR_KEY', '"what" is not a sentence')
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > stepsMax)
    return void report('VECTOR_KEY', `"steps" is not a list of 1 to ${stepsMax} steps`)
  const bound = new Set<string>()
  const parsed = steps.map((step, index) => parseStep(step, index + 1, bound, report))
  if (parsed.includes(undefined)) return undefined
  if (parsed.every((step) => 'nothing' in step!.expect)) report('VECTOR_EXPECTS_NOTHING', 'no step has `returns` or `refuses`')
  return { clauses, what, steps: parsed as VectorStep[] }
}

const stepKeys = new Set(['call', 'new', 'get', 'args', 'as', 'returns', 'refuses'])

function parseStep(step: unknown, number: number, bound: Set<string>, report: Report): VectorStep | undefined {
  const fault = (message: string, code: ReadCode = 'VECTOR_KEY'): undefined => void report(code, `step ${number}: ${message}`)
  if (!isRecord(step)) return fault('is not an object')
  for (const key of Object.keys(step)) if (!stepKeys.has(key)) return fault(`the key "${key}" is unknown`)
  const actions = (['call', 'new', 'get'] as const).filter((action) => Object.hasOwn(step, action))
  const action = actions[0]
  if (action === undefined || actions.length > 1) return fault('has not exactly one of call, new, get')
  const target = step[action]
  if (typeof target !== 'string' || !/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$.]*)?$/.test(target))
    return fault(`the ${action} is ${JSON.stringify(target)}`)
  const args = step.args ?? []
  if (!Array.isArray(args) || (action === 'get' && args.length > 0)) return fault('"args" is not a list')
  if (Object.hasOwn(step, 'returns') && Object.hasOwn(step, 'refuses')) return fault('has both returns and refuses')
  const values = Object.hasOwn(step, 'returns') ? [...args, step.returns] : args
  for (const value of values) {
    const message = valueFault(value, bound)
    if (message !== undefined) return fault(message, 'VECTOR_VALUE')
  }
  const refuses = step.refuses
  if (refuses !== undefined && (typeof refuses !== 'string' || !/^(?:[A-Z][A-Z0-9_]*|TypeError)$/.test(refuses)))
    return fault(`"refuses" is ${JSON.stringify(refuses)}`)
  const as = step.as
  if (as !== undefined) {
    if (typeof as !== 'string' || !/^[A-Za-z_$][\w$]*$/.test(as) || refuses !== undefined)
      return fault(`"as" is ${JSON.stringify(as)}`)
    bound.add(as)
  }
  const expect =
    typeof refuses === 'string'
      ? { refuses }
      : Object.hasOwn(step, 'returns')
        ? { returns: step.returns }
        : ({ nothing: true } as const)
  return { action, target, args, ...(typeof as === 'string' ? { as } : {}), expect }
}

/** What the notation does not have, as the one who reads it for the gate says it. */
function valueFault(value: unknown, bound: ReadonlySet<string>): string | undefined {
  try {
    fromVectorValue(value, (name) => {
      if (!bound.has(name)) throw new TypeError(`nothing is bound to ${JSON.stringify(name)} before`)
    })
    return undefined
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
