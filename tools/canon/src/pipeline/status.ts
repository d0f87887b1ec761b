import type { Host } from '../host/host.ts'
import { holdsNoError, type Outcome } from './outcome.ts'
import { keepStatus, keptStatus, type StatusResult } from './status-cache.ts'

export interface StatusOptions {
  /** All when left out or empty. */
  readonly names?: readonly string[]
  /** False: believe nothing kept from an earlier run, and keep nothing. */
  readonly cache?: boolean
  readonly onProgress?: (line: string) => void
}

/** The state of every package: `data.packages[]` with name, state, reason, fix and what changed. */
export async function statusCommand(host: Host, options: StatusOptions = {}): Promise<Outcome> {
  const names = options.names ?? []
  const cache = options.cache !== false && names.length === 0
  const { diagnostics, packages } = (cache ? keptStatus(host) : undefined) ?? (await statusAfresh(host, names, cache))
  return { ok: holdsNoError(diagnostics), diagnostics, data: { packages } }
}

/** Everything that reads or judges is loaded here, so that an unchanged run loads none of it. */
async function statusAfresh(host: Host, names: readonly string[], cache: boolean): Promise<StatusResult> {
  const [{ readStates }, { recordingHost }] = await Promise.all([import('./read-states.ts'), import('./recording-host.ts')])
  const startedMs = host.now().getTime()
  if (!cache) return readStates(host, names)
  const recording = recordingHost(host)
  const { settled, ...result } = readStates(recording, names)
  if (settled) keepStatus(host, recording.touched(), startedMs, result)
  return result
}
