import { join } from 'node:path'
import { digestBytes } from '../base/digest.ts'
import type { Host } from '../host/host.ts'

const OBJECTS = '.canon/objects'
const LOCKS = '.canon/recorded'

/** Keeps bytes under their digest, so that a package can be put back without version control. */
export function keep(host: Host, bytes: Uint8Array): void {
  const path = objectPath(host, digestBytes(bytes))
  if (host.stat(path) === undefined) host.write(path, bytes)
}

/** The bytes of a digest, or undefined when they are not kept or no longer have it. */
export function kept(host: Host, digest: string): Uint8Array | undefined {
  const path = objectPath(host, digest)
  if (host.stat(path)?.kind !== 'file') return undefined
  const bytes = host.read(path)
  return digestBytes(bytes) === digest ? bytes : undefined
}

/** Remembers the last lock of a package in this checkout. */
export function keepLock(host: Host, name: string, bytes: Uint8Array): void {
  host.write(join(host.root, LOCKS, `${name}.json`), bytes)
}

export function keptLock(host: Host, name: string): Uint8Array | undefined {
  const path = join(host.root, LOCKS, `${name}.json`)
  return host.stat(path)?.kind === 'file' ? host.read(path) : undefined
}

/** Objects that no lock names and that are kept all the same, the latest first. */
const SPARE_MAX = 2000

/** Forgets the oldest objects beyond `spareMax` that none of these digests names, which are asked for only where there are so many. */
export function pruneObjects(host: Host, named: () => ReadonlySet<string>, spareMax = SPARE_MAX): number {
  const root = join(host.root, OBJECTS)
  if (host.stat(root)?.kind !== 'folder') return 0
  const all = host
    .list(root)
    .filter(({ kind }) => kind === 'folder')
    .flatMap(({ name }) => host.list(join(root, name)).map((entry) => [name, entry.name] as const))
  if (all.length <= spareMax) return 0
  const digests = named()
  const spare = all
    .filter(([start, rest]) => !digests.has(`sha256:${start}${rest}`))
    .map(([start, rest]) => {
      const path = join(root, start, rest)
      return { path, modifiedMs: host.stat(path)?.modifiedMs ?? 0 }
    })
    .sort((a, b) => b.modifiedMs - a.modifiedMs)
  const leaving = spare.slice(spareMax)
  for (const { path } of leaving) host.remove(path)
  return leaving.length
}

function objectPath(host: Host, digest: string): string {
  const hex = digest.slice('sha256:'.length)
  return join(host.root, OBJECTS, hex.slice(0, 2), hex.slice(2))
}
