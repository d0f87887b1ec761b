import { AsyncLocalStorage } from 'node:async_hooks'
import type { Handle } from '../remote/handle.ts'
import type { CallTracker } from '../remote/session.ts'
import type { Peer } from '../wire/peer.ts'

/** One run of a law: knows its open calls. */
export class RunContext implements CallTracker {
  open = 0
  #held: Handle[] | undefined
  opened(): void {
    this.open++
  }
  closed(): void {
    this.open--
  }
  hold(handle: Handle): void {
    if (this.#held === undefined) this.#held = [handle]
    else this.#held.push(handle)
  }
  /** Lets the child forget what only this run could ask for. */
  release(): void {
    if (this.#held === undefined) return
    const byPeer = new Map<Peer, number[]>()
    for (const { peer, id } of this.#held) {
      const ids = byPeer.get(peer)
      if (ids === undefined) byPeer.set(peer, [id])
      else ids.push(id)
    }
    for (const [peer, ids] of byPeer) peer.release(ids)
  }
}

const storage = new AsyncLocalStorage<RunContext>()

/** The run in whose course this is asked. */
export const currentRun = (): RunContext | undefined => storage.getStore()

/** Runs the body as one run; a call left open at its end is a promise the law dropped. */
export async function asRun(body: () => Promise<void>): Promise<void> {
  const run = new RunContext()
  try {
    await storage.run(run, body)
  } finally {
    run.release()
  }
  if (run.open > 0) throw new Error('the law ended while a call was open: a promise is not awaited')
}
