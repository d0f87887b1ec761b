import type { Launch } from '../child.ts'
import type { TimeLimits } from '../time-limits.ts'
import type { Browser } from './browser.ts'
import { PageChild } from './page-child.ts'
import { type StageServer, serveStage } from './serve.ts'

export interface BrowserRuntime {
  readonly launcher: (limits: TimeLimits) => (stage: string, modules: readonly string[]) => Launch
  /** Stops what serves the stages. */
  close(): Promise<void>
}

/** Runs packages in pages of this browser instead of processes. */
export function browserRuntime(browser: Browser): BrowserRuntime {
  const servers: Promise<StageServer>[] = []
  return {
    launcher: (limits) => (stage, modules) => {
      const server = serveStage(stage, modules)
      servers.push(server)
      return (hello, handlers) => new PageChild({ browser, server, hello, limits, ...handlers })
    },
    close: async () => {
      for (const server of servers) (await server).close()
      await browser.close()
    },
  }
}
