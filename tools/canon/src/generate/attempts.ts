import { join } from 'node:path'
import { digestJson } from '../base/digest.ts'
import type { Host } from '../host/host.ts'

/** Counts a submission of this folder to the gate and answers the number so far, this one included; red ones count. */
export function countAttempt(host: Host, name: string, folder: string): number {
  const path = attemptsPath(host, name, folder)
  const count = readCount(host, path) + 1
  host.write(path, `${count}\n`)
  return count
}

/** Begins anew, after a green one was recorded. */
export function forgetAttempts(host: Host, name: string, folder: string): void {
  host.remove(attemptsPath(host, name, folder))
}

function readCount(host: Host, path: string): number {
  if (host.stat(path)?.kind !== 'file') return 0
  const count = Number(new TextDecoder().decode(host.read(path, 64)))
  return Number.isSafeInteger(count) && count > 0 ? count : 0
}

function attemptsPath(host: Host, name: string, folder: string): string {
  const key = digestJson({ name, folder: host.realPath(folder) }).slice('sha256:'.length)
  return join(host.root, '.canon/attempts', key)
}
