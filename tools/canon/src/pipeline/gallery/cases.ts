import { join } from 'node:path'
import type { Host } from '../../host/host.ts'

/** A folder of the gallery: what it tries, and what the gate has to say to it. */
export interface Cheat {
  readonly name: string
  readonly folder: string
  readonly what: string
  /** `package` is handed in, `generator` is run, `tree` is what becomes of an accepted package on the disk. */
  readonly kind: 'package' | 'generator' | 'tree'
  readonly expect: Expectation
  /** The twin over whose files its own are laid; what should be neutralised lies over its twin. */
  readonly over: string | undefined
  /** Capabilities that the bait's document grants in this case. */
  readonly may: readonly string[]
  /** False runs a generator as on a machine that cannot hide the repository from it. */
  readonly sandbox: boolean
  readonly links: readonly Link[]
}

export type Expectation =
  | { readonly kind: 'passes' }
  /** `says` stands in the first finding. */
  | { readonly kind: 'refused'; readonly step: string; readonly code: string; readonly says?: string }
  | { readonly kind: 'neutralised'; readonly twin: string }

/** A link to make in the handed-in folder, at a path relative to it. */
export interface Link {
  readonly at: string
  readonly to: string
  readonly hard: boolean
}

/** The gallery's own files, which are part of the tool. */
export const GALLERY: string = join(import.meta.dirname, '..', '..', '..', 'gallery')

const CASE_BYTES_MAX = 16 * 1024

/** Every case, by name. @throws TypeError for a malformed case.json */
export function readCheats(host: Host): Cheat[] {
  const folder = join(GALLERY, 'cases')
  return host.list(folder).map(({ name }) => {
    const text = new TextDecoder().decode(host.read(join(folder, name, 'case.json'), CASE_BYTES_MAX))
    return cheatOf(name, join(folder, name), JSON.parse(text) as Record<string, unknown>)
  })
}

const KEYS = ['what', 'kind', 'expect', 'over', 'may', 'sandbox', 'links']

function cheatOf(name: string, folder: string, json: Record<string, unknown>): Cheat {
  const wrong = (why: string) => new TypeError(`the case ${name}: ${why}`)
  const stray = Object.keys(json).find((key) => !KEYS.includes(key))
  if (stray !== undefined) throw wrong(`"${stray}" is no key`)
  const { what, kind = 'package', may = [], sandbox = true, links = [] } = json
  if (typeof what !== 'string' || what.length < 10) throw wrong('"what" is one sentence')
  if (kind !== 'package' && kind !== 'generator' && kind !== 'tree') throw wrong(`"${String(kind)}" is no kind`)
  if (!Array.isArray(may) || !may.every((item) => typeof item === 'string')) throw wrong('"may" is a list of names')
  if (typeof sandbox !== 'boolean') throw wrong('"sandbox" is true or false')
  if (json.over !== undefined && typeof json.over !== 'string') throw wrong('"over" is the name of a twin')
  const expect = expectationOf(json.expect)
  if (expect === undefined) throw wrong('"expect" is "passes", { step, code } or { neutralised }')
  const over = json.over ?? (expect.kind === 'neutralised' ? expect.twin : undefined)
  return { name, folder, what, kind, expect, over, may, sandbox, links: links as readonly Link[] }
}

function expectationOf(json: unknown): Expectation | undefined {
  if (json === 'passes') return { kind: 'passes' }
  if (typeof json !== 'object' || json === null) return undefined
  const { step, code, says, neutralised } = json as Record<string, unknown>
  if (typeof neutralised === 'string') return { kind: 'neutralised', twin: neutralised }
  if (typeof step !== 'string' || typeof code !== 'string') return undefined
  return { kind: 'refused', step, code, ...(typeof says === 'string' && { says }) }
}
