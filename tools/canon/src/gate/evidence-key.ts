import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { digestBytes, digestJson } from '../base/digest.ts'
import type { Host } from '../host/host.ts'
import type { Tree } from '../model/lock.ts'
import type { Workspace } from '../model/workspace.ts'
import { moduleClosure, readOrUndefined } from './closure.ts'
import { contractsFor, dependenciesOf, fieldFolder } from './inputs.ts'

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
  const examples = contracts.map(({ path }) => path.replace(/\.contract\.ts$/, '.examples.json'))
  const surfaces = dependenciesOf(workspace, name).map((item) => [
    item,
    workspace.specs.find((other) => other.name === item)?.digests.surface ?? '',
  ])
  return digestJson({
    name,
    tree: tree.digest,
    spec: spec.digests.normative,
    contracts: moduleClosure(
      host,
      contracts.map(({ path }) => path),
    ),
    examples: Object.fromEntries(examples.map((path) => [path, digestOrAbsent(readOrUndefined(host, path))])),
    dependencies: Object.fromEntries(Object.entries(dependencyTrees).map(([item, { digest }]) => [item, digest])),
    surfaces: Object.fromEntries(surfaces),
    runs: workspace.config.runs,
    facilities: host.stat(fieldFolder(host)) !== undefined,
    toolchain: toolchain(),
  })
}

const digestOrAbsent = (bytes: Uint8Array | undefined) => (bytes === undefined ? 'absent' : digestBytes(bytes))

let known: unknown

/** The tool's own sources and the versions of what it judges with. */
function toolchain(): unknown {
  known ??= {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    tool: digestJson({ ...sources(join(HERE, '..')), ...sources(dirname(require.resolve('@canon/contract'))) }),
    libraries: Object.fromEntries(['typescript', 'fast-check', 'oxc-parser'].map((name) => [name, versionOf(name)])),
  }
  return known
}

const require = createRequire(import.meta.url)
const HERE = dirname(new URL(import.meta.url).pathname)
/** Rooms that only print, parse arguments or write packages do not change a verdict. */
const JUDGING = /^(?:base|gate|model|read)\/|^[^/]+\.ts$/

function sources(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && JUDGING.test(path.replaceAll('\\', '/')),
  )
  return Object.fromEntries(
    files
      .sort()
      .map((path) => [
        `${folder.includes('contract') ? 'contract' : 'canon'}/${path}`,
        digestBytes(readFileSync(join(folder, path))),
      ]),
  )
}

function versionOf(name: string): string {
  const manifest = require.resolve
    .paths(name)!
    .map((folder) => join(folder, name, 'package.json'))
    .find((path) => readable(path))
  return manifest === undefined ? 'absent' : (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

function readable(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}
