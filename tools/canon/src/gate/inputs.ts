import { digestBytes } from '../base/digest.ts'
import type { Host } from '../host/host.ts'
import type { ContractFile, Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import { moduleClosure, readOrUndefined } from './closure.ts'
import { examplesPath } from './examples/file.ts'

/** The owner's own laws first, then every consumer's. */
export function contractsFor(workspace: Workspace, name: string): ContractFile[] {
  return workspace.specs
    .flatMap((spec) => spec.contracts)
    .filter((contract) => contract.provider === name)
    .sort((a, b) => Number(b.consumer === name) - Number(a.consumer === name) || (a.path < b.path ? -1 : 1))
}

/** Names of a subsystem's dependencies, and of theirs; each once, providers first. */
export function dependenciesOf(workspace: Workspace, name: string): string[] {
  const found: string[] = []
  const visit = (at: string) => {
    for (const dependency of workspace.specs.find((spec) => spec.name === at)?.frontMatter.depends ?? []) {
      if (dependency === name || found.includes(dependency)) continue
      visit(dependency)
      if (!found.includes(dependency)) found.push(dependency)
    }
  }
  visit(name)
  return found
}

/** The modules that judge a package: contracts and its driver; what they import belongs to them. */
export function judgingModules(workspace: Workspace, spec: Spec): string[] {
  const contracts = contractsFor(workspace, spec.name).map(({ path }) => path)
  return spec.driver === undefined ? contracts : [...contracts, spec.driver.path]
}

/** Digests of every file that people own and that takes part in judging this package. */
export function inputDigests(host: Host, workspace: Workspace, spec: Spec): Record<string, string> {
  const contracts = contractsFor(workspace, spec.name)
  const whole = [
    ...spec.documents.map(({ path }) => path),
    ...spec.vectors.map(({ path }) => path),
    ...contracts.map(examplesPath),
    'canon.json',
  ]
  const digests = moduleClosure(host, judgingModules(workspace, spec))
  for (const path of whole) {
    const bytes = readOrUndefined(host, path)
    digests[path] = bytes === undefined ? 'absent' : digestBytes(bytes)
  }
  return digests
}
