import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Host } from '../host/host.ts'

export interface HandoffWait {
  readonly folder: string
  readonly timeoutMs: number
  readonly pollMs: number
  /** True once someone has adopted the package meanwhile. */
  readonly adopted: () => boolean
}

/** Waits until somebody has put a file DONE beside the task sheet, or the package was adopted, or the time is over. */
export async function waitForHandoff(host: Host, wait: HandoffWait): Promise<'done' | 'adopted' | 'late'> {
  const started = performance.now()
  for (;;) {
    if (wait.adopted()) return 'adopted'
    if (host.stat(join(wait.folder, 'DONE')) !== undefined) return 'done'
    const left = wait.timeoutMs - (performance.now() - started)
    if (left <= 0) return 'late'
    await sleep(Math.min(wait.pollMs, left))
  }
}
