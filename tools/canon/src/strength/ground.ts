import { digestBytes } from '../base/digest.ts'
import { packageName } from '../base/skeleton.ts'
import { readDependencies } from '../gate/gate.ts'
import type { Law } from '../gate/laws/law.ts'
import { probeIsolation } from '../gate/sandbox/probe.ts'
import type { Host } from '../host/host.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { instrument } from './instrument.ts'
import { type Keys, keysOf, lawKeys, withFacilities } from './keys.ts'
import type { Mutant } from './mutant.ts'
import { openShard, type Shard } from './shard.ts'
import { type ReadWaivers, readWaivers } from './waivers.ts'

/** Everything that a run stands on, before any child starts. */
export interface Ground {
  readonly workspace: Workspace
  readonly spec: Spec
  /** Of the package, relative to the root. */
  readonly folder: string
  readonly mutants: readonly Mutant[]
  readonly excluded: readonly string[]
  readonly keys: Keys
  readonly files: Readonly<Record<string, string>>
  /** Those whose facility is here. */
  readonly bound: readonly Law[]
  readonly laws: readonly { readonly key: string; readonly ms: number }[]
  readonly waivers: ReadWaivers
  open(build: 'covering' | 'plain'): Promise<Shard>
  close(): void
}

export async function layGround(
  host: Host,
  { workspace, name, files }: { workspace: Workspace; name: string; files: Readonly<Record<string, Uint8Array>> },
): Promise<Ground | { readonly diagnostics: readonly Diagnostic[] }> {
  const spec = workspace.specs.find((item) => item.name === name)
  if (spec === undefined) throw new TypeError(`there is no document ${name}`)
  const folder = `${workspace.config.packages}/${name}`
  const dependencies = readDependencies(host, workspace, name)
  const waivers = readWaivers(host, spec)
  const refused = [...dependencies.diagnostics, ...waivers.diagnostics]
  if (refused.length > 0) return { diagnostics: refused }
  const keys = keysOf(host, workspace, spec, files, dependencies.trees)
  const built = await instrument(files, folder)
  const isolation = await probeIsolation(host)
  const others = Object.entries(dependencies.files).map(([item, its]) => [packageName(workspace, item), its] as const)
  const open = (build: 'covering' | 'plain') =>
    openShard(host, {
      workspace,
      spec,
      isolation,
      ground: keys.ground,
      numbers: built.numbers,
      packages: Object.fromEntries([...others, [packageName(workspace, name), built[build]] as const]),
    })
  // Binds the laws; its child is never started.
  const idle = await open('plain')
  const bound = idle.laws.map(({ law }) => law)
  return {
    workspace,
    spec,
    folder,
    mutants: built.mutants,
    excluded: built.excluded.map((path) => `${folder}/${path}`),
    keys: withFacilities(keys, idle.facilities),
    files: Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, digestBytes(bytes)])),
    bound,
    laws: lawKeys(host, workspace, spec, bound).map((key) => ({ key, ms: 0 })),
    waivers,
    open,
    close: idle.close,
  }
}
