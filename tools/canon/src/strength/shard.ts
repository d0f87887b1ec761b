import { join } from 'node:path'
import { digestJson } from '../base/digest.ts'
import { packageName } from '../base/skeleton.ts'
import { ChildProcessHandle } from '../gate/child-process.ts'
import { moduleClosure } from '../gate/closure.ts'
import { readExamples } from '../gate/examples/file.ts'
import { lawId } from '../gate/examples/match.ts'
import { digested, sureValues } from '../gate/examples/replay.ts'
import { type FacilityDigests, fieldFolder } from '../gate/facilities.ts'
import { contractsFor } from '../gate/inputs.ts'
import { collectLaws } from '../gate/laws/collect.ts'
import { seedFor } from '../gate/laws/contracts.ts'
import { currentRun } from '../gate/laws/run-context.ts'
import { openSession } from '../gate/open-session.ts'
import { makeProvider } from '../gate/remote/provider.ts'
import type { Session } from '../gate/remote/session.ts'
import type { Host } from '../host/host.ts'
import type { IsolationProbe } from '../model/isolation.ts'
import type { Spec } from '../model/spec.ts'
import type { Shape } from '../model/surface.ts'
import type { Workspace } from '../model/workspace.ts'
import { type ReadyLaw, readyLaw } from './law-run.ts'
import { CHILD_LIMITS, FUEL_MAX } from './limits.ts'
import { SWITCH_FILE, switchModule } from './switch.ts'

export interface ShardRequest {
  readonly workspace: Workspace
  readonly spec: Spec
  /** What is laid out, by package; the judged one instrumented. */
  readonly packages: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>
  /** One more than the greatest number of a mutant. */
  readonly numbers: number
  readonly isolation: IsolationProbe
  /** Seeds derive from it. */
  readonly ground: string
}

/** One child with a mutated package, and the laws bound to it. */
export interface Shard {
  readonly session: Session
  readonly provider: Readonly<Record<string, unknown>>
  readonly laws: readonly ReadyLaw[]
  /** Names of laws whose facility is absent. */
  readonly unproved: readonly string[]
  /** Of what laws read outside the repository. */
  readonly facilities: FacilityDigests
  /**
   * Switches to this mutant, −1 for none, and answers the fuel that was left. From here on the child may be silent for `silenceMs`,
   * or as long as any child where that is left out. @throws ChildGone
   */
  activate(mutant: number, fuel: number, silenceMs?: number): Promise<number>
  /** Milliseconds that the child was silent at most while it was asked for something, since this was last asked. */
  longestSilence(): number
  /** Which mutants were reached since last asked; the covering build only. */
  reached(): Promise<Uint8Array>
  /** A fresh child in which this mutant is active from before the package loads. @throws ChildGone when it does not load */
  restart(mutant: number): Promise<void>
  close(): void
}

export async function openShard(host: Host, request: ShardRequest): Promise<Shard> {
  const { workspace, spec, numbers, isolation } = request
  let stage = ''
  let child: ChildProcessHandle | undefined
  const limits = { ...CHILD_LIMITS }
  const open = openSession(host, workspace, spec, request.packages, (folder) => {
    stage = folder
    return (hello, handlers) => {
      child = new ChildProcessHandle({ isolation, stage: folder, hello, limits, ...handlers })
      return child
    }
  })
  const { session } = open
  const provider = makeProvider(session, currentRun)
  const ask = (member: string, args: readonly number[], returns: Shape) =>
    session.ask('call', undefined, member, args, { argument: () => undefined, returns, promised: false }, undefined)
  const switchPath = join(stage, 'node_modules', packageName(workspace, spec.name), SWITCH_FILE)
  let laid = -1
  const lay = (active: number) => {
    if (laid !== active) host.write(switchPath, switchModule({ numbers, active }))
    laid = active
  }
  try {
    const { ready, unproved, facilities } = await bind(host, request, provider)
    return {
      session,
      provider,
      laws: ready,
      unproved,
      facilities,
      activate: (mutant, fuel, silenceMs = CHILD_LIMITS.silenceMs) => {
        limits.silenceMs = Math.min(silenceMs, CHILD_LIMITS.silenceMs)
        return ask('canonActivate', [mutant, Math.min(fuel, FUEL_MAX)], NUMBER) as Promise<number>
      },
      longestSilence: () => child?.takeLongestSilence() ?? 0,
      reached: () => ask('canonReached', [], BYTES) as Promise<Uint8Array>,
      restart: async (mutant) => {
        session.stop()
        lay(mutant)
        await session.start()
      },
      close: open.close,
    }
  } catch (error) {
    open.close()
    throw error
  }
}

const NUMBER: Shape = { kind: 'primitive', of: 'number' }
const BYTES: Shape = { kind: 'primitive', of: 'bytes' }

async function bind(host: Host, request: ShardRequest, provider: Readonly<Record<string, unknown>>) {
  const { workspace, spec, ground } = request
  const contracts = contractsFor(workspace, spec.name)
  const modules = moduleClosure(
    host,
    contracts.map(({ path }) => path),
  )
  const { laws, facilities } = await collectLaws({
    root: host.root,
    spec,
    contracts,
    provider,
    vectorsFolder: fieldFolder(host),
    edition: digestJson(modules).slice(7, 23),
  })
  const examples = new Map(contracts.map((contract) => [contract.path, readExamples(host, contract).examples.laws]))
  const ready: ReadyLaw[] = []
  const unproved: string[] = []
  for (const law of laws) {
    const id = lawId(law)
    const listed = examples.get(law.path)?.[id] ?? []
    const kept = listed.length === 0 ? [] : sureValues(listed, digested(law, moduleClosure(host, [law.path])))
    const bound = readyLaw(law, ready.length, seedFor(ground, id), workspace.config.runs, kept)
    if (bound === undefined) unproved.push(id)
    else ready.push(bound)
  }
  return { ready, unproved, facilities }
}
