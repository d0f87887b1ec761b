import { AsyncLocalStorage } from 'node:async_hooks'
import type { CallTracker } from '../remote/provider.ts'

/** One run of a law: knows its open calls. */
export class RunContext implements CallTracker {
  open = 0
  opened(): void {
    this.open++
  }
  closed(): void {
    this.open--
  }
}

const storage = new AsyncLocalStorage<RunContext>()

/** The run in whose course this is asked. */
export const currentRun = (): RunContext | undefined => storage.getStore()

/** Runs the body as one run; a call left open at its end is a promise the law dropped. */
export async function asRun(body: () => Promise<void>): Promise<void> {
  const run = new RunContext()
  await storage.run(run, body)
  if (run.open > 0) throw new Error('the law ended while a call was open: a promise is not awaited')
}
