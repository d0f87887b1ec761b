import { join } from 'node:path'
import { gatePackage } from '../../gate/gate.ts'
import type { Host } from '../../host/host.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Verdict } from '../../model/verdict.ts'
import { adoptCommand } from '../adopt.ts'
import { gateCommand } from '../gate.ts'
import type { Outcome } from '../outcome.ts'
import { renderCommand } from '../render.ts'
import type { Gate } from '../submit.ts'
import { type Cheat, GALLERY } from './cases.ts'
import { makeWorkshop, overlayFolder, type Workshop } from './workshop.ts'

/** What the tool said to what was handed in. */
export interface Trial {
  readonly accepted: boolean
  /** The first step that is not passed; undefined when accepted. */
  readonly step: string | undefined
  readonly errors: readonly Diagnostic[]
  /** Everything of the verdict that does not hang on what was drawn: steps, codes with clauses, laws. */
  readonly signature: readonly string[]
}

/** Hands the case in the way its kind is handed in, in a repository of its own. */
export async function tryCheat(outer: Host, template: string, cheat: Cheat): Promise<Trial> {
  const below = cheat.over === undefined ? [] : [join(GALLERY, 'twins', cheat.over)]
  const workshop = makeWorkshop(outer, template, cheat, cheat.kind === 'package' ? [...below, cheat.folder] : [])
  try {
    return trialOf(cheat.kind, await TRIALS[cheat.kind](workshop, cheat))
  } finally {
    workshop.remove()
  }
}

/** The same wrong package without any cheat. */
export async function tryTwin(outer: Host, template: string, twin: string, may: readonly string[]): Promise<Trial> {
  const workshop = makeWorkshop(outer, template, { may, links: [] }, [join(GALLERY, 'twins', twin)])
  try {
    return trialOf('package', await adopt(workshop))
  } finally {
    workshop.remove()
  }
}

const TRIALS: Readonly<Record<Cheat['kind'], (workshop: Workshop, cheat: Cheat) => Promise<Outcome>>> = {
  package: adopt,
  generator: generate,
  tree: tamper,
}

/** Short limits, so that what hangs is found soon; nothing else of the gate is different. */
const LIMITS = { loadTimeoutMs: 4000, silenceMs: 3000, runTimeoutMs: 3000 }
const gate: Gate = (host, request) => gatePackage(host, { ...request, limits: LIMITS })

function adopt({ host, candidate }: Workshop): Promise<Outcome> {
  return adoptCommand(host, { name: 'bait', from: candidate, gate })
}

const GENERATOR_TIMEOUT_MS = 4000

/** Its command is told where the repository and an honest rendering lie. */
function generate({ host, candidate, generator }: Workshop, cheat: Cheat): Promise<Outcome> {
  overlayFolder(host, cheat.folder, generator)
  host.copy(candidate, join(generator, 'honest'))
  const command = ['node', join(generator, 'generate.mjs'), host.root, join(generator, 'honest')]
  const configured = { kind: 'command', command, timeoutMs: GENERATOR_TIMEOUT_MS, shows: [generator] }
  const configuration = JSON.parse(new TextDecoder().decode(host.read(join(host.root, 'canon.json')))) as object
  host.write(join(host.root, 'canon.json'), JSON.stringify({ ...configuration, generators: { cheat: configured } }))
  return renderCommand(host, { name: 'bait', with: 'cheat', attempts: 1, sandbox: cheat.sandbox, gate })
}

/** The honest rendering is accepted first; then the case's files are laid over the repository. */
async function tamper(workshop: Workshop, cheat: Cheat): Promise<Outcome> {
  const { host } = workshop
  const accepted = await adopt(workshop)
  if (!accepted.ok) return accepted
  overlayFolder(host, cheat.folder, host.root)
  return gateCommand(host, { names: ['bait'] })
}

function trialOf(kind: Cheat['kind'], { ok, diagnostics, data }: Outcome): Trial {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const verdict = verdictIn(data)
  const failed = verdict?.steps.find(({ result }) => result === 'failed')?.name
  const before = kind === 'generator' ? 'generate' : 'collect'
  const recorded = kind === 'tree' && /^(?:GATE_HAND_EDITED|TREE_|LOCK_)/.test(errors[0]?.code ?? '')
  const step = ok ? undefined : verdict === undefined ? before : recorded ? 'recorded' : (failed ?? 'recorded')
  return { accepted: ok, step, errors, signature: signatureOf(verdict) }
}

function verdictIn(data: unknown): Verdict | undefined {
  const { verdict, verdicts } = (data ?? {}) as { verdict?: Verdict | null; verdicts?: readonly Verdict[] }
  return verdict ?? verdicts?.[0]
}

function signatureOf(verdict: Verdict | undefined): string[] {
  if (verdict === undefined) return ['no verdict']
  const errors = verdict.diagnostics.filter(({ severity }) => severity === 'error')
  return [
    ...verdict.steps.map(({ name, result }) => `step ${name} ${result}`),
    ...new Set(errors.map(({ code, clause = '' }) => `finding ${code} ${clause}`.trim())),
    ...verdict.laws.map(({ clause, sentence, result }) => `law ${clause} ${result}: ${sentence}`),
  ].sort()
}
