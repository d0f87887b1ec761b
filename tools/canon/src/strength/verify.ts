import type { Verification } from '../model/strength.ts'
import { type CampaignRequest, campaign } from './campaign.ts'
import type { Fate } from './judge.ts'
import type { Mutant } from './mutant.ts'

const KILLS = 40

/** Judges all survivors and some kills again, each in a fresh child, and tells where the two results differ. */
export async function verify(
  fates: ReadonlyMap<Mutant, Fate>,
  request: Omit<CampaignRequest, 'onFate'>,
  onProgress: (done: number, all: number) => void,
): Promise<Verification> {
  const all = [...fates]
  const kills = all.filter(([, { kind }]) => kind === 'killed')
  const step = Math.max(1, Math.ceil(kills.length / KILLS))
  const chosen = [...all.filter(([, { kind }]) => kind === 'survived'), ...kills.filter((_, index) => index % step === 0)]
  const disagreements: { id: string; was: string; is: string }[] = []
  let done = 0
  await campaign(
    chosen.map(([mutant]) => mutant),
    {
      ...request,
      court: { ...request.court, matrix: false, fresh: true },
      onFate: (mutant, fate) => {
        const was = fates.get(mutant)!.kind
        if (fate.kind !== was) disagreements.push({ id: mutant.id, was, is: fate.kind })
        onProgress(++done, chosen.length)
      },
    },
  )
  return { judged: chosen.length, disagreements }
}
