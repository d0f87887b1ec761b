import { digestBytes, digestJson } from '../base/digest.ts'
import type { Host } from '../host/host.ts'
import type { Config } from '../model/config.ts'
import type { Tree } from '../model/lock.ts'
import type { Workspace } from '../model/workspace.ts'
import { moduleClosure, readOrUndefined } from './closure.ts'
import { examplesPath } from './examples/file.ts'
import { fieldFolder } from './facilities.ts'
import { contractsFor, dependenciesOf, judgingModules } from './inputs.ts'
import { toolchain } from './toolchain.ts'

/**
 * Digest over everything that a verdict depends on: the tree, the document, contracts with all they import, kept examples, dependencies'
 * trees, the tool and its toolchain, and which facilities are at hand. Seeds derive from it.
 */
export function evidenceKey(
  host: Host,
  workspace: Workspace,
  name: string,
  tree: Tree,
  dependencyTrees: Readonly<Record<string, Tree>>,
): string {
  const spec = workspace.specs.find((item) => item.name === name)
  if (spec === undefined) throw new TypeError(`there is no document ${name}`)
  const contracts = contractsFor(workspace, name)
  const examples = contracts.map(examplesPath)
  const surfaces = dependenciesOf(workspace, name).map((item) => [
    item,
    workspace.specs.find((other) => other.name === item)?.digests.surface ?? '',
  ])
  return digestJson({
    name,
    tree: tree.digest,
    spec: spec.digests.normative,
    contracts: moduleClosure(host, judgingModules(workspace, spec)),
    examples: Object.fromEntries(examples.map((path) => [path, digestOrAbsent(readOrUndefined(host, path))])),
    dependencies: Object.fromEntries(Object.entries(dependencyTrees).map(([item, { digest }]) => [item, digest])),
    surfaces: Object.fromEntries(surfaces),
    configuration: judgedConfiguration(workspace.config),
    facilities: host.stat(fieldFolder(host)) !== undefined,
    toolchain: toolchain(),
  })
}

/** Who generates, how strong laws must be, and what `canon check` allows, change no verdict. */
const judgedConfiguration = ({ generators: _, oracles: __, strength: ___, ...judged }: Config) => judged

const digestOrAbsent = (bytes: Uint8Array | undefined) => (bytes === undefined ? 'absent' : digestBytes(bytes))
