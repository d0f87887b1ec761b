import { type ReadCode, readDiagnostic } from '../diagnostics/read.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import type { FrontMatter } from '../model/spec.ts'
import { isPrototypeKey, parseYaml } from './yaml.ts'

export interface FrontMatterResult {
  readonly frontMatter: FrontMatter
  readonly keys: Readonly<Record<string, Place>>
  /** Index of the first line after it. */
  readonly end: number
}

const bytesMax = 16 * 1024

/** Reads the lines between the two `---`; what is missing or wrong is a diagnostic and takes an empty value. */
export function readFrontMatter(
  file: string,
  lines: readonly string[],
  folder: string,
  diagnostics: Diagnostic[],
): FrontMatterResult {
  const report = (code: ReadCode, message: string, line: number, column = 0, expected?: string) =>
    diagnostics.push(
      readDiagnostic(code, message, {
        place: { file, line: line + 1, column: column + 1 },
        ...(expected === undefined ? {} : { expected }),
      }),
    )
  const close = lines[0]?.trimEnd() === '---' ? lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---') : -1
  if (close === -1) {
    report('FRONT_MATTER_MISSING', 'the document does not begin with front matter between two lines `---`', 0)
    return { frontMatter: fromRecord({}, folder), keys: {}, end: 0 }
  }
  const body = lines.slice(1, close)
  const keys: Record<string, Place> = {}
  for (const [index, line] of body.entries()) {
    const key = /^([A-Za-z_][\w-]*)\s*:/.exec(line)?.[1]
    if (key !== undefined && !isPrototypeKey(key)) keys[key] ??= { file, line: index + 2, column: 1 }
  }
  const record = parse(body, report)
  if (record !== undefined) validate(record, keys, report)
  return { frontMatter: fromRecord(record ?? {}, folder), keys, end: close + 1 }
}

type Report = (code: ReadCode, message: string, line: number, column?: number, expected?: string) => void

function parse(body: readonly string[], report: Report): Record<string, unknown> | undefined {
  const text = body.join('\n')
  if (text.length > bytesMax) {
    report('FRONT_MATTER_TOO_LARGE', `the front matter has ${text.length} characters, more than ${bytesMax}`, 0)
    return undefined
  }
  const simple = parseSimple(body)
  if (simple !== undefined) return simple
  const { value, faults } = parseYaml(text)
  for (const fault of faults) {
    if (fault.kind === 'alias')
      report('FRONT_MATTER_ALIAS', `the front matter uses ${fault.message}`, fault.line + 1, fault.column)
    else if (fault.kind === 'prototype')
      report('FRONT_MATTER_PROTOTYPE_KEY', `the key ${fault.message} is refused`, fault.line + 1, fault.column)
    else report('FRONT_MATTER_INVALID', fault.message, fault.line + 1, fault.column)
  }
  if (faults.length > 0) return undefined
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  report('FRONT_MATTER_INVALID', 'the front matter is not a mapping', 1)
  return undefined
}

/**
 * The form nearly every document has: one `key: value` a line, flow lists and mappings of strings. Loading and running
 * the YAML library costs more than all other reading together, so it sees only what this function gives up on.
 */
