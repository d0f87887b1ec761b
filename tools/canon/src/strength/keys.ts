import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { digestBytes, digestJson } from '../base/digest.ts'
import { treeOf } from '../base/tree.ts'
import { moduleClosure } from '../gate/closure.ts'
import { evidenceKey } from '../gate/evidence-key.ts'
import { readExamples } from '../gate/examples/file.ts'
import { lawId } from '../gate/examples/match.ts'
import { contractsFor, dependenciesOf } from '../gate/inputs.ts'
import type { Law } from '../gate/laws/law.ts'
import type { Host } from '../host/host.ts'
import type { Tree } from '../model/lock.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'

/** What results are kept by. */
export interface Keys {
  /** Over everything: results under the same key are today's. */
  readonly whole: string
  /** Over everything but contracts and examples: a kill under the same ground holds as long as its law is the same. */
  readonly ground: string
  /** The same without the package's own tree. */
  readonly around: string
}

export function keysOf(
  host: Host,
  workspace: Workspace,
  spec: Spec,
  files: Readonly<Record<string, Uint8Array>>,
  dependencies: Readonly<Record<string, Tree>>,
): Keys {
  const tree = treeOf(files)
  const tool = ownSources()
  const around = digestJson({
    tool,
    node: process.version,
    runs: workspace.config.runs,
    spec: spec.digests.normative,
    surfaces: dependenciesOf(workspace, spec.name).map(
      (name) => workspace.specs.find((item) => item.name === name)?.digests.surface ?? '',
    ),
    dependencies: Object.fromEntries(Object.entries(dependencies).map(([name, { digest }]) => [name, digest])),
  })
  return {
    whole: digestJson({ evidence: evidenceKey(host, workspace, spec.name, tree, dependencies), tool }),
    ground: digestJson({ around, tree: tree.digest }),
    around,
  }
}

/** The same where laws also read this from outside the repository. */
export function withFacilities(keys: Keys, facilities: Readonly<Record<string, string>>): Keys {
  return {
    whole: digestJson({ key: keys.whole, facilities }),
    ground: digestJson({ key: keys.ground, facilities }),
    around: digestJson({ key: keys.around, facilities }),
  }
}

/** By law: changes with its text, all that this imports, and its kept examples. */
export function lawKeys(host: Host, workspace: Workspace, spec: Spec, laws: readonly Law[]): string[] {
  const examples = new Map(
    contractsFor(workspace, spec.name).map((contract) => [contract.path, readExamples(host, contract).examples.laws]),
  )
  const closures = new Map<string, unknown>()
  return laws.map((law) => {
    const file = law.place.file
    const closure = closures.get(file) ?? moduleClosure(host, [file])
    closures.set(file, closure)
    return digestJson({ id: lawId(law), closure, examples: examples.get(law.path)?.[lawId(law)] ?? [] })
  })
}

let known: string | undefined

/** Of this room: the gate's own sources are in the evidence key. */
function ownSources(): string {
  const folder = dirname(new URL(import.meta.url).pathname)
  known ??= digestJson(
    Object.fromEntries(
      readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => [name, digestBytes(readFileSync(`${folder}/${name}`))]),
    ),
  )
  return known
}
