import { join } from 'node:path'
import { recordDiagnostic } from '../diagnostics/record.ts'
import type { Host } from '../host/host.ts'
import type { Config } from '../model/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { heal, placesOf, RECORDING } from './swap.ts'

/** A recording takes seconds; an older marker belongs to a process that is gone, even if its number lives again. */
const MARKER_AGE_MS = 10 * 60 * 1000

export type Alive = (pid: number) => boolean

/** Puts right what a process that ended while recording left behind; runs before every command. */
export function recover(host: Host, config: Config, alive: Alive = isAlive): Diagnostic[] {
  return interrupted(host, config).flatMap((name) => {
    if (isBusy(host, config, name, alive) || !heal(host, config, name)) return []
    return [recordDiagnostic('RECORD_HEALED', `An interrupted recording of "${name}" was put right.`)]
  })
}

/** Whether another process is recording this package now. */
export function isBusy(host: Host, config: Config, name: string, alive: Alive = isAlive): boolean {
  const { marker } = placesOf(host, config, name)
  const stat = host.stat(marker)
  if (stat?.kind !== 'file') return false
  try {
    const { pid, at } = JSON.parse(new TextDecoder().decode(host.read(marker, 1024))) as { pid: number; at: string }
    return host.now().getTime() - Date.parse(at) < MARKER_AGE_MS && alive(pid)
  } catch {
    return false
  }
}

function interrupted(host: Host, config: Config): string[] {
  const names = new Set<string>()
  for (const { name } of entries(host, join(host.root, config.packages))) {
    const match = /^\.([a-z0-9-]+)\.(?:next|previous)$/.exec(name)
    if (match !== null) names.add(match[1]!)
  }
  for (const { name } of entries(host, join(host.root, RECORDING))) names.add(name.replace(/\.json$/, ''))
  return [...names].sort()
}

const entries = (host: Host, folder: string) => (host.stat(folder)?.kind === 'folder' ? host.list(folder) : [])

/** This process records one package at a time, so a marker of its own is one that was left. */
function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