function parseSimple(body: readonly string[]): Record<string, unknown> | undefined {
  const record: Record<string, unknown> = {}
  for (const line of body) {
    const pair = /^([a-z]+): +([^#]*?)(?: +#.*)?$/.exec(line.trimEnd())
    if (pair === null || Object.hasOwn(record, pair[1]!) || isPrototypeKey(pair[1])) return undefined
    const value = simpleValue(pair[2]!)
    if (value === undefined) return undefined
    record[pair[1]!] = value
  }
  return record
}

function simpleValue(text: string): unknown {
  if (text === '[]') return []
  if (text === '{}') return {}
  const list = /^\[ *(.+?) *\]$/.exec(text)?.[1]
  if (list !== undefined) {
    const items = list.split(/ *, */).map(simpleScalar)
    return items.includes(undefined) ? undefined : items
  }
  const pairs = /^\{ *(.+?) *\}$/.exec(text)?.[1]
  if (pairs === undefined) return simpleScalar(text)
  const entries = pairs.split(/ *, */).map((pair) => /^("[^"\\]*") *: *("[^"\\]*")$/.exec(pair))
  if (entries.includes(null) || new Set(entries.map((entry) => entry![1])).size < entries.length) return undefined
  const record = Object.fromEntries(entries.map((entry) => [JSON.parse(entry![1]!), JSON.parse(entry![2]!)]))
  return Object.keys(record).some(isPrototypeKey) ? undefined : record
}

/** Words that no YAML reader takes for anything but themselves, versions, quoted strings, small integers. */
function simpleScalar(text: string): unknown {
  if (/^\d{1,6}$/.test(text)) return text === '0' || !text.startsWith('0') ? Number(text) : undefined
  if (/^"[^"\\]*"$/.test(text)) return text.slice(1, -1)
  if (/^\d+\.\d+\.\d+[0-9A-Za-z.+-]*$/.test(text)) return text
  if (/^[a-z][a-z0-9-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/.test(text)) return text
  return undefined
}

const closed: Readonly<Record<string, readonly string[]>> = {
  status: ['draft', 'stable', 'retired'],
  runs: ['node', 'browser'],
  may: ['net', 'fs', 'process', 'env', 'workers', 'native'],
  assets: ['solidity', 'assemblyscript', 'page'],
}
const required = ['canon', 'name', 'version', 'owners', 'status', 'depends', 'libraries', 'runs', 'may']
const known = new Set([...required, 'assets'])

function validate(record: Record<string, unknown>, keys: Readonly<Record<string, Place>>, report: Report): void {
  const lineOf = (key: string) => (keys[key]?.line ?? 1) - 1
  for (const key of Object.keys(record))
    if (!known.has(key)) report('FRONT_MATTER_UNKNOWN_KEY', `the key "${key}" is unknown`, lineOf(key), 0, [...known].join(', '))
  for (const key of required)
    if (!Object.hasOwn(record, key))
      report('FRONT_MATTER_MISSING_KEY', `the key "${key}" is missing`, 0, 0, `a line \`${key}: …\``)
  for (const [key, value] of Object.entries(record)) {
    const expected = expectation(key, value)
    if (expected !== undefined) report('FRONT_MATTER_VALUE', `"${key}" is ${JSON.stringify(value)}`, lineOf(key), 0, expected)
  }
}

/** What was expected, when the value is not that. */
function expectation(key: string, value: unknown): string | undefined {
  if (key === 'canon') return value === 1 ? undefined : '1'
  if (key === 'name')
    return typeof value === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(value)
      ? undefined
      : 'lower-case letters, digits and hyphens'
  if (key === 'version')
    return typeof value === 'string' && semver.test(value) ? undefined : 'a semantic version, for example 0.1.0'
  if (key === 'status') return typeof value === 'string' && closed.status!.includes(value) ? undefined : closed.status!.join(', ')
  if (key === 'libraries') return isStringRecord(value) ? undefined : 'a mapping of package names to exact versions'
  if (!known.has(key)) return undefined
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return 'a list of strings'
  if (new Set(value).size < value.length) return 'each item once'
  const items = closed[key]
  if (items !== undefined && !value.every((item) => items.includes(item))) return `a list of ${items.join(', ')}`
  if (key === 'owners' && (value.length === 0 || value.some((owner) => !/^@?[\w.+-][\w./@+-]*$/.test(owner))))
    return 'at least one owner, such as "@team"'
  if (key === 'runs' && value.length === 0) return 'at least one of node, browser'
  return undefined
}

const semver = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/

const isStringRecord = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((item) => typeof item === 'string')

/** Values that were refused are left out or empty, so that the other rules can still run. */
function fromRecord(record: Record<string, unknown>, folder: string): FrontMatter {
  const good = <T>(key: string, otherwise: T): T =>
    Object.hasOwn(record, key) && expectation(key, record[key]) === undefined ? (record[key] as T) : otherwise
  return {
    canon: 1,
    name: typeof record.name === 'string' ? record.name : folder,
    version: good('version', '0.0.0'),
    owners: good<readonly string[]>('owners', []),
    status: good<FrontMatter['status']>('status', 'draft'),
    depends: good<readonly string[]>('depends', []),
    libraries: good<Readonly<Record<string, string>>>('libraries', {}),
    runs: good<FrontMatter['runs']>('runs', ['node']),
    may: good<FrontMatter['may']>('may', []),
    assets: good<FrontMatter['assets']>('assets', []),
  }
}
