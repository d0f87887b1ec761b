import { readDiagnostic } from '../diagnostics/read.ts'
import type { Host } from '../host/host.ts'
import { type Config, DEFAULT_CONFIG, type GeneratorConfig } from '../model/config.ts'
import type { Diagnostic, Place } from '../model/diagnostic.ts'
import { readText } from './text.ts'

export interface ConfigResult {
  readonly config: Config
  readonly diagnostics: readonly Diagnostic[]
}

const path = 'canon.json'
const bytesMax = 256 * 1024

/** Reads `canon.json`; a file that is absent means the defaults, a key that is wrong is a diagnostic and takes its default. */
export function readConfig(host: Host): ConfigResult {
  if (host.stat(`${host.root}/${path}`) === undefined) return { config: DEFAULT_CONFIG, diagnostics: [] }
  const diagnostics: Diagnostic[] = []
  const file = readText(host, path, diagnostics, bytesMax)
  if (file === undefined) return { config: DEFAULT_CONFIG, diagnostics }
  const record = parse(file.text)
  if (record === undefined) {
    diagnostics.push(
      readDiagnostic('CONFIG_INVALID', 'canon.json is not a JSON object', { place: { file: path, line: 1, column: 1 } }),
    )
    return { config: DEFAULT_CONFIG, diagnostics }
  }
  const config: Record<string, unknown> = { ...DEFAULT_CONFIG }
  for (const [key, value] of Object.entries(record)) {
    const place = placeOf(file.text, key)
    const kind = kinds[key as keyof Config]
    if (key === '$schema') continue
    if (kind === undefined || !Object.hasOwn(kinds, key))
      diagnostics.push(
        readDiagnostic('CONFIG_UNKNOWN_KEY', `the key "${key}" is unknown`, { place, expected: Object.keys(kinds).join(', ') }),
      )
    else if (!kind.holds(value))
      diagnostics.push(
        readDiagnostic('CONFIG_INVALID', `"${key}" is ${JSON.stringify(value)}`, { place, expected: kind.expected }),
      )
    else config[key] = value
  }
  return { config: config as unknown as Config, diagnostics }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

interface Kind {
  readonly expected: string
  readonly holds: (value: unknown) => boolean
}

const folder: Kind = {
  expected: 'a relative folder inside the workspace',
  holds: (value) =>
    typeof value === 'string' &&
    /^[\w.-]+(?:\/[\w.-]+)*$/.test(value) &&
    !value.split('/').some((part) => part === '..' || part === '.'),
}

const kinds: Readonly<Record<keyof Config, Kind>> = {
  canon: { expected: '1', holds: (value) => value === 1 },
  specs: folder,
  packages: folder,
  scope: {
    expected: 'an npm scope such as "@canon"',
    holds: (value) => typeof value === 'string' && /^@[a-z0-9][a-z0-9._-]*$/.test(value),
  },
  runs: {
    expected: 'a whole number from 1 to 1000000',
    holds: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1e6,
  },
  oracles: { expected: 'a list of module names', holds: (value) => isStrings(value) },
  generators: {
    expected: 'named generators, each with kind "command" or "replay"',
    holds: (value) => isRecord(value) && Object.values(value).every(isGenerator),
  },
  strength: {
    expected: '{ "threshold": 90, "packages": { "<name>": 95 } }, each from 0 to 100',
    holds: (value) => isRecord(value) && isPercent(value.threshold) && isStrength(value),
  },
}

const isPercent = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 100
const isStrength = ({ threshold: _, packages = {}, ...rest }: Record<string, unknown>) =>
  Object.keys(rest).length === 0 && isRecord(packages) && Object.values(packages).every(isPercent)

const generatorKeys = new Set(['kind', 'command', 'from', 'model', 'timeoutMs', 'env', 'shows'])

function isGenerator(value: unknown): value is GeneratorConfig {
  if (!isRecord(value) || Object.keys(value).some((key) => !generatorKeys.has(key))) return false
  const { kind, command, from, model, timeoutMs, env } = value
  if (kind === 'command' ? !isStrings(command) || command.length === 0 : kind !== 'replay' || typeof from !== 'string')
    return false
  if (model !== undefined && typeof model !== 'string') return false
  if (env !== undefined && !isStrings(env)) return false
  if (value.shows !== undefined && !isStrings(value.shows)) return false
  return timeoutMs === undefined || (Number.isInteger(timeoutMs) && (timeoutMs as number) > 0)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string')

function placeOf(text: string, key: string): Place {
  const at = Math.max(0, text.indexOf(`"${key}"`))
  const before = text.slice(0, at).split('\n')
  return { file: path, line: before.length, column: before.at(-1)!.length + 1 }
}
