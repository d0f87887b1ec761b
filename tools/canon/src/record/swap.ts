import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import type { Config } from '../model/config.ts'

/** Replaces a package by these files as a whole: a kill at any moment leaves, after `heal`, the old package or the new one. */
export function swapIn(host: Host, config: Config, name: string, files: Readonly<Record<string, Uint8Array>>): void {
  const at = placesOf(host, config, name)
  heal(host, config, name)
  host.write(at.marker, JSON.stringify({ pid: process.pid, at: host.now().toISOString() }))
  for (const [path, bytes] of Object.entries(files)) host.write(join(at.next, path), bytes)
  if (host.stat(at.folder) !== undefined) host.rename(at.folder, at.previous)
  host.rename(at.next, at.folder)
  heal(host, config, name)
}

/** Ends what an interrupted `swapIn` left; answers whether there was anything. */
export function heal(host: Host, config: Config, name: string): boolean {
  const at = placesOf(host, config, name)
  const left = [at.next, at.previous, at.marker].some((path) => host.stat(path) !== undefined)
  if (!left) return false
  if (host.stat(at.previous) !== undefined) {
    if (host.stat(at.folder) === undefined) host.rename(at.previous, at.folder)
    else {
      carryInstalled(host, at)
      host.remove(at.previous)
    }
  }
  host.remove(at.next)
  host.remove(at.marker)
  return true
}

export interface Places {
  readonly folder: string
  readonly next: string
  readonly previous: string
  /** Says which process is at work. */
  readonly marker: string
}

export function placesOf(host: Host, config: Config, name: string): Places {
  const packages = join(host.root, config.packages)
  return {
    folder: join(packages, name),
    next: join(packages, `.${name}.next`),
    previous: join(packages, `.${name}.previous`),
    marker: join(host.root, RECORDING, `${name}.json`),
  }
}

export const RECORDING = '.canon/recording'

/** What the workspace's installation linked stays with the package; it is no part of the tree. */
function carryInstalled(host: Host, at: Places): void {
  // Where a link stood in the package's place, what it leads to is somebody else's.
  if (host.stat(at.previous)?.kind !== 'folder') return
  const from = join(at.previous, 'node_modules')
  const to = join(at.folder, 'node_modules')
  if (host.stat(from) !== undefined && host.stat(to) === undefined) host.rename(from, to)
}
