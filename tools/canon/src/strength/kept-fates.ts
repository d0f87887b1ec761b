import { join } from 'node:path'
import { type Host, HostError } from '../host/host.ts'
import type { Fate } from './judge.ts'
import type { Keys } from './keys.ts'

/** What is known of one mutant. */
export interface Known {
  readonly fate: Fate
  /** Places of the laws that reach it. */
  readonly reached: readonly number[]
}

export interface KeptFates {
  readonly canon: 1
  readonly keys: Keys
  readonly matrix: boolean
  /** Digest of each mutated file. */
  readonly files: Readonly<Record<string, string>>
  /** The laws that places stand for. */
  readonly laws: readonly { readonly key: string; readonly ms: number }[]
  /** By mutant id. */
  readonly mutants: Readonly<Record<string, Known>>
}

const BYTES_MAX = 64 * 1024 * 1024

/** What an earlier run in this checkout found; undefined when there is nothing to believe. */
export function readKept(host: Host, name: string): KeptFates | undefined {
  try {
    const kept = JSON.parse(new TextDecoder().decode(host.read(pathOf(host, name), BYTES_MAX))) as Partial<KeptFates> | null
    const isWhole =
      kept?.canon === 1 && typeof kept.keys === 'object' && Array.isArray(kept.laws) && typeof kept.mutants === 'object'
    return isWhole ? (kept as KeptFates) : undefined
  } catch (error) {
    if (error instanceof HostError || error instanceof SyntaxError) return undefined
    throw error
  }
}

export function writeKept(host: Host, name: string, kept: KeptFates): void {
  host.write(pathOf(host, name), `${JSON.stringify(kept)}\n`)
}

const pathOf = (host: Host, name: string) => join(host.root, '.canon', 'strength', `${name}.json`)

export type Today = Pick<KeptFates, 'keys' | 'matrix' | 'files' | 'laws'>

/**
 * What was found earlier and is still so: everything when nothing changed; kills by laws that did not change when only contracts did.
 * `since` also believes what was found of a file that did not change in a package that did: quick, and not exact.
 */
export function stillHolds(
  kept: KeptFates | undefined,
  today: Today,
  mutant: { readonly id: string; readonly file: string },
  since: boolean,
): Known | undefined {
  const known = kept?.mutants[mutant.id]
  if (kept === undefined || known === undefined || (today.matrix && !kept.matrix)) return undefined
  if (kept.keys.whole === today.keys.whole) return known
  if (since && kept.keys.around === today.keys.around && kept.files[mutant.file] === today.files[mutant.file])
    return translated(known, kept, today)
  if (kept.keys.ground !== today.keys.ground || today.matrix || known.fate.kind !== 'killed') return undefined
  const same = translated(known, kept, today)
  return same.fate.laws.length > 0 ? same : undefined
}

/** The same with today's places. */
function translated({ fate, reached }: Known, kept: KeptFates, today: Today): Known {
  const places = (laws: readonly number[]) =>
    laws.map((law) => today.laws.findIndex(({ key }) => key === kept.laws[law]?.key)).filter((law) => law >= 0)
  return { fate: { ...fate, laws: places(fate.laws) }, reached: places(reached) }
}
