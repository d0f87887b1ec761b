import { strengthDiagnostic } from '../diagnostics/strength.ts'
import { readOrUndefined } from '../gate/closure.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import type { Mutant } from './mutant.ts'

/** One mutant that no law need notice, named by content so that it may move. */
export interface Waiver {
  readonly file: string
  readonly mutator: string
  readonly original: string
  readonly replacement: string
  /** The line of the source where it begins, trimmed. */
  readonly near: string
  readonly reason: string
}

export interface ReadWaivers {
  readonly path: string
  readonly waivers: readonly Waiver[]
  readonly diagnostics: readonly Diagnostic[]
}

const REASON_MIN = 20
const KEYS = ['file', 'mutator', 'original', 'replacement', 'near', 'reason'] as const

/** `specs/<name>/waivers.json`; one that is absent waives nothing. */
export function readWaivers(host: Host, spec: Spec): ReadWaivers {
  const path = `${spec.folder}/waivers.json`
  const bytes = readOrUndefined(host, path)
  if (bytes === undefined) return { path, waivers: [], diagnostics: [] }
  const place = { file: path, line: 1, column: 1 }
  const text = new TextDecoder().decode(bytes)
  const waivers = parse(text)
  if (waivers === undefined)
    return { path, waivers: [], diagnostics: [strengthDiagnostic('WAIVER_MALFORMED', `${path} is malformed`, { place })] }
  const diagnostics = waivers
    .filter(({ reason }) => reason.trim().length < REASON_MIN)
    .map((waiver) =>
      strengthDiagnostic('WAIVER_NO_REASON', `the waiver of ${what(waiver)} has the reason "${waiver.reason}"`, { place }),
    )
  return { path, waivers, diagnostics }
}

export const waives = (waiver: Waiver, mutant: Mutant): boolean =>
  waiver.file === mutant.file &&
  waiver.mutator === mutant.mutator &&
  waiver.original === mutant.original &&
  waiver.replacement === mutant.replacement &&
  waiver.near === mutant.near

export const what = ({ file, original, replacement }: Pick<Waiver, 'file' | 'original' | 'replacement'>): string =>
  `${file}: ${quoted(original)} becoming ${quoted(replacement)}`

const quoted = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)

function parse(text: string): readonly Waiver[] | undefined {
  try {
    const file = JSON.parse(text) as { canon?: unknown; waivers?: unknown } | null
    return file?.canon === 1 && Array.isArray(file.waivers) && file.waivers.every(isWaiver) ? file.waivers : undefined
  } catch {
    return undefined
  }
}

function isWaiver(value: unknown): value is Waiver {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Record<string, unknown>
  return Object.keys(record).length === KEYS.length && KEYS.every((key) => typeof record[key] === 'string')
}
