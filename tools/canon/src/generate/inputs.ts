import { join } from 'node:path'
import { digestBytes, digestJson } from '../base/digest.ts'
import { readTree } from '../base/tree.ts'
import type { Host } from '../host/host.ts'
import type { Config } from '../model/config.ts'

const FILES_MAX = 100_000

/** Digest over all documents, contracts, the configuration and the package: what no generator may touch. */
export function inputsDigest(host: Host, config: Config, name: string): string {
  const configuration = join(host.root, 'canon.json')
  return digestJson({
    specs: folderDigest(host, join(host.root, config.specs)),
    package: folderDigest(host, join(host.root, config.packages, name)),
    configuration: host.stat(configuration)?.kind === 'file' ? digestBytes(host.read(configuration)) : 'absent',
  })
}

function folderDigest(host: Host, folder: string): unknown {
  if (host.stat(folder)?.kind !== 'folder') return 'absent'
  const { tree, diagnostics } = readTree(host, folder, { skip: ['node_modules'], filesMax: FILES_MAX })
  return { tree: tree.digest, faults: diagnostics.map(({ message }) => message) }
}
