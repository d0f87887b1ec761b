import { createHash } from 'node:crypto'

/** The default export of `specs/<name>/budgets.ts`: how each budget of the document is measured. */
export interface Budgets {
  /** By the budget's id, each a Measurement of types of its own. */
  readonly measurements: Readonly<Record<string, unknown>>
}

/** The work of one budget. The bench keeps the time; the package and its peer each run in a process of their own. */
export interface Measurement<Surface, Input, Answer> {
  /** What both sides work on: of the same size for every seed, of other content for another seed. Not timed. */
  readonly prepare: (seed: number) => Input | Promise<Input>
  /** The work of the package; its answer is plain data. */
  readonly subject: (provider: Surface, input: Input) => Answer | Promise<Answer>
  /** What the work is measured against; never sees the package. */
  readonly peer: (input: Input) => unknown
  /** What the package must answer, so that one which does nothing is found; the peer's answer when left out. Not timed. */
  readonly expected?: (input: Input) => Answer | Promise<Answer>
}

export type DeclareBudget<Surface> = <Input, Answer>(id: string, measurement: Measurement<Surface, Input, Answer>) => void

/** Declares how the budgets of a document with this surface are measured. @throws TypeError for an id that is declared twice */
export function budgets<Surface>(build: (budget: DeclareBudget<Surface>) => void): Budgets {
  const measurements: Record<string, unknown> = Object.create(null)
  build((id, measurement) => {
    if (id in measurements) throw new TypeError(`${id} is measured twice`)
    measurements[id] = measurement
  })
  return { measurements }
}

/** As many bytes as asked for, the same for the same seed. */
export function seededBytes(seed: number, length: number): Uint8Array {
  return new Uint8Array(createHash('shake256', { outputLength: length }).update(String(seed)).digest())
}
