import type { GalleryCase } from '../../model/gallery.ts'
import type { Cheat, Expectation } from './cases.ts'
import type { Trial } from './trial.ts'

/** Holds what came of a case against what its case.json says; `twin` is there for those that should be neutralised. */
export function judgeCheat(cheat: Cheat, trial: Trial, twin: Trial | undefined): GalleryCase {
  const { name, what, expect } = cheat
  const first = trial.errors[0]
  const differs = twin === undefined ? undefined : difference(trial.signature, twin.signature)
  const neutralised = twin !== undefined && !twin.accepted && !trial.accepted && differs === undefined
  const missing = trial.errors.find(({ code }) => code === 'SANDBOX_UNAVAILABLE')
  return {
    name,
    what,
    hostile: expect.kind !== 'passes',
    refused: !trial.accepted,
    ...(trial.step !== undefined && { step: trial.step }),
    ...(first !== undefined && { code: first.code }),
    neutralised,
    expected: expectedText(expect),
    ok: missing === undefined && meets(expect, trial, neutralised),
    ...(missing !== undefined && { unproved: missing.message }),
    observed: differs ?? first?.message ?? 'accepted',
  }
}

function meets(expect: Expectation, trial: Trial, neutralised: boolean): boolean {
  if (expect.kind === 'passes') return trial.accepted
  if (expect.kind === 'neutralised') return neutralised
  const first = trial.errors[0]
  return (
    !trial.accepted &&
    trial.step === expect.step &&
    first?.code === expect.code &&
    (expect.says === undefined || first.message.includes(expect.says))
  )
}

function expectedText(expect: Expectation): string {
  if (expect.kind === 'passes') return 'passes'
  return expect.kind === 'neutralised' ? `as ${expect.twin}` : `${expect.step} ${expect.code}`
}

/** The first line that only one of them has. */
function difference(observed: readonly string[], twin: readonly string[]): string | undefined {
  const more = observed.find((line) => !twin.includes(line))
  if (more !== undefined) return `its twin has no "${more}"`
  const less = twin.find((line) => !observed.includes(line))
  return less === undefined ? undefined : `only its twin has "${less}"`
}
