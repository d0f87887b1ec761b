/** The gate of one package as turbo sees it. */
export interface GateTask {
  readonly name: string
  /** Paths and globs relative to the root, sorted; `!` excludes. */
  readonly inputs: readonly string[]
}

/** turbo.json and package.json as parsed, and as they must be. */
export interface TurboFiles {
  readonly turbo: Json
  readonly manifest: Json
}

type Json = Readonly<Record<string, unknown>>

/** What ties turbo's cache to this checkout, machine and toolchain; `canon gate` refuses to run below turbo without it. */
export const MARK_VARIABLE = 'CANON_GATE_MARK'

/**
 * Puts one root task and one root script per package in the place of all that are there. No task depends on another: what a verdict
 * takes from its dependencies is among its inputs, and a dependency's contracts are not.
 */
export function withGateTasks({ turbo, manifest }: TurboFiles, tasks: readonly GateTask[]): TurboFiles {
  const entries = tasks.map(({ name, inputs }) => [`${TASK}${name}`, { inputs, env: [MARK_VARIABLE], outputs: [] }])
  const scripts = tasks.map(({ name }) => [`${SCRIPT}${name}`, `canon gate ${name}`])
  return {
    turbo: { ...turbo, tasks: { ...without(turbo.tasks, TASK), ...Object.fromEntries(entries) } },
    manifest: { ...manifest, scripts: { ...without(manifest.scripts, SCRIPT), ...Object.fromEntries(scripts) } },
  }
}

/** Whether a repository has its gate in turbo at all. */
export const hasGateTasks = (turbo: Json): boolean => Object.keys(recordOf(turbo.tasks)).some((key) => key.startsWith(TASK))

const SCRIPT = 'gate:'
const TASK = `//#${SCRIPT}`

function without(value: unknown, prefix: string): Json {
  return Object.fromEntries(Object.entries(recordOf(value)).filter(([key]) => !key.startsWith(prefix)))
}

const recordOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})

const WIDTH = 128

/** JSON of two spaces; what fits a line stands on one, objects only from this depth on. */
export function printedJson(value: unknown, inlineFrom: number, depth = 0, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const isList = Array.isArray(value)
  const inner = `${indent}  `
  const items = isList
    ? value.map((item) => printedJson(item, inlineFrom, depth + 1, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${printedJson(item, inlineFrom, depth + 1, inner)}`)
  const [open, close, space] = isList ? ['[', ']', ''] : ['{', '}', ' ']
  if (items.length === 0) return `${open}${close}`
  const line = `${open}${space}${items.join(', ')}${space}${close}`
  const mayBeInline = (isList || depth >= inlineFrom) && !line.includes('\n')
  if (mayBeInline && indent.length + line.length <= WIDTH - KEY_ROOM) return line
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`
}

/** For the key before a value, which the printer of the value does not see. */
const KEY_ROOM = 40
