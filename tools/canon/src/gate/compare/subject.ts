import type { Driver, Scene } from '@canon/contract'
import fc from 'fast-check'
import { toVectorValue } from '../../base/vector-value.ts'
import { isRefused, type Observation, observe } from './observation.ts'

/** A command or a scene of a driver, ready to be run on either side. */
export interface Subject {
  readonly name: string
  /** Every clause that a difference may be about. */
  readonly clauses: readonly string[]
  readonly arbitrary: fc.Arbitrary<unknown>
  /** One entry for a command, one for each step of a scene. */
  readonly run: (provider: unknown, value: unknown) => Promise<readonly Observation[]>
  /** Whose answer the entry at this place is. */
  readonly entry: (value: unknown, at: number) => Entry
  /** Whether calls of this input overlap. */
  readonly overlaps: (value: unknown) => boolean
  /** Inputs with one part fewer, beyond what the arbitrary shrinks to. */
  readonly fewer: (value: unknown) => readonly unknown[]
  /** The input in the notation of vectors. */
  readonly shown: (value: unknown) => unknown
}

export interface Entry {
  readonly step?: string
  readonly clauses: readonly string[]
}

const STEPS_USUAL = 12

export function subjectsOf(driver: Driver<unknown>): Subject[] {
  return [
    ...driver.commands.map(
      (command): Subject => ({
        name: command.name,
        clauses: command.clauses,
        arbitrary: command.arbitrary,
        run: async (provider, value) => [await observe(() => command.observe(provider as never, value as never))],
        entry: () => ({ clauses: command.clauses }),
        overlaps: () => false,
        fewer: () => [],
        shown: written,
      }),
    ),
    ...(driver.scenes ?? []).map(sceneSubject),
  ]
}

/** One drawn step; `together` starts it before the ones before it have ended. */
interface DrawnStep {
  readonly step: number
  readonly value: unknown
  readonly together: boolean
}

function sceneSubject(scene: Scene<unknown>): Subject {
  const step = fc.oneof(
    ...scene.steps.map(({ arbitrary }, index) =>
      fc.record({ step: fc.constant(index), value: arbitrary, together: fc.boolean() }),
    ),
  )
  return {
    name: scene.name,
    clauses: [...new Set(scene.steps.flatMap(({ clauses }) => clauses))],
    arbitrary: fc.array(step, { minLength: 1, maxLength: scene.length ?? STEPS_USUAL, size: 'max' }),
    run: (provider, value) => play(scene, provider, value as DrawnStep[]),
    entry: (value, at) => {
      const drawn = (value as DrawnStep[])[at]
      const { name, clauses } = scene.steps[drawn?.step ?? 0]!
      return drawn === undefined ? { clauses: [] } : { step: name, clauses }
    },
    overlaps: (value) => (value as DrawnStep[]).some(({ together }, at) => together && at > 0),
    fewer: (value) => (value as DrawnStep[]).map((_, at) => (value as DrawnStep[]).toSpliced(at, 1)).reverse(),
    shown: (value) =>
      (value as DrawnStep[]).map((drawn, at) => ({
        step: scene.steps[drawn.step]!.name,
        value: written(drawn.value),
        ...(drawn.together && at > 0 ? { together: true } : {}),
      })),
  }
}

async function play(scene: Scene<unknown>, provider: unknown, list: readonly DrawnStep[]): Promise<readonly Observation[]> {
  let made: unknown
  const refused = await observe(async () => {
    made = await scene.setup(provider as never)
  })
  if (isRefused(refused)) return [refused]
  const seen: Promise<Observation>[] = []
  for (const { step, value, together } of list) {
    if (!together) await Promise.all(seen)
    seen.push(observe(() => scene.steps[step]!.act(made as never, value as never)))
  }
  return Promise.all(seen)
}

function written(value: unknown): unknown {
  try {
    return toVectorValue(value)
  } catch {
    return 'a value that has no written form'
  }
}
