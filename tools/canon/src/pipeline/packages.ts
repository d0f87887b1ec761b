import { reached } from '../bundle/dependencies.ts'
import { readEvidence } from '../gate/evidence.ts'
import { evidenceKey } from '../gate/evidence-key.ts'
import type { Host } from '../host/host.ts'
import type { Tree } from '../model/lock.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import type { PackageFacts } from '../plan/states.ts'
import { type RecordedPackage, readPackage } from '../record/read-package.ts'

/** What lies under the packages' folder, with the evidence that this checkout holds; each tree is read once. */
export function factsOf(host: Host, workspace: Workspace, wanted: readonly Spec[]): Record<string, PackageFacts> {
  const read = new Map<string, RecordedPackage>()
  const packageOf = (name: string): RecordedPackage => {
    const known = read.get(name) ?? readPackage(host, workspace.config, name)
    read.set(name, known)
    return known
  }
  return Object.fromEntries(
    wanted.map((spec) => {
      const { present, lock, tree, faults } = packageOf(spec.name)
      if (tree === undefined) return [spec.name, { present, lock, tree, faults, evidence: undefined, evidenceKey: '' }]
      const dependencies: Record<string, Tree> = {}
      for (const { name } of reached(workspace, spec)) {
        const other = packageOf(name).tree
        if (other !== undefined) dependencies[name] = other
      }
      const key = evidenceKey(host, workspace, spec.name, tree, dependencies)
      return [spec.name, { present, lock, tree, faults, evidence: readEvidence(host, spec.name), evidenceKey: key }]
    }),
  )
}
