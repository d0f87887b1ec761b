// Runs vectors/**/*.json against src/index.ts in this process. Node 24; `node tools/run-vectors.mjs [part of a path]`.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect, isDeepStrictEqual } from 'node:util'

const subject = await import(new URL('../src/index.ts', import.meta.url).href)
const root = new URL('../vectors', import.meta.url).pathname
const wanted = process.argv[2] ?? ''
const paths = filesBelow(root).filter((path) => path.endsWith('.json') && path.includes(wanted))
let failed = 0
for (const path of paths) {
  const vector = JSON.parse(readFileSync(join(root, path), 'utf8'))
  try {
    await run(vector)
  } catch (error) {
    failed++
    console.log(`FAIL ${path} (${vector.clauses.join(', ')}): ${vector.what}\n     ${error.message}`)
  }
}
console.log(`${paths.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 || paths.length === 0 ? 1 : 0

async function run(vector) {
  const named = new Map()
  for (const [index, step] of vector.steps.entries()) {
    const at = `step ${index + 1}, ${step.call ?? step.get ?? `new ${step.new}`}`
    const outcome = await perform(step, named)
    if ('refuses' in step) refuse(step.refuses, outcome, at)
    else if ('error' in outcome) throw new Error(`${at}: threw ${inspect(outcome.error)}`)
    else if ('returns' in step) equal(outcome.value, decode(step.returns, named), at)
    if (step.as !== undefined) named.set(step.as, outcome.value)
  }
}

async function perform(step, named) {
  try {
    const args = (step.args ?? []).map((value) => decode(value, named))
    if (step.new !== undefined) return { value: new subject[step.new](...args) }
    const [first, member] = (step.call ?? step.get).split('.')
    const owner = member === undefined ? subject : (named.get(first) ?? subject[first])
    const name = member ?? first
    const value = step.get === undefined ? await owner[name](...args) : await owner[name]
    return { value: step.as === undefined ? await collected(value) : value }
  } catch (error) {
    return { error }
  }
}

/** What a stream gives, where no later step asks it. */
async function collected(value) {
  if (typeof value !== 'object' || value === null || !(Symbol.asyncIterator in value)) return value
  const items = []
  for await (const item of value) items.push(item)
  return items
}

function refuse(code, outcome, at) {
  if (!('error' in outcome)) throw new Error(`${at}: expected a refusal with ${code}, got ${inspect(outcome.value)}`)
  const { error } = outcome
  if (code === 'TypeError' ? !(error instanceof TypeError) : error?.code !== code)
    throw new Error(`${at}: expected a refusal with ${code}, got ${inspect(error)}`)
}

function equal(observed, expected, at) {
  if (!isDeepStrictEqual(plain(observed), plain(expected)))
    throw new Error(`${at}: expected ${inspect(expected, { depth: 6 })}, observed ${inspect(observed, { depth: 6 })}`)
}

/** Prototypes of records do not count, and a property that is undefined counts as absent. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [plain(key), plain(item)]))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Set) return value
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]))
}

function decode(value, named) {
  if (Array.isArray(value)) return value.map((item) => decode(item, named))
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value)
  if (keys.length === 1) {
    const [key] = keys
    const inner = value[key]
    if (key === '$hex') return new Uint8Array(inner.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [])
    if (key === '$bigint') return BigInt(inner)
    if (key === '$number') return Number(inner)
    if (key === '$undefined') return undefined
    if (key === '$map') return new Map(inner.map(([k, v]) => [decode(k, named), decode(v, named)]))
    if (key === '$utf16') return String.fromCharCode(...inner)
    if (key === '$object') return Object.fromEntries(inner.map(([name, item]) => [name, decode(item, named)]))
    if (key === '$stream') return streamOf(inner.map((item) => decode(item, named)))
    if (key === '$set') return new Set(inner.map((item) => decode(item, named)))
    if (key === '$name') return named.get(inner)
  }
  return Object.fromEntries(keys.map((key) => [key, decode(value[key], named)]))
}

async function* streamOf(items) {
  yield* items
}

function filesBelow(folder, prefix = '') {
  let entries = []
  try {
    entries = readdirSync(join(folder, prefix), { withFileTypes: true })
  } catch {
    return []
  }
  return entries
    .flatMap((entry) => {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
      return entry.isDirectory() ? filesBelow(folder, path) : [path]
    })
    .sort()
}
