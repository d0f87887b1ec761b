/** Taken before the package loads. */
const clone = structuredClone

/** As `@canon/contract` declares it; a child imports nothing of the gate's but what is staged. */
interface Measurement {
  prepare(seed: number): unknown
  subject(provider: object, input: unknown): unknown
  peer(input: unknown): unknown
  expected?(input: unknown): unknown
}

let measurements: Readonly<Record<string, Measurement>> = {}
let provider: object | undefined
let work: (input: unknown) => unknown = () => undefined
let expected: ((input: unknown) => unknown) | undefined
let inputs: unknown[] = []
let answers: unknown[] = []

/** Loads the measurements, and the package unless this is the peer's process; answers which budgets are measured. */
export async function open(budgets: string, entry: string | undefined): Promise<string[]> {
  const module = (await import(budgets)) as { default?: { measurements?: Readonly<Record<string, Measurement>> } }
  if (entry !== undefined) provider = (await import(entry)) as object
  measurements = module.default?.measurements ?? {}
  return Object.keys(measurements)
}

/** Makes one input for each seed; what was there before is forgotten. */
export async function prepare(id: string, seeds: readonly number[]): Promise<void> {
  const measurement = measurements[id]
  if (measurement === undefined) throw new Error(`nothing measures ${id}`)
  const surface = provider
  work = surface === undefined ? (input) => measurement.peer(input) : (input) => measurement.subject(surface, input)
  expected = surface === undefined && measurement.expected ? (input) => measurement.expected?.(input) : undefined
  answers = []
  inputs = []
  for (const seed of seeds) inputs.push(await measurement.prepare(seed))
}

/** Works on the first inputs in turn and keeps the answers; with none, it is the control. */
export async function run(count: number): Promise<void> {
  for (let at = 0; at < count; at++) answers[at] = await work(inputs[at])
}

/** What came of one input: in the peer's process, what should have. A proxy, which could still put off the work, is refused. */
export async function answer(at: number): Promise<unknown> {
  const value = expected === undefined ? answers[at] : await expected(inputs[at])
  clone(value)
  return value
}
