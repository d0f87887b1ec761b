import { digestBytes, digestJson } from '../base/digest.ts'
import { readEvidence } from '../gate/evidence.ts'
import { wholeTool } from '../gate/toolchain.ts'
import type { Host } from '../host/host.ts'
import type { Verdict } from '../model/verdict.ts'
import { type Observation, stillAnswers } from './observing-host.ts'
import type { Outcome } from './outcome.ts'

interface Kept {
  readonly mark: string
  readonly observed: readonly Observation[]
  /** Package and evidence key, in the order they were judged. */
  readonly keys: readonly (readonly [name: string, key: string])[]
}

/**
 * The outcome of the last green gate over these names, when every byte, listing and tool source from which its evidence keys were
 * made is as it was; the verdicts come from evidence, which holds in this checkout alone. Nothing is parsed.
 */
export function keptGate(host: Host, names: readonly string[] | undefined): Outcome | undefined {
  const kept = parse(host, names)
  if (kept === undefined || kept.mark !== markOf(host) || !stillAnswers(host, kept.observed)) return undefined
  const verdicts: Verdict[] = []
  for (const [name, key] of kept.keys) {
    const evidence = readEvidence(host, name)
    if (evidence?.key !== key || !isUsable(evidence.verdict)) return undefined
    verdicts.push({ ...evidence.verdict, cached: true })
  }
  return { ok: true, diagnostics: verdicts.flatMap(({ diagnostics }) => diagnostics), data: { verdicts } }
}

/** Keeps how the keys of green evidence came about. */
export function keepGate(
  host: Host,
  names: readonly string[] | undefined,
  observed: readonly Observation[],
  keys: Kept['keys'],
): void {
  const kept: Kept = { mark: markOf(host), observed, keys }
  host.write(pathOf(host, names), JSON.stringify(kept))
}

/** Asked for another seed, another runtime or a fresh judgement, no earlier verdict answers. */
export const maySpeakForIt = ({ cache, seed, explore, runtime }: Asked): boolean =>
  cache !== false && seed === undefined && explore !== true && runtime !== 'browser'

interface Asked {
  readonly cache?: boolean
  readonly seed?: number
  readonly explore?: boolean
  readonly runtime?: 'node' | 'browser'
}

/** Green, and judged in an isolation that is accepted here: where CI is set, that is a full one. */
export const isUsable = ({ ok, isolation }: Verdict): boolean => ok && (!process.env.CI || isolation === 'full')

const markOf = (host: Host): string => digestJson([wholeTool(), host.realPath(host.root), process.env.CANON_VECTORS ?? ''])

const pathOf = (host: Host, names: readonly string[] | undefined): string =>
  `${host.root}/.canon/cache/gate${names === undefined ? '' : `-${digestBytes(names.join(' ')).slice(7, 23)}`}.json`

const BYTES_MAX = 256 * 1024 * 1024

function parse(host: Host, names: readonly string[] | undefined): Kept | undefined {
  try {
    const kept = JSON.parse(Buffer.from(host.read(pathOf(host, names), BYTES_MAX)).toString()) as Partial<Kept> | null
    const whole = typeof kept?.mark === 'string' && Array.isArray(kept.observed) && Array.isArray(kept.keys)
    return whole && kept.keys!.length > 0 ? (kept as Kept) : undefined
  } catch {
    return undefined
  }
}
