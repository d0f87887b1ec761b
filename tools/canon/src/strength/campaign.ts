import type { Coverage } from './coverage.ts'
import { type Court, type Fate, judge } from './judge.ts'
import { Memory } from './memory.ts'
import type { Mutant } from './mutant.ts'
import type { Shard } from './shard.ts'

export interface CampaignRequest {
  readonly shards: readonly Shard[]
  readonly coverage: Coverage
  readonly court: Pick<Court, 'vectors' | 'owner' | 'matrix' | 'fresh'>
  readonly onFate: (mutant: Mutant, fate: Fate) => void
}

/** Judges these mutants, as many side by side as there are shards. */
export async function campaign(mutants: readonly Mutant[], request: CampaignRequest): Promise<void> {
  const { coverage, shards, onFate } = request
  const memory = new Memory()
  const queue = [...mutants].sort(
    (a, b) =>
      (coverage.lasting[a.number] ?? 0) - (coverage.lasting[b.number] ?? 0) ||
      (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1),
  )
  let next = 0
  await Promise.all(
    shards.map(async (shard) => {
      if (next < queue.length) await shard.restart(-1)
      while (next < queue.length) {
        const mutant = queue[next++]!
        onFate(mutant, await judge({ ...request.court, shard, coverage, memory }, mutant))
      }
    }),
  )
}
