import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Measuring } from '../src/gate/measure/open.ts'

export interface Sides {
  readonly subject: Measuring
  readonly peer: Measuring
}

/** The package answered something else than it should have. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer'
}

export const ROUNDS = 11
const WARM_UP = 2
/** Long enough that the way to the process and back does not matter. */
const BATCH_MS = 40
const INPUTS_MAX = 256

/** Ratios of time, one a round: both sides work on the same new inputs, in turns, and an empty batch is taken off. */
export async function timeRatios(id: string, sides: Sides, rounds: number): Promise<number[]> {
  const count = await batchSize(id, sides)
  const ratios: number[] = []
  for (let round = 0; round < rounds + WARM_UP; round++) {
    const { subject, peer } = await oneRound(id, sides, count, round % 2 === 0)
    if (round >= WARM_UP) ratios.push(subject / peer)
  }
  return ratios
}

/** Ratios of peak resident memory, one a round, each of two processes that have done nothing else. */
export async function memoryRatios(id: string, open: () => Promise<Sides>, rounds: number): Promise<number[]> {
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { subject, peer } = await open()
    try {
      await oneRound(id, { subject, peer }, 1, round % 2 === 0)
      ratios.push(subject.peakBytes() / peer.peakBytes())
    } finally {
      subject.close()
      peer.close()
    }
  }
  return ratios
}

/** How many inputs make a batch of the quicker side long enough. */
async function batchSize(id: string, sides: Sides): Promise<number> {
  let count = 1
  for (;;) {
    await oneRound(id, sides, count, true)
    const { subject, peer } = await oneRound(id, sides, count, false)
    const quicker = Math.min(subject, peer)
    if (quicker >= BATCH_MS || count === INPUTS_MAX) return count
    count = Math.min(INPUTS_MAX, Math.ceil(count * Math.min(16, Math.max(1.25, (1.25 * BATCH_MS) / quicker))))
  }
}

interface Times {
  readonly subject: number
  readonly peer: number
}

/** Milliseconds of both sides over `count` inputs; the answer to one of them, chosen afterwards, is compared. */
async function oneRound(id: string, { subject, peer }: Sides, count: number, subjectFirst: boolean): Promise<Times> {
  const base = randomInt(2 ** 40)
  const seeds = Array.from({ length: count }, (_, at) => base + at)
  await Promise.all([subject.prepare(id, seeds), peer.prepare(id, seeds)])
  const first = await batch(subjectFirst ? subject : peer, count)
  const second = await batch(subjectFirst ? peer : subject, count)
  const at = randomInt(count)
  const [answered, expected] = await Promise.all([subject.answer(at), peer.answer(at)])
  if (!isDeepStrictEqual(answered, expected)) throw new WrongAnswer(`the package's answer is not what ${id} expects`)
  return subjectFirst ? { subject: first, peer: second } : { subject: second, peer: first }
}

/** Never less than a microsecond: on a busy machine an empty batch can take longer than a full one. */
async function batch(side: Measuring, count: number): Promise<number> {
  const control = await side.run(0)
  return Math.max(0.001, (await side.run(count)) - control)
}
