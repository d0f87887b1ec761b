import { isAbsolute, relative } from 'node:path'
import { moduleClosure } from '../gate/closure.ts'
import { examplesPath } from '../gate/examples/file.ts'
import { contractsFor, dependenciesOf, judgingModules } from '../gate/inputs.ts'
import { JUDGING_ROOMS, toolFolders } from '../gate/toolchain.ts'
import type { Host } from '../host/host.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'
import type { GateTask } from '../plan/turbo.ts'

/** For every document that has or may have a package, all files that its verdict depends on; consumers' contracts by exact path. */
export function gateTasksOf(host: Host, workspace: Workspace): GateTask[] {
  const shared = ['canon.json', 'pnpm-lock.yaml', ...toolInputs(host.realPath(host.root))]
  return workspace.specs
    .filter((spec) => spec.frontMatter.status !== 'retired')
    .map((spec) => ({ name: spec.name, inputs: [...new Set([...own(host, workspace, spec), ...shared])].sort(excludedLast) }))
}

function own(host: Host, workspace: Workspace, spec: Spec): string[] {
  const { specs } = workspace.config
  const built = [spec.name, ...dependenciesOf(workspace, spec.name)]
  return [
    ...built.flatMap((name) => packageInputs(workspace, name)),
    ...built.map((name) => `${specs}/${name}/*.md`),
    `${specs}/${spec.name}/vectors/**`,
    ...Object.keys(moduleClosure(host, judgingModules(workspace, spec))),
    ...contractsFor(workspace, spec.name).map(examplesPath),
  ]
}

function packageInputs({ config }: Workspace, name: string): string[] {
  const folder = `${config.packages}/${name}`
  return [`${folder}/**`, `!${folder}/node_modules/**`]
}

/** Where the tool is installed and not part of the repository, the lock file of the installation stands for it. */
function toolInputs(root: string): string[] {
  const { tool, contract } = toolFolders()
  const [canon, library] = [relative(root, tool), relative(root, contract)]
  if ([canon, library].some((path) => path.startsWith('..') || isAbsolute(path) || path.includes('node_modules'))) return []
  const rooms = [...JUDGING_ROOMS, 'record'].map((room) => `${canon}/${room}/**`)
  return [...rooms, `${canon}/pipeline/gate*.ts`, `${library}/**`]
}

const excludedLast = (a: string, b: string): number =>
  Number(a.startsWith('!')) - Number(b.startsWith('!')) || (a < b ? -1 : a > b ? 1 : 0)
