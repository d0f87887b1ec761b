import { type Host, HostError } from '../host/host.ts'
import type { Spec } from '../model/spec.ts'
import type { Workspace } from '../model/workspace.ts'

/**
 * Writes the surfaces that contracts and drivers are type-checked against to `.canon/surface/<name>.d.ts`, each only when it
 * changed, and removes those of subsystems that are gone; returns the paths.
 */
export function writeSurfaces(host: Host, workspace: Workspace): string[] {
  const folder = `${host.root}/.canon/surface`
  const paths: string[] = []
  for (const spec of wanted(workspace)) {
    const path = `${folder}/${spec.name}.d.ts`
    const text = surfaceModule(spec, workspace.config.scope)
    if (textAt(host, path) !== text) host.write(path, text)
    paths.push(path)
  }
  if (host.stat(folder)?.kind === 'folder')
    for (const { name } of host.list(folder)) {
      const known = workspace.folders?.some((subsystem) => `${subsystem}.d.ts` === name) ?? true
      if (!known) host.remove(`${folder}/${name}`)
    }
  return paths
}

/** The surface as a declaration file beside those of its dependencies. */
export function surfaceModule(spec: Spec, scope: string): string {
  const specifier = new RegExp(`(from\\s*)(['"])${scope.replaceAll('.', '\\.')}/([a-z0-9-]+)\\2`, 'g')
  return `${spec.surface.text.replace(specifier, "$1'./$3.d.ts'")}export {}\n`
}

/** Those that a contract binds, a driver exercises or a measurement is of, and those whose types these take. */
function wanted({ specs, config }: Workspace): Spec[] {
  const names = new Set<string>()
  const add = (name: string): void => {
    const spec = specs.find((other) => other.name === name)
    if (spec === undefined || names.has(name)) return
    names.add(name)
    for (const { module } of Object.values(spec.surface.imports))
      if (module.startsWith(`${config.scope}/`)) add(module.slice(config.scope.length + 1))
  }
  for (const spec of specs) {
    if (spec.driver !== undefined || spec.measurements !== undefined) add(spec.name)
    for (const { provider } of spec.contracts) add(provider)
  }
  return specs.filter(({ name }) => names.has(name))
}

function textAt(host: Host, path: string): string | undefined {
  try {
    return Buffer.from(host.read(path)).toString()
  } catch (error) {
    if (error instanceof HostError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}
