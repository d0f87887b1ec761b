import { strengthDiagnostic } from '../diagnostics/strength.ts'
import { ChildGone } from '../gate/child.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Strength, Verification } from '../model/strength.ts'
import type { Workspace } from '../model/workspace.ts'
import { campaign } from './campaign.ts'
import { type Coverage, cover } from './coverage.ts'
import { type Ground, layGround } from './ground.ts'
import { type Known, readKept, stillHolds, type Today, writeKept } from './kept-fates.ts'
import type { Mutant } from './mutant.ts'
import type { Shard } from './shard.ts'
import { summary } from './summary.ts'
import { verify } from './verify.ts'

export interface StrengthRequest {
  readonly workspace: Workspace
  readonly name: string
  readonly files: Readonly<Record<string, Uint8Array>>
  /** A file of the package, for example `src/tree.ts`; all when left out. */
  readonly file?: string
  /** So many mutants, spread over the package; all when left out. */
  readonly sample?: number
  /** False believes nothing that was kept. */
  readonly cache: boolean
  readonly since: boolean
  readonly matrix: boolean
  readonly verify: boolean
  /** Children side by side. */
  readonly shards: number
  readonly onProgress: (progress: Progress) => void
}

export interface Progress {
  readonly what: string
  readonly done: number
  readonly all: number
}

export interface StrengthResult {
  readonly strength: Strength | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Mutants after which the fates are written down. */
const KEPT_EVERY = 20

/** Changes the package in one place at a time and counts which changes its laws notice. */
export async function measureStrength(host: Host, request: StrengthRequest): Promise<StrengthResult> {
  const started = performance.now()
  const ground = await layGround(host, request)
  if ('diagnostics' in ground) return { strength: undefined, diagnostics: ground.diagnostics }
  try {
    const { keys, files, laws: named } = ground
    const today: Today = { keys, files, laws: named, matrix: request.matrix }
    const kept = request.cache ? readKept(host, request.name) : undefined
    const exact = holding(ground, (mutant) => stillHolds(kept, today, mutant, false))
    const known = request.since ? holding(ground, (mutant) => stillHolds(kept, today, mutant, true)) : new Map(exact)
    const chosen = choose(ground.mutants, request, ground.folder)
    const waiting = chosen.filter((mutant) => !known.has(mutant))
    const reused = chosen.length - waiting.length
    let { laws } = kept ?? today
    let verified: Verification | undefined
    const leftOut: Diagnostic[] = []
    if (waiting.length > 0 || request.verify || kept?.keys.whole !== today.keys.whole) {
      const coverage = await coverOnce(ground, request)
      if (coverage.red.length > 0)
        return { strength: undefined, diagnostics: coverage.red.map((what) => redBaseline(request.name, what)) }
      leftOut.push(...coverage.leftOut.map((what) => lawLeftOut(request.name, what)))
      laws = today.laws.map(({ key }, law) => ({ key, ms: Math.round(coverage.durationMs[law] ?? 0) }))
      for (const map of [exact, known])
        for (const [mutant, { fate }] of map) map.set(mutant, { fate, reached: reachedBy(coverage, mutant) })
      const found = { ...today, laws }
      const keep = () =>
        writeKept(host, request.name, {
          canon: 1,
          ...found,
          mutants: Object.fromEntries([...exact].map(([mutant, item]) => [mutant.id, item])),
        })
      verified = await judgeAll(ground, request, coverage, { waiting, known, exact, chosen, keep })
      keep()
    }
    const result = summary(ground, {
      known: new Map(chosen.map((mutant) => [mutant, known.get(mutant)!])),
      durations: laws.map(({ ms }) => ms),
      complete: chosen.length === ground.mutants.length,
      matrix: request.matrix,
      reused,
      ...(verified && { verified }),
      durationMs: performance.now() - started,
    })
    return { ...result, diagnostics: [...leftOut, ...result.diagnostics] }
  } finally {
    ground.close()
  }
}

function holding(ground: Ground, find: (mutant: Mutant) => Known | undefined): Map<Mutant, Known> {
  return new Map(
    ground.mutants.flatMap((mutant) => {
      const found = find(mutant)
      return found === undefined ? [] : [[mutant, found] as const]
    }),
  )
}

function choose(mutants: readonly Mutant[], { file, sample }: StrengthRequest, folder: string): readonly Mutant[] {
  const wanted = file === undefined ? mutants : mutants.filter((mutant) => [file, `${folder}/${file}`].includes(mutant.file))
  if (sample === undefined || sample >= wanted.length) return wanted
  return Array.from({ length: sample }, (_, index) => wanted[Math.floor((index * wanted.length) / sample)]!)
}

async function coverOnce(ground: Ground, request: StrengthRequest): Promise<Coverage> {
  const shard = await ground.open('covering')
  try {
    return await cover(shard, ground.spec.vectors, (done, all) => request.onProgress({ what: 'coverage', done, all }))
  } catch (error) {
    if (!(error instanceof ChildGone)) throw error
    return {
      byLaw: [],
      byVector: [],
      lasting: new Uint8Array(),
      ticks: [],
      heard: [],
      durationMs: [],
      silenceMs: [],
      red: [`the package ${error.message}`],
      leftOut: [],
      untried: new Set(),
    }
  } finally {
    shard.close()
  }
}

interface Work {
  readonly waiting: readonly Mutant[]
  readonly chosen: readonly Mutant[]
  readonly known: Map<Mutant, Known>
  readonly exact: Map<Mutant, Known>
  /** Writes down what is known so far: a run that is ended goes on from there. */
  readonly keep: () => void
}

async function judgeAll(
  ground: Ground,
  request: StrengthRequest,
  coverage: Coverage,
  { waiting, chosen, known, exact, keep }: Work,
): Promise<Verification | undefined> {
  if (waiting.length === 0 && !request.verify) return undefined
  const shards: Shard[] = []
  try {
    for (let count = Math.min(request.shards, Math.max(1, waiting.length)); count > 0; count--)
      shards.push(await ground.open('plain'))
    const court = { vectors: ground.spec.vectors, owner: ground.spec.name, matrix: request.matrix, fresh: false }
    let done = 0
    await campaign(waiting, {
      shards,
      coverage,
      court,
      onFate: (mutant, fate) => {
        const item = { fate, reached: reachedBy(coverage, mutant) }
        known.set(mutant, item)
        exact.set(mutant, item)
        if ((done + 1) % KEPT_EVERY === 0) keep()
        request.onProgress({ what: 'mutants', done: ++done, all: waiting.length })
      },
    })
    if (!request.verify) return undefined
    return await verify(
      new Map(chosen.map((mutant) => [mutant, known.get(mutant)!.fate])),
      { shards, coverage, court },
      (at, all) => request.onProgress({ what: 'verified', done: at, all }),
    )
  } finally {
    for (const shard of shards) shard.close()
  }
}

const reachedBy = (coverage: Coverage, mutant: Mutant): number[] =>
  coverage.byLaw.flatMap((reached, law) => (reached[mutant.number] === 1 ? [law] : []))

const lawLeftOut = (name: string, what: string): Diagnostic => strengthDiagnostic('STRENGTH_LAW_LEFT_OUT', `${name}: ${what}`)

const redBaseline = (name: string, what: string): Diagnostic =>
  strengthDiagnostic('STRENGTH_BASELINE_RED', `${name}: ${what} does not hold without any mutant`)
